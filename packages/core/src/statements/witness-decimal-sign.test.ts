import { describe, expect, it } from "vitest";
import type { Decimals } from "../money/currencies.ts";
import { witnessDecimalSign } from "./witness-decimal-sign.ts";

function decide(cells: string, locale = "en-US", decimals: Decimals = 2) {
  const witness = witnessDecimalSign();
  for (const [index, cell] of cells.split(" ").entries()) witness.see(cell, index + 2);
  return witness.decide(locale, decimals);
}

describe("the decimal sign", () => {
  it("is told by amounts that can't be read otherwise", () => {
    expect(decide("5 1,234 12.50", "de-DE")).toEqual({ chosen: ".", evidence: '"12.50" on line 4', assumed: false });
    expect(decide("1.234,56 7")).toMatchObject({ chosen: ",", assumed: false });
    expect(decide("1.234.567")).toMatchObject({ chosen: ",", assumed: false });
    expect(decide("0,125", "en-US", 3)).toMatchObject({ chosen: ",", assumed: false });
  });

  it("doesn't matter where no amount has one", () => {
    expect(decide("5 1200 17", "de-DE")).toMatchObject({ assumed: false });
  });

  it("is the locale's, and assumed, where every amount can be read both ways", () => {
    expect(decide("1,230 4,500", "en-US")).toMatchObject({ chosen: ".", assumed: true });
    expect(decide("1,230 4,500", "de-DE")).toMatchObject({ chosen: ",", assumed: true });
    expect(decide("1.230", "de-CH")).toMatchObject({ chosen: ".", assumed: true });
    expect(decide("1.234", "en-US", 3)).toMatchObject({ chosen: ".", assumed: true });
  });

  it("is assumed to set thousands apart where there would be too many decimals", () => {
    expect(decide("1,234", "de-DE")).toMatchObject({ chosen: ".", assumed: true });
    expect(decide("1.234 5.678", "en-US")).toMatchObject({ chosen: ",", assumed: true });
  });

  it("sets thousands apart for certain in a currency without decimals", () => {
    expect(decide("1,234", "de-DE", 0)).toMatchObject({ chosen: ".", assumed: false });
  });
});
