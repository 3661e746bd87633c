import * as fc from "fast-check";
import { expect, it } from "vitest";
import { html, prose } from "./html.ts";

const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
const read = (markup: string) =>
  markup.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity as keyof typeof entities]);

it("keeps any text a text, in an element and in an attribute", () =>
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const { markup } = html`<p title="${text}">${text}</p>`;
      const [, title, inner] = /^<p title="([^"<>']*)">([^<>"']*)<\/p>$/.exec(markup) ?? [];
      expect([read(title ?? "-"), read(inner ?? "-")]).toStrictEqual([text, text]);
    }),
  ));

it("puts markup into markup as it is, lists one after the other, and nothing for nothing", () => {
  const rows = ["a", "b"].map((text) => html`<li>${text}</li>`);
  expect(html`<ul>${rows}${undefined}${false}${0}</ul>`.markup).toBe("<ul><li>a</li><li>b</li>0</ul>");
});

it("reads backticks as code, and what is in them as text", () => {
  expect(html`${prose("Give `a<b` or none.")}`.markup).toBe("Give <code>a&lt;b</code> or none.");
});
