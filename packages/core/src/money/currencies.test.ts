import { describe, expect, it } from "vitest";
import { currencyDecimals } from "./currencies.ts";

describe("currencyDecimals", () => {
  it.each(["USD", "EUR", "GBP", "CHF", "INR"])("is 2 for %s", (code) => {
    expect(currencyDecimals(code)).toBe(2);
  });

  it.each(["JPY", "KRW", "CLP", "ISK", "VND", "XAF"])("is 0 for %s", (code) => {
    expect(currencyDecimals(code)).toBe(0);
  });

  it.each(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])("is 3 for %s", (code) => {
    expect(currencyDecimals(code)).toBe(3);
  });

  it.each(["HUF", "IDR", "LBP", "MGA", "MRU", "UZS"])(
    "is 2 for %s, as in the standard and unlike in software",
    (code) => {
      expect(currencyDecimals(code)).toBe(2);
    },
  );

  it.each(["", "usd", "US", "USDD", "XXX", "XTS", "XAU", "XDR", "DEM", "HRK", "CLF", "UYW", "constructor"])(
    "is undefined for %j",
    (code) => {
      expect(currencyDecimals(code)).toBeUndefined();
    },
  );

  it("knows only codes of three capital letters, each once", () => {
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
    const known = letters.flatMap((a) =>
      letters.flatMap((b) => letters.flatMap((c) => (currencyDecimals(a + b + c) === undefined ? [] : [a + b + c]))),
    );
    expect(known.length).toBeGreaterThan(150);
    expect(known).toContain("ZMW");
  });
});
