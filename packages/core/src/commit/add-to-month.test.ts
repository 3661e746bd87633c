import { describe, expect, it } from "vitest";
import type { Change } from "../ports/ledger-store.ts";
import type { MonthRecord } from "../ports/records.ts";
import { addToMonth } from "./add-to-month.ts";
import { MONTH_SUM_MAX } from "./weigh.ts";

const expense = (amount: number, count = Math.sign(amount)) => ({
  income: 0,
  expense: amount,
  incomeCount: 0,
  expenseCount: count,
});
const income = (amount: number, count = Math.sign(amount)) => ({
  income: amount,
  expense: 0,
  incomeCount: count,
  expenseCount: 0,
});
const add = (
  sums: MonthRecord["categories"][string],
  categories: MonthRecord["categories"] = {},
): Extract<Change, { op: "add" }> => ({
  op: "add",
  month: "2026-11",
  sums,
  categories,
});
const november: MonthRecord = {
  kind: "month",
  month: "2026-11",
  version: 3,
  ...expense(700, 2),
  categories: { food: expense(700, 2) },
};

describe("addToMonth", () => {
  it("makes a month that isn't there at version 1", () => {
    expect(addToMonth(undefined, add(expense(500), { food: expense(500) }))).toStrictEqual({
      kind: "month",
      month: "2026-11",
      version: 1,
      ...expense(500),
      categories: { food: expense(500) },
    });
  });

  it("adds to the month and to each category named, and leaves the others", () => {
    expect(addToMonth(november, add(income(100), { "-": income(100) }))).toStrictEqual({
      kind: "month",
      month: "2026-11",
      version: 4,
      income: 100,
      expense: 700,
      incomeCount: 1,
      expenseCount: 2,
      categories: { food: expense(700, 2), "-": income(100) },
    });
  });

  it("drops a category in which nothing is left", () => {
    expect(addToMonth(november, add(expense(-700, -2), { food: expense(-700, -2) }))?.categories).toEqual({});
  });

  it("takes negative zeros for zeros", () => {
    expect(addToMonth(undefined, add({ income: -0, expense: 1, incomeCount: -0, expenseCount: 1 }))?.income).toBe(0);
  });

  it.each([income, expense])("reaches the largest sum and goes no further", (sums) => {
    expect(addToMonth(undefined, add(sums(MONTH_SUM_MAX)))).toBeDefined();
    expect(addToMonth(undefined, add(sums(MONTH_SUM_MAX + 1)))).toBeUndefined();
    expect(addToMonth(november, add(expense(MONTH_SUM_MAX - 700)))).toBeDefined();
    expect(addToMonth(november, add(expense(MONTH_SUM_MAX - 699)))).toBeUndefined();
  });

  it("leaves the stored month as it is", () => {
    const before = structuredClone(november);
    addToMonth(november, add(expense(1), { food: expense(1) }));
    expect(november).toEqual(before);
  });
});
