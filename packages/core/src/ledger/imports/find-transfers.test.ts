import { describe, expect, it } from "vitest";
import { fixedContext } from "../../../test/fixed-context.ts";
import type { TransactionRecord } from "../../ports/records.ts";
import type { Context } from "../context.ts";
import { listFilledMonths } from "../list-filled-months.ts";
import { monthChanges } from "../transactions/month-changes.ts";
import { findTransfers } from "./find-transfers.ts";

const paid = (date: string, number = 1, more: Partial<TransactionRecord> = {}): TransactionRecord => ({
  kind: "transaction",
  id: `${date.replaceAll("-", "")}-${String(number).padStart(16, "0")}`,
  version: 1,
  date,
  type: "expense",
  amount: 10_000,
  description: "To savings",
  categoryId: null,
  note: "",
  tags: [],
  account: "Current",
  importId: null,
  recurringId: null,
  createdAt: "2026-03-05T10:00:00.000Z",
  updatedAt: "2026-03-05T10:00:00.000Z",
  digest: null,
  ...more,
});

async function transfersIn(context: Context, importId?: string) {
  const filled = new Set((await listFilledMonths(context)).map(({ month }) => month));
  return findTransfers(context, importId, filled);
}

async function saved(...records: TransactionRecord[]) {
  const context = fixedContext();
  for (const record of records) {
    await context.store.commit(context.ledger, [
      { op: "put", record, expect: "absent" },
      ...monthChanges([{ after: record }]),
    ]);
  }
  return context;
}

const got = (date: string, amount = 10_000) => ({ date, type: "income", amount }) as const;

describe("the other side of a transfer", () => {
  it("is an equal amount of the other type in another account", async () => {
    const record = paid("2026-03-05");
    const { find } = await transfersIn(await saved(record));
    expect(await find({ ...got("2026-03-05"), type: "expense" }, "Savings")).toBeUndefined();
    expect(await find(got("2026-03-05", 9_999), "Savings")).toBeUndefined();
    expect(await find(got("2026-03-05"), "Current")).toBeUndefined();
    expect(await find(got("2026-03-05"), "Savings")).toBe(record.id);
  });

  it.each([
    ["2026-03-02", true],
    ["2026-03-08", true],
    ["2026-03-01", false],
    ["2026-03-09", false],
  ])("may be three days away and no more: on 5 March for %s: %s", async (date, isFound) => {
    const { find } = await transfersIn(await saved(paid("2026-03-05")));
    expect((await find(got(date), "Savings")) !== undefined).toBe(isFound);
  });

  it.each([
    ["2026-02-28", "2026-03-03"],
    ["2026-01-01", "2025-12-29"],
    ["1900-01-01", "1900-01-04"],
    ["2199-12-31", "2199-12-28"],
  ])("may be in another month, or at the end of the calendar: %s for %s", async (date, on) => {
    const record = paid(date);
    const { find } = await transfersIn(await saved(record));
    expect(await find(got(on), "Savings")).toBe(record.id);
  });

  it("is the nearest, the same day before the day after before the day before", async () => {
    const [before, after, same] = [paid("2026-03-04"), paid("2026-03-06"), paid("2026-03-05")];
    const { find } = await transfersIn(await saved(before, after, same));
    const found = [];
    for (let count = 0; count < 4; count += 1) found.push(await find(got("2026-03-05"), "Savings"));
    expect(found).toEqual([same.id, after.id, before.id, undefined]);
  });

  it("answers to one row only", async () => {
    const [one, other] = [paid("2026-03-05", 1), paid("2026-03-05", 2)];
    const { find } = await transfersIn(await saved(one, other));
    const found = new Set([await find(got("2026-03-05"), "Savings"), await find(got("2026-03-06"), "Savings")]);
    expect(found).toEqual(new Set([one.id, other.id]));
    expect(await find(got("2026-03-05"), "Savings")).toBeUndefined();
  });

  it("is no row of the import that is being written", async () => {
    const context = await saved(paid("2026-03-05", 1, { importId: "mine" }));
    expect(await (await transfersIn(context, "mine")).find(got("2026-03-05"), "Savings")).toBeUndefined();
    expect(await (await transfersIn(context, "other")).find(got("2026-03-05"), "Savings")).toBeDefined();
    expect(await (await transfersIn(context)).find(got("2026-03-05"), "Savings")).toBeDefined();
  });

  it("isn't looked for in months that nothing is in", async () => {
    const context = await saved(paid("2026-03-05"));
    let reads = 0;
    const { listTransactions } = context.store;
    context.store.listTransactions = (...given) => {
      reads += 1;
      return listTransactions(...given);
    };
    const { find } = await transfersIn(context);
    await find(got("2026-05-01"), "Savings");
    expect(reads).toBe(0);
    await find(got("2026-03-04"), "Savings");
    const once = reads;
    await find(got("2026-03-04", 5), "Savings");
    expect(once).toBeGreaterThan(0);
    expect(reads - once).toBeLessThanOrEqual(7);
  });
});
