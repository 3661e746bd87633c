import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guardFormula, unguardFormula } from "./formula-guard.ts";

describe("the formula guard", () => {
  it("is taken off again from any text", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(..."'=+-@\t\r＝＋－＠a1") }),
    );
    fc.assert(
      fc.property(text, (value) => {
        expect(unguardFormula(guardFormula(value))).toBe(value);
      }),
    );
  });

  it("never leaves at the front what a spreadsheet would run", () => {
    for (const first of "=+-@\t\r＝＋－＠'") expect(guardFormula(`${first}1`)).toBe(`'${first}1`);
  });

  it("leaves every other text as it is", () => {
    for (const text of ["", "Coffee", "5-3", " =1", "O'Neill", "\"'"]) expect(guardFormula(text)).toBe(text);
    for (const text of ["'t Kofje", "Coffee", "'"]) expect(unguardFormula(text)).toBe(text);
  });
});
