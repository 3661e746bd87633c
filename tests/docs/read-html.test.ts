import { describe, expect, it } from "vitest";
import { findAll, readHtml, textOf } from "./read-html.ts";

const page = (body: string) => `<!doctype html>\n<html lang="en"><body>${body}</body></html>`;

describe("a page", () => {
  it("is read with its elements, their attributes and all its text", () => {
    const read = readHtml(page('<p id="a" class="b c">1 &lt; 2 <br><b>&amp;</b></p><style>p > b { }</style>'));
    const [paragraph, style] = findAll(read, ({ tag }) => tag === "p" || tag === "style");
    expect(paragraph?.attributes).toStrictEqual({ id: "a", class: "b c" });
    expect([paragraph, style].map((element) => element && textOf(element))).toStrictEqual(["1 < 2 &", "p > b { }"]);
  });

  it.each([
    ["an element that isn't closed", "<p>a"],
    ["two that cross", "<b><i>a</b></i>"],
    ["one closed twice", "<p>a</p></p>"],
    ["a bare ampersand", "<p>a & b</p>"],
    ["an unknown entity", "<p>&nope;</p>"],
    ["a bare angle", "<p>1 < 2</p>"],
    ["an attribute without quotes", "<p id=a>a</p>"],
    ["an attribute without a value", "<p hidden>a</p>"],
    ["an attribute twice", '<p id="a" id="b">a</p>'],
    ["an angle in an attribute", '<p title="a>b">a</p>'],
  ])("isn't read with %s", (_what, body) => {
    expect(() => readHtml(page(body))).toThrow();
  });
});
