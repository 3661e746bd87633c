import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDecimal } from "./format-decimal.ts";

describe("formatDecimal", () => {
  it.each([
    [1234, 2, "12.34"],
    [5, 2, "0.05"],
    [50, 2, "0.50"],
    [0, 2, "0.00"],
    [-5, 2, "-0.05"],
    [-1234, 2, "-12.34"],
    [1234, 0, "1234"],
    [0, 0, "0"],
    [-7, 0, "-7"],
    [1234, 3, "1.234"],
    [7, 3, "0.007"],
    [1_000_000_000_000, 2, "10000000000.00"],
  ])("writes %i with %i decimals as %s", (amount, decimals, text) => {
    expect(formatDecimal(amount, decimals)).toBe(text);
  });

  it("keeps every digit and the sign", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(0, 2, 3), (amount, decimals) => {
        const text = formatDecimal(amount, decimals);
        expect(Number(text.replace(".", ""))).toBe(amount === 0 ? 0 : amount);
        expect(text).toMatch(decimals === 0 ? /^-?(0|[1-9]\d*)$/ : new RegExp(`^-?(0|[1-9]\\d*)[.]\\d{${decimals}}$`));
      }),
    );
  });

  it("has no minus before nothing", () => {
    expect(formatDecimal(-0, 2)).toBe("0.00");
  });
});
