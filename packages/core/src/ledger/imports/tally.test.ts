import { describe, expect, it } from "vitest";
import type { StatementRow } from "../../statements/statement-row.ts";
import type { RowDecision } from "./row-decision.ts";
import { countRow, newTally, reject } from "./tally.ts";

const row: StatementRow = {
  date: "2026-03-05",
  type: "expense",
  amount: 410,
  description: "Coffee",
  note: "",
  tags: [],
  account: null,
  category: null,
  bankId: null,
  id: null,
};
const decision = (more: Partial<RowDecision>): RowDecision => ({
  line: 2,
  status: "new",
  chosen: true,
  ours: false,
  id: "20260305-0123456789abcdef",
  row,
  partial: {},
  account: "",
  categoryId: null,
  newCategory: null,
  match: null,
  deletedAt: null,
  fault: undefined,
  ...more,
});

describe("a tally of rows", () => {
  it("counts each by its status, and adds up those that will be written", () => {
    const tally = newTally();
    countRow(tally, decision({}));
    countRow(tally, decision({ row: { ...row, type: "income", amount: 1_000, date: "2026-02-01" } }));
    countRow(tally, decision({ status: "duplicate", chosen: false, row: { ...row, date: "2020-01-01" } }));
    countRow(tally, decision({ status: "transfer", row: { ...row, date: "2026-04-01" } }));
    countRow(tally, decision({ chosen: false }));
    countRow(
      tally,
      decision({ status: "invalid", chosen: false, row: undefined, fault: { column: 1, reason: "No." } }),
    );
    expect(tally).toEqual({
      total: 6,
      new: 3,
      duplicate: 1,
      transfer: 1,
      invalid: 1,
      chosen: 3,
      from: "2026-02-01",
      to: "2026-04-01",
      income: 1_000,
      expense: 820,
      rejected: [{ line: 2, column: 1, reason: "No." }],
    });
  });

  it("keeps the first 100 faults in the order of the file, in whatever order they come up", () => {
    const fault = (line: number) => ({ line, column: null, reason: "No." });
    const tally = newTally();
    for (let line = 2; line <= 150; line += 2) reject(tally, fault(line));
    for (const line of [75, 3, 3, 151, 149]) reject(tally, fault(line));
    for (let line = 200; line <= 260; line += 1) reject(tally, fault(line));
    for (const line of [1, 5]) reject(tally, fault(line));
    const lines = tally.rejected.map(({ line }) => line);
    expect(lines).toHaveLength(100);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
    expect(lines.slice(0, 7)).toEqual([1, 2, 3, 3, 4, 5, 6]);
    expect(lines.at(-1)).toBe(217);
  });
});
