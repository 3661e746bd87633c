import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold } from "./fold.ts";

/** Every character there is, as often as any other. */
const characters = fc.nat({ max: 0x10f7ff }).map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800));
const letters = fc.string({
  unit: fc.oneof(characters, fc.constantFrom(..."aAzZeE éÉßẞſİıΣσςΆάÆæŒœǅﬁ½Ωé가각")),
});

describe("fold", () => {
  it.each([
    ["Café", "CAFÉ"],
    ["cafe\u0301", "caf\u00e9"],
    ["cafe", "Café"],
    ["STRASSE", "Straße"],
    ["STRAẞE", "straße"],
    ["ΟΔΟΣ", "οδοσ"],
    ["ΟΔΟΣ", "οδος"],
    ["ﬁrst", "FIRST"],
    ["ＡＢＣ１２３", "abc123"],
    ["İstanbul", "ISTANBUL"],
    ["Łódź", "łodz"],
    ["Ελλάδα", "ΕΛΛΑΔΑ"],
  ])("makes %s and %s alike", (one, other) => {
    expect(fold(one)).toBe(fold(other));
  });

  it.each([
    ["coffee", "coffees"],
    ["a b", "ab"],
    ["1", "2"],
    ["o", "ö x"],
  ])("keeps %s and %s apart", (one, other) => {
    expect(fold(one)).not.toBe(fold(other));
  });

  it("leaves what is folded as it is", () => {
    fc.assert(
      fc.property(letters, (text) => fold(fold(text)) === fold(text)),
      { numRuns: 1_000 },
    );
  });

  it("leaves every single character as it is once it is folded", () => {
    const moved: string[] = [];
    for (let code = 0; code <= 0x1ffff; code += 1) {
      const text = String.fromCodePoint(code);
      if (fold(fold(text)) !== fold(text)) moved.push(code.toString(16));
    }
    expect(moved).toEqual([]);
  });

  it("takes no notice of case", () => {
    fc.assert(
      fc.property(letters, (text) => {
        expect(fold(text.toLowerCase())).toBe(fold(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it("finds a folded part within the folded whole, as searching does", () => {
    fc.assert(
      fc.property(letters, letters, letters, (before, part, after) => {
        expect(fold(before + part + after)).toContain(fold(part));
      }),
      { numRuns: 1_000 },
    );
  });
});
