import { describe, expect, it } from "vitest";
import type { Change } from "../ports/ledger-store.ts";
import type { GoneRecord, RequestRecord, TransactionRecord } from "../ports/records.ts";
import { COMMIT_WEIGHT_MAX, weigh } from "./weigh.ts";

const id = "20260305-0123456789abcdef";
const transaction: TransactionRecord = {
  kind: "transaction",
  id,
  version: 2,
  date: "2026-03-05",
  type: "expense",
  amount: 410,
  description: "Coffee",
  categoryId: null,
  note: "",
  tags: [],
  account: "",
  importId: null,
  recurringId: null,
  createdAt: "2026-03-05T10:00:00.000Z",
  updatedAt: "2026-03-05T10:00:00.000Z",
  digest: null,
};
const gone: GoneRecord = {
  kind: "gone",
  id,
  version: 2,
  deletedAt: "2026-03-06T10:00:00.000Z",
  digest: null,
  expires: null,
};
const request: RequestRecord = { kind: "request", id: "r", version: 1, digest: "d", answer: { value: 1 }, expires: 1 };
const noSums = { income: 0, expense: 0, incomeCount: 0, expenseCount: 0 };

const table: readonly [string, Change, number][] = [
  ["a new transaction", { op: "put", record: transaction, expect: "absent" }, 1],
  [
    "a new transaction under another date than its own",
    { op: "put", record: { ...transaction, date: "2026-03-06" }, expect: "absent" },
    2,
  ],
  ["an edit", { op: "put", record: transaction, expect: 1, was: "2026-03-05" }, 1],
  ["a change of date within a month", { op: "put", record: transaction, expect: 1, was: "2026-03-04" }, 3],
  ["a change of date to another month", { op: "put", record: transaction, expect: 1, was: "2026-02-05" }, 3],
  ["the end of a transaction", { op: "put", record: gone, expect: 1, was: "2026-03-05" }, 2],
  ["a transaction removed without a trace", { op: "delete", kind: "transaction", id, was: "2026-03-05", expect: 1 }, 2],
  ["a transaction looked at", { op: "check", kind: "transaction", id, was: "2026-03-05", expect: 1 }, 1],
  ["another record", { op: "put", record: request, expect: "absent" }, 1],
  ["another record removed", { op: "delete", kind: "request", id: "r", expect: 1 }, 1],
  ["another record looked at", { op: "check", kind: "request", id: "r", expect: 1 }, 1],
  [
    "an addition to a month",
    { op: "add", month: "2026-03", sums: noSums, categories: { "-": noSums, groc: noSums } },
    1,
  ],
  [
    "a month put",
    { op: "put", record: { kind: "month", month: "2026-03", version: 1, ...noSums, categories: {} }, expect: 1 },
    1,
  ],
  ["a mark", { op: "mark", work: "recurring", on: "2026-03-05" }, 1],
  ["a mark taken back", { op: "unmark", work: "recurring", on: "2026-03-05" }, 1],
];

describe("weigh", () => {
  it.each(table)("finds %s", (_, change, weight) => {
    expect(weigh([change])).toBe(weight);
  });

  it("adds up, and finds nothing weightless but nothing", () => {
    expect(weigh([])).toBe(0);
    expect(weigh(table.map(([, change]) => change))).toBe(table.reduce((sum, [, , weight]) => sum + weight, 0));
  });

  it("lets a commit weigh 100", () => {
    expect(COMMIT_WEIGHT_MAX).toBe(100);
  });
});
