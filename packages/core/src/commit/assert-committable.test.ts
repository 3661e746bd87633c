import { describe, expect, it } from "vitest";
import type { Change } from "../ports/ledger-store.ts";
import { assertCommittable } from "./assert-committable.ts";

const sums = { income: 0, expense: 1, incomeCount: 0, expenseCount: 1 };
const add = (month: string): Change => ({ op: "add", month, sums, categories: {} });
const gone = (id: string): Change => ({
  op: "put",
  record: { kind: "gone", id, version: 2, deletedAt: "2026-01-01T00:00:00.000Z", digest: null, expires: null },
  expect: "absent",
});
const months = (count: number) =>
  Array.from({ length: count }, (_, i) => add(`${1900 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`));

describe("assertCommittable", () => {
  it("lets changes pass that weigh 100 together", () => {
    expect(() => assertCommittable(months(100))).not.toThrow();
  });

  it("refuses a weight of 101, and says both figures", () => {
    expect(() => assertCommittable(months(101))).toThrow(
      new RangeError("The changes weigh 101, more than the 100 of one commit: make them in several."),
    );
  });

  it.each<[string, Change, Change]>([
    ["a month added to twice", add("2026-01"), add("2026-01")],
    [
      "a month put and added to",
      add("2026-01"),
      { op: "put", record: { kind: "month", month: "2026-01", version: 2, ...sums, categories: {} }, expect: 1 },
    ],
    [
      "a transaction that ends and is checked",
      gone("20260101-abcdefghijklmnop"),
      { op: "check", kind: "transaction", id: "20260101-abcdefghijklmnop", was: "2026-01-01", expect: 1 },
    ],
    [
      "a kept record deleted and checked",
      { op: "delete", kind: "undo", id: "u1", expect: 1 },
      { op: "check", kind: "undo", id: "u1", expect: 1 },
    ],
    [
      "a mark set and taken back",
      { op: "mark", work: "delivery", on: "2026-01-01" },
      { op: "unmark", work: "delivery", on: "2026-01-01" },
    ],
  ])("refuses %s", (_, one, other) => {
    expect(() => assertCommittable([one, other])).toThrow(RangeError);
  });

  it("tells records of different kinds apart even where their names are equal", () => {
    expect(() =>
      assertCommittable([
        { op: "check", kind: "undo", id: "2026-01", expect: 1 },
        { op: "check", kind: "request", id: "2026-01", expect: 1 },
        { op: "mark", work: "delivery", on: "2026-01" },
        { op: "mark", work: "recurring", on: "2026-01" },
        add("2026-01"),
      ]),
    ).not.toThrow();
  });
});
