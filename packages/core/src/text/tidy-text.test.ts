import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codePoints, hasControls, tidyText } from "./tidy-text.ts";

/** Every character there is, as often as any other. */
const characters = fc.nat({ max: 0x10f7ff }).map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800));
const texts = fc.string({ unit: fc.oneof(characters, fc.constantFrom(..." \t\r\ne\u0301\u00a0\ufeff")) });

describe("tidyText", () => {
  it.each([
    ["  coffee ", "coffee"],
    ["\t\u00a0\u3000coffee\ufeff\n", "coffee"],
    ["cafe\u0301", "caf\u00e9"],
    ["one\r\ntwo", "one\ntwo"],
    ["a  b", "a  b"],
    ["", ""],
    [" \r\n ", ""],
  ])("makes %j into %j", (text, tidy) => {
    expect(tidyText(text)).toBe(tidy);
  });

  it("leaves what is tidy as it is, but for stray carriage returns, which no text may have", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const tidy = tidyText(text);
        fc.pre(!tidy.includes("\r"));
        expect(tidyText(tidy)).toBe(tidy);
        expect(tidy).toBe(tidy.normalize("NFC"));
        expect(tidy).toBe(tidy.trim());
      }),
    );
  });
});

describe("hasControls", () => {
  it("finds every control character, and takes tab and newline for none where there are lines", () => {
    const controls = [...Array(0x20).keys(), ...Array.from({ length: 0x21 }, (_, index) => 0x7f + index)];
    for (const code of controls) {
      const text = `a${String.fromCharCode(code)}b`;
      expect(hasControls(text, false)).toBe(true);
      expect(hasControls(text, true)).toBe(code !== 9 && code !== 10);
    }
  });

  it("finds none in other text", () => {
    expect(hasControls("Caf\u00e9 \u{1f600} \u00a0 \u2028 \u200d", false)).toBe(false);
  });
});

describe("codePoints", () => {
  it("counts what lies beyond 16 bits once, and each part of a joined sign", () => {
    expect(["", "abc", "\u{1f600}", "e\u0301", "\u{1f468}\u200d\u{1f469}"].map(codePoints)).toEqual([0, 3, 1, 2, 3]);
  });
});
