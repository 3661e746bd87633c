import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LiteralStyle, writeLiteral } from "./write-literal.ts";

const json: LiteralStyle = {
  key: (name) => JSON.stringify(name),
  text: (value) => JSON.stringify(value),
  reference: (...names) => `<${names.join(" ")}>`,
};

const isReference = (value: unknown) => JSON.stringify(value).includes('"{');

describe("a literal", () => {
  it("is read back as the value it was written for", () =>
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        fc.pre(!isReference(value));
        expect(JSON.parse(writeLiteral(value, json))).toStrictEqual(JSON.parse(JSON.stringify(value)));
      }),
    ));

  it("stands on one line where there is room for it, after what is there already", () => {
    const value = { from: "2026-01-01", tags: ["a", "b"], none: {}, few: [] };
    const line = '{ "from": "2026-01-01", "tags": ["a", "b"], "none": {}, "few": [] }';
    expect(writeLiteral({ from: "2026-01-01" }, json)).toBe('{ "from": "2026-01-01" }');
    expect(writeLiteral(value, json).replaceAll(/\s+/g, " ")).toBe(line);
    expect(writeLiteral({ a: 1 }, json, { indent: "", taken: 56 })).toBe('{\n  "a": 1\n}');
  });

  it("puts each part on a line of its own where there isn't", () => {
    const description = "Something that takes more than half of the room";
    expect(writeLiteral([{ description, amount: 410 }], json)).toBe(
      `[\n  {\n    "description": "${description}",\n    "amount": 410\n  }\n]`,
    );
  });

  it("refers to an earlier answer only where a text is a reference as a whole", () => {
    expect(writeLiteral(["{coffee.id}", "{coffee}"], json)).toBe("[<coffee id>, <coffee>]");
    expect(writeLiteral(["a {coffee.id}", "{coffee.id.x}", "{}"], json)).toBe(
      '["a {coffee.id}", "{coffee.id.x}", "{}"]',
    );
  });
});
