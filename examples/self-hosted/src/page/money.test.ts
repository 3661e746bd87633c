import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMoney, plainAmount, readAmount } from "./money.ts";

const amounts = fc.integer({ min: 1, max: 1_000_000_000_000 });
const decimals = fc.constantFrom(0, 2, 3);
const faultOf = (typed: string, digits = 2, mark = ".") => {
  const read = readAmount(typed, digits, mark);
  return "fault" in read ? read.fault : undefined;
};

describe("an amount as people type it", () => {
  it.each([
    ["12.50", 1250],
    ["12,50", 1250],
    ["12.5", 1250],
    ["12", 1200],
    ["12.", 1200],
    [".5", 50],
    ["0,05", 5],
    ["007", 700],
    [" 1 200 ", 120_000],
    ["1 200,50", 120_050],
    ["1,200.50", 120_050],
    ["1.200,50", 120_050],
    ["1,200", 120_000],
    ["1,234,567.89", 123_456_789],
    ["1.234.567", 123_456_700],
    ["1’234.50", 123_450],
    ["0.29", 29],
    ["1.15", 115],
    ["10000000000.00", 1_000_000_000_000],
  ])("%s is read exactly in a currency of two decimals", (typed, amount) => {
    expect(readAmount(typed, 2, ".")).toEqual({ amount });
  });

  it.each([
    ["1200", 0, 1200],
    ["1,200", 0, 1200],
    ["1.200", 3, 1200],
    ["1.5", 3, 1500],
    ["1,5", 3, 1500],
    ["1,234.567", 3, 1_234_567],
    ["1.234,567", 3, 1_234_567],
    ["1,234", 3, 1_234_000],
    ["1,234,567", 3, 1_234_567_000],
  ])("%s is read exactly in a currency of %i decimals", (typed, digits, amount) => {
    expect(readAmount(typed, digits, ".")).toEqual({ amount });
  });

  it("is grouped as its locale groups", () => {
    expect(readAmount("1,200", 2, ".")).toEqual({ amount: 120_000 });
    expect(readAmount("1.200", 2, ",")).toEqual({ amount: 120_000 });
    expect(readAmount("1,234", 3, ",")).toEqual({ amount: 1234 });
    expect(faultOf("1.200", 2, ".")).toBe("This currency has 2 decimals.");
    expect(faultOf("1,200", 2, ",")).toBe("This currency has 2 decimals.");
    expect(createMoney("de-AT", "EUR", 2).read("12.000")).toEqual({ amount: 1_200_000 });
    expect(createMoney("ja-JP", "JPY", 0).read("12,000")).toEqual({ amount: 12_000 });
  });

  it.each([
    "",
    " ",
    "abc",
    "12.5.0",
    "1..5",
    "12e3",
    "-5",
    "+5",
    "1,23,4.5",
    "1,2.3,4",
    ".",
    ",",
    "٣",
    "0x10",
    "Infinity",
    "12.345",
    "0,500",
    "£5",
  ])("%j is refused with a reason", (typed) => {
    expect(faultOf(typed)).toEqual(expect.any(String));
  });

  it("is more than zero and at most what a ledger takes", () => {
    expect(faultOf("0")).toBe("Enter more than zero.");
    expect(faultOf("0.00")).toBe("Enter more than zero.");
    expect(faultOf("10000000000.01")).toMatch(/more than/);
    expect(faultOf("9".repeat(400))).toMatch(/more than/);
    expect(faultOf("12.5", 0)).toBe("This currency has no decimals.");
  });

  it("comes back as it was from how it is written in a field, with either sign", () => {
    fc.assert(
      fc.property(amounts, decimals, (amount, digits) => {
        const plain = plainAmount(amount, digits);
        expect(readAmount(plain, digits, ".")).toEqual({ amount });
        expect(readAmount(plain.replace(".", ","), digits, ",")).toEqual({ amount });
      }),
    );
  });

  it("never throws, and never gives anything but a whole number in range", () => {
    const typed = fc.string({ unit: fc.constantFrom(..."0123456789., '") });
    fc.assert(
      fc.property(typed, decimals, fc.constantFrom(".", ","), (text, digits, mark) => {
        const read = readAmount(text, digits, mark);
        if ("amount" in read) expect(Number.isSafeInteger(read.amount) && read.amount > 0).toBe(true);
      }),
    );
  });
});

describe("money on the page", () => {
  it("is written to the cent with a narrow sign and a real minus", () => {
    const money = createMoney("en-GB", "GBP", 2);
    expect(money.text(123_456)).toBe("£1,234.56");
    expect(money.text(-410)).toBe("−£4.10");
    expect(money.text(410, true)).toBe("+£4.10");
    expect(money.text(0, true)).toBe("£0.00");
    expect(createMoney("en-US", "CAD", 2).text(5)).toBe("$0.05");
  });

  it("loses nothing at fifteen digits", () => {
    expect(createMoney("en-GB", "GBP", 2).text(1_499_999_999_999_999)).toBe("£14,999,999,999,999.99");
  });

  it("has the decimals of its currency, whatever Intl would say", () => {
    expect(createMoney("en-US", "JPY", 0).text(1200)).toBe("¥1,200");
    expect(createMoney("en-US", "KWD", 3).text(1200)).toMatch(/1\.200$/);
    expect(createMoney("en-US", "HUF", 2).text(1200)).toMatch(/12\.00$/);
  });

  it("comes in two parts, so that the cents can be written smaller", () => {
    expect(createMoney("en-GB", "GBP", 2).parts(-163_594)).toEqual({ whole: "−£1,635", rest: ".94" });
    expect(createMoney("de-DE", "EUR", 2).parts(163_594)).toEqual({ whole: "1.635", rest: ",94\u00a0€" });
    expect(createMoney("en-US", "JPY", 0).parts(1200)).toEqual({ whole: "¥1,200", rest: "" });
  });

  it("is short on an axis alone", () => {
    const money = createMoney("en-GB", "GBP", 2);
    expect([400_000, 0, -200_000, 250_000].map(money.short)).toEqual(["£4k", "£0", "−£2k", "£2.5k"]);
  });
});
