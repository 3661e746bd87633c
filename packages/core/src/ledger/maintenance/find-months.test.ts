import { describe, expect, it } from "vitest";
import { fixedContext } from "../../../test/fixed-context.ts";
import { plainStore } from "../../../test/plain-store.ts";
import type { Change } from "../../ports/ledger-store.ts";
import type { TransactionRecord } from "../../ports/records.ts";
import { findMonths } from "./find-months.ts";

const noSums = { income: 0, expense: 0, incomeCount: 0, expenseCount: 0 };
const stored = (month: string): Change => ({
  op: "put",
  record: { kind: "month", month, version: 1, ...noSums, categories: {} },
  expect: "absent",
});
const dated = (date: string): Change => {
  const record: TransactionRecord = {
    kind: "transaction",
    id: `${date.replaceAll("-", "")}-0123456789abcdef`,
    version: 1,
    date,
    type: "expense",
    amount: 1,
    description: "Coffee",
    categoryId: null,
    note: "",
    tags: [],
    account: "",
    importId: null,
    recurringId: null,
    createdAt: "2026-01-20T10:00:00.000Z",
    updatedAt: "2026-01-20T10:00:00.000Z",
    digest: null,
  };
  return { op: "put", record, expect: "absent" };
};

async function holding(...changes: Change[]) {
  const context = fixedContext();
  await context.store.commit(context.ledger, changes);
  return context;
}

describe("findMonths", () => {
  it("finds nothing in an empty ledger", async () => {
    expect(await findMonths(fixedContext())).toEqual([]);
  });

  it("finds months that have totals, transactions or both, each once and in order", async () => {
    const context = await holding(
      stored("2026-03"),
      stored("2025-12"),
      dated("2026-03-31"),
      dated("2026-02-01"),
      dated("2026-02-28"),
      dated("2026-04-01"),
      dated("2025-11-30"),
    );
    expect(await findMonths(context)).toEqual(["2025-11", "2025-12", "2026-02", "2026-03", "2026-04"]);
  });

  it("finds the first and the last month there is", async () => {
    expect(await findMonths(await holding(dated("1900-01-01"), dated("2199-12-31")))).toEqual(["1900-01", "2199-12"]);
    expect(await findMonths(await holding(stored("1900-01"), stored("2199-12")))).toEqual(["1900-01", "2199-12"]);
  });

  it("looks behind an empty page where the store says that there is more", async () => {
    const context = await holding(stored("2025-12"), dated("2026-02-15"));
    const store = plainStore();
    const halting = {
      ...context.store,
      async listTransactions(...[ledger, range]: Parameters<typeof store.listTransactions>) {
        const pause = { date: "2026-01-10", id: "20260110-0000000000000000" };
        return range.after === undefined && range.from <= pause.date && range.before > pause.date
          ? { records: [], next: pause }
          : context.store.listTransactions(ledger, range);
      },
    };
    expect(await findMonths({ ...context, store: halting })).toEqual(["2025-12", "2026-02"]);
  });
});
