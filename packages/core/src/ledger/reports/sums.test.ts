import { describe, expect, it } from "vitest";
import { noSums, ofType, plus, showNetSums, sumsOf } from "./sums.ts";

const pay = { type: "income", amount: 2_500 } as const;
const rent = { type: "expense", amount: 900 } as const;

describe("sums", () => {
  it("count a transaction on its own side", () => {
    expect(sumsOf(pay)).toEqual({ income: 2_500, expense: 0, incomeCount: 1, expenseCount: 0 });
    expect(sumsOf(rent)).toEqual({ income: 0, expense: 900, incomeCount: 0, expenseCount: 1 });
  });

  it("come to nothing where a transaction is added and taken away", () => {
    for (const each of [pay, rent]) expect(plus(sumsOf(each), sumsOf(each, -1))).toStrictEqual(noSums);
  });

  it("know both numbers and the net, which may be negative", () => {
    expect(showNetSums(plus(sumsOf(pay), sumsOf(rent)))).toEqual({ income: 2_500, expense: 900, count: 2, net: 1_600 });
    expect(showNetSums(sumsOf(rent)).net).toBe(-900);
  });

  it("can be looked at for one type alone", () => {
    const both = plus(sumsOf(pay), sumsOf(rent));
    expect(ofType(both, "income")).toEqual(sumsOf(pay));
    expect(ofType(both, "expense")).toEqual(sumsOf(rent));
    expect(ofType(both, undefined)).toEqual(both);
  });
});
