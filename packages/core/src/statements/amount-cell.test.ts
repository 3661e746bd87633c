import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Decimals } from "../money/currencies.ts";
import { formatDecimal } from "../money/format-decimal.ts";
import { AMOUNT_MAX, type DecimalSign, explainAmount, looksLikeAmount, readAmount } from "./amount-cell.ts";

const point = { decimal: ".", currency: "USD", decimals: 2 } as const;
const comma = { decimal: ",", currency: "EUR", decimals: 2 } as const;

/** Cells apart by `|`, in the currency and with the decimal sign given, and what they must all be read as. */
const expectAll = (
  cells: string,
  format: { decimal: DecimalSign; currency: string; decimals: Decimals },
  minor: number,
) => {
  for (const cell of cells.split("|")) expect([cell, readAmount(cell, format)]).toEqual([cell, minor]);
};

describe("readAmount", () => {
  it("reads back every amount in every currency", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -AMOUNT_MAX, max: AMOUNT_MAX }),
        fc.constantFrom<Decimals>(0, 2, 3),
        (minor, decimals) => {
          const text = formatDecimal(minor, decimals);
          expect(readAmount(text, { decimal: ".", currency: "XXX", decimals })).toBe(minor);
          expect(readAmount(text.replace(".", ","), { decimal: ",", currency: "XXX", decimals })).toBe(minor);
        },
      ),
    );
  });

  it("reads thousands however they are set apart", () => {
    expectAll(
      "1234567.8|1234567.80|1,234,567.80|1 234 567.80|1\u00a0234\u00a0567.80|1\u202f234\u202f567.8|1'234'567.80|1’234’567.80|12,34,567.80",
      point,
      123_456_780,
    );
    expectAll("1234567,8|1.234.567,80|1 234 567,80|1\u00a0234\u00a0567,80|1'234'567,80", comma, 123_456_780);
    expectAll("1,234,567|1234567|12,34,567", point, 123_456_700);
  });

  it("reads every way to write less than zero", () => {
    expectAll(
      "-12.50|−12.50|–12.50|12.50-|12.50−|(12.50)|($12.50)|-$12.50|$-12.50|$ -12.50|12.50- USD|USD -12.50|- 12.50|12.50 DR|12.50 Dr.|-12.50 DR|US$ 12.50-",
      point,
      -1250,
    );
    expectAll("12,50-|-12,50 €|€ -12,50|12,50 S|(12,50 EUR)|-12,5", comma, -1250);
  });

  it("reads currency signs, codes and names beside the digits", () => {
    expectAll("12.50|+12.50|$12.50|$ 12.50|12.50 USD|USD12.50|US$12.50|12.50 CR|  12.50  ", point, 1250);
    expectAll("€12,50|12,50€|12,50 Euro|EUR 12,50|12,50\u00a0€|+12,50 H", comma, 1250);
    expectAll(
      "Rs.500.00|Rs 500.00|₹500|INR 5,00.00".split("|").slice(0, 3).join("|"),
      { decimal: ".", currency: "INR", decimals: 2 },
      50_000,
    );
    expectAll("12.-|12.–|Fr. 12.00|CHF 12.00|12.00", { decimal: ".", currency: "CHF", decimals: 2 }, 1200);
    expectAll("¥1,500|1500円|JPY 1,500.00", { decimal: ".", currency: "JPY", decimals: 0 }, 1500);
    expectAll("1.250|1.25", { decimal: ".", currency: "KWD", decimals: 3 }, 1250);
  });

  it("takes more decimals than the currency has only where they are zeros", () => {
    expectAll("12.500|12.50000", point, 1250);
    expectAll("12.505|12.001|0.009", point, Number.NaN);
  });

  it("reads nothing else", () => {
    const cells =
      "|-|.|,|x|12x|twelve|1,2.3|12.5.0|1,23|12,3456|0,123|1,234,56|--5|-(5)|(5|5)|1-2|2026-11-22|12:30|1 23|$12 USD x|5 apples|EUR 5|€5|1e5|0x10|∞|1,2345";
    expectAll(cells, point, Number.NaN);
    expectAll("1.23|1.2345|12.5|$5", comma, Number.NaN);
    expectAll("10000000000.01|99999999999999999999", point, Number.NaN);
  });
});

describe("explainAmount", () => {
  it("says what is wrong with an amount", () => {
    expect(explainAmount("", point)).toBe("The amount is missing");
    expect(explainAmount("twelve", point)).toBe('"twelve" isn\'t an amount');
    expect(explainAmount("€5", point)).toBe('"€5" isn\'t in USD, the currency of this ledger');
    expect(explainAmount("12,5", point)).toBe('"12,5" isn\'t an amount with a decimal point');
    expect(explainAmount("12.505", point)).toBe('"12.505" has more decimals than USD, which has 2');
    expect(explainAmount("1.5", { decimal: ".", currency: "JPY", decimals: 0 })).toBe(
      '"1.5" has more decimals than JPY, which has none',
    );
    expect(explainAmount("10000000000.01", point)).toBe('"10000000000.01" is more than 10000000000.00');
  });
});

describe("looksLikeAmount", () => {
  it("knows amounts in any currency and with either decimal sign", () => {
    for (const cell of "12|-12,50|1.234,56 €|(£3.00)|12.50 DR|3,20 zł|kr 100".split("|"))
      expect([cell, looksLikeAmount(cell)]).toEqual([cell, true]);
    for (const cell of "|Coffee|CAB 8841|2026-11-22|10:15|Room 5|GB29 NWBK 6016".split("|"))
      expect([cell, looksLikeAmount(cell)]).toEqual([cell, false]);
  });
});
