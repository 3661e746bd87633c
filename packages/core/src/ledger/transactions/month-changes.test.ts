import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addToMonth } from "../../commit/add-to-month.ts";
import { monthOf } from "../../dates/calendar.ts";
import type { MonthRecord, Sums, TransactionRecord } from "../../ports/records.ts";
import { noSums, plus, sumsOf } from "../reports/sums.ts";
import { type Move, monthChanges } from "./month-changes.ts";

const coffee: TransactionRecord = {
  kind: "transaction",
  id: "20260305-0123456789abcdef",
  version: 1,
  date: "2026-03-05",
  type: "expense",
  amount: 410,
  description: "Coffee",
  categoryId: "eato",
  note: "",
  tags: [],
  account: "",
  importId: null,
  recurringId: null,
  createdAt: "2026-03-05T10:00:00.000Z",
  updatedAt: "2026-03-05T10:00:00.000Z",
  digest: null,
};
const spent = (expense: number, expenseCount: number): Sums => ({ ...noSums, expense, expenseCount });

describe("monthChanges", () => {
  it("adds a new transaction to its month and category", () => {
    expect(monthChanges([{ after: coffee }])).toEqual([
      { op: "add", month: "2026-03", sums: spent(410, 1), categories: { eato: spent(410, 1) } },
    ]);
    expect(monthChanges([{ after: { ...coffee, categoryId: null, type: "income" } }])).toEqual([
      {
        op: "add",
        month: "2026-03",
        sums: { ...noSums, income: 410, incomeCount: 1 },
        categories: { "-": { ...noSums, income: 410, incomeCount: 1 } },
      },
    ]);
  });

  it("takes a deleted one away", () => {
    expect(monthChanges([{ before: coffee }])).toEqual([
      { op: "add", month: "2026-03", sums: spent(-410, -1), categories: { eato: spent(-410, -1) } },
    ]);
  });

  it("changes nothing where only texts were edited", () => {
    const after = { ...coffee, version: 2, description: "Tea", note: "hot", tags: ["a"], account: "Cash" };
    expect(monthChanges([{ before: coffee, after }])).toEqual([]);
    expect(monthChanges([])).toEqual([]);
  });

  it("adds no more than the difference of an edit, in one change", () => {
    expect(monthChanges([{ before: coffee, after: { ...coffee, amount: 500 } }])).toEqual([
      { op: "add", month: "2026-03", sums: spent(90, 0), categories: { eato: spent(90, 0) } },
    ]);
  });

  it("moves an edit of the category from one to the other within its month", () => {
    expect(monthChanges([{ before: coffee, after: { ...coffee, categoryId: null } }])).toEqual([
      { op: "add", month: "2026-03", sums: noSums, categories: { eato: spent(-410, -1), "-": spent(410, 1) } },
    ]);
  });

  it("tells the uncategorised from a category that is called null", () => {
    const before = { ...coffee, categoryId: null };
    expect(monthChanges([{ before, after: { ...coffee, categoryId: "null" } }])).toEqual([
      { op: "add", month: "2026-03", sums: noSums, categories: { "-": spent(-410, -1), null: spent(410, 1) } },
    ]);
  });

  it("raises the version of a month in which a date moved, with sums of nothing", () => {
    expect(monthChanges([{ before: coffee, after: { ...coffee, date: "2026-03-06" } }])).toEqual([
      { op: "add", month: "2026-03", sums: noSums, categories: { eato: noSums } },
    ]);
  });

  it("moves a transaction from one month to another, in order of months", () => {
    expect(monthChanges([{ before: coffee, after: { ...coffee, date: "2025-12-31" } }])).toEqual([
      { op: "add", month: "2025-12", sums: spent(410, 1), categories: { eato: spent(410, 1) } },
      { op: "add", month: "2026-03", sums: spent(-410, -1), categories: { eato: spent(-410, -1) } },
    ]);
  });

  it("makes one change a month of many moves", () => {
    const moves = [
      { after: coffee },
      { after: { ...coffee, amount: 90 } },
      { before: { ...coffee, categoryId: null } },
      { before: { ...coffee, date: "2026-04-01" }, after: { ...coffee, date: "2026-03-31" } },
    ];
    expect(monthChanges(moves)).toEqual([
      {
        op: "add",
        month: "2026-03",
        sums: spent(500, 2),
        categories: { eato: spent(910, 3), "-": spent(-410, -1) },
      },
      { op: "add", month: "2026-04", sums: spent(-410, -1), categories: { eato: spent(-410, -1) } },
    ]);
  });

  it("adds up, over any history, to what the transactions that are left come to", () => {
    const content = fc.record({
      date: fc.constantFrom("2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"),
      type: fc.constantFrom("income", "expense"),
      amount: fc.integer({ min: 1, max: 1_000_000_000_000 }),
      categoryId: fc.constantFrom("groc", "eato", null),
      description: fc.constantFrom("one", "other"),
    });
    const step = fc.record({ slot: fc.nat({ max: 3 }), content: fc.option(content) });
    const commit = fc.uniqueArray(step, { maxLength: 4, selector: ({ slot }) => slot });

    fc.assert(
      fc.property(fc.array(commit, { maxLength: 12 }), (commits) => {
        const rows = new Map<number, TransactionRecord>();
        const months = new Map<string, MonthRecord>();
        for (const steps of commits) {
          const moves = steps.map(({ slot, content }): Move => {
            const before = rows.get(slot);
            const after = content === null ? undefined : ({ ...coffee, ...content } as TransactionRecord);
            if (after === undefined) rows.delete(slot);
            else rows.set(slot, after);
            return { before, after };
          });
          const changes = monthChanges(moves);
          expect(changes.map(({ month }) => month)).toEqual([...new Set(changes.map(({ month }) => month))].sort());
          for (const change of changes) {
            months.set(change.month, addToMonth(months.get(change.month), change) as MonthRecord);
          }
        }
        for (const [month, { income, expense, incomeCount, expenseCount, categories }] of months) {
          const left = [...rows.values()].filter(({ date }) => monthOf(date) === month);
          const sums = left.map((row) => sumsOf(row)).reduce(plus, noSums);
          expect({ income, expense, incomeCount, expenseCount }).toStrictEqual(sums);
          const keys = [...new Set(left.map(({ categoryId }) => categoryId ?? "-"))].sort();
          expect(Object.keys(categories).sort()).toEqual(keys);
          for (const key of keys) {
            const own = left.filter(({ categoryId }) => (categoryId ?? "-") === key).map((row) => sumsOf(row));
            expect(categories[key]).toStrictEqual(own.reduce(plus, noSums));
          }
        }
        for (const { date } of rows.values()) expect(months.has(monthOf(date))).toBe(true);
      }),
    );
  });
});
