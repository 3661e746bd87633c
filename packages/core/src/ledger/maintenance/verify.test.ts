import { FarthingError } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { fixedContext } from "../../../test/fixed-context.ts";
import type { Change, LedgerStore } from "../../ports/ledger-store.ts";
import type { MonthRecord, TransactionRecord } from "../../ports/records.ts";
import type { Context } from "../context.ts";
import { monthChanges } from "../transactions/month-changes.ts";
import { rebuild, verify } from "./verify.ts";
import { verifyMonth } from "./verify-month.ts";

const row = (number: number, more: Partial<TransactionRecord> = {}): TransactionRecord => ({
  kind: "transaction",
  id: `20260305-${String(number).padStart(16, "0")}`,
  version: 1,
  date: "2026-03-05",
  type: "expense",
  amount: 100,
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
  ...more,
});
const put = (record: TransactionRecord): Change => ({ op: "put", record, expect: "absent" });
const spent = (expense: number, expenseCount: number) => ({ income: 0, expense, incomeCount: 0, expenseCount });
const month = (more: Partial<MonthRecord>): Change => ({
  op: "put",
  record: { kind: "month", month: "2026-03", version: 7, ...spent(0, 0), categories: {}, ...more },
  expect: "absent",
});
const enter = (context: Context, record: TransactionRecord) =>
  context.store.commit(context.ledger, [put(record), ...monthChanges([{ after: record }])]);
const stored = async ({ store, ledger }: Context) => (await store.listMonths(ledger, "1900-01", "2199-12"))[0];

/** The same ledger in which something happens once, right after transactions were first listed. */
function meanwhile(context: Context, happen: () => Promise<void>, times = 1): Context {
  let left = times;
  const listTransactions: LedgerStore["listTransactions"] = async (...given) => {
    const found = await context.store.listTransactions(...given);
    if (left > 0) {
      left -= 1;
      await happen();
    }
    return found;
  };
  return { ...context, store: { ...context.store, listTransactions } };
}

describe("verify", () => {
  it("finds nothing wrong in an empty ledger", async () => {
    expect(await verify(fixedContext())).toEqual({ months: 0, rows: 0, differences: [] });
  });

  it("finds nothing wrong where every row was counted, whatever its category became", async () => {
    const context = fixedContext();
    for (const record of [
      row(1),
      row(2, { categoryId: null, type: "income" }),
      row(3, { categoryId: "gone" }),
      row(4, { date: "2026-04-30" }),
      row(5, { date: "1900-01-01" }),
    ])
      await enter(context, record);
    expect(await verify(context)).toEqual({ months: 3, rows: 5, differences: [] });
  });

  it("names every figure that the rows don't bear out", async () => {
    const context = fixedContext();
    await context.store.commit(context.ledger, [
      put(row(1)),
      put(row(2, { categoryId: null, type: "income", amount: 30 })),
      month({ ...spent(150, 1), categories: { eato: spent(100, 1), groc: spent(50, 1) } }),
    ]);
    expect((await verify(context)).differences).toEqual([
      {
        month: "2026-03",
        categoryId: "all",
        stored: { income: 0, expense: 150, count: 1 },
        actual: { income: 30, expense: 100, count: 2 },
      },
      {
        month: "2026-03",
        categoryId: null,
        stored: { income: 0, expense: 0, count: 0 },
        actual: { income: 30, expense: 0, count: 1 },
      },
      {
        month: "2026-03",
        categoryId: "groc",
        stored: { income: 0, expense: 50, count: 1 },
        actual: { income: 0, expense: 0, count: 0 },
      },
    ]);
  });

  it("finds rows of a month without totals, and totals of a month without rows", async () => {
    const context = fixedContext();
    await context.store.commit(context.ledger, [put(row(1, { date: "2026-05-01" })), month(spent(100, 1))]);
    const { months, rows, differences } = await verify(context);
    expect([months, rows]).toEqual([2, 1]);
    expect(differences.map(({ month: name, categoryId }) => `${name} ${categoryId}`)).toEqual([
      "2026-03 all",
      "2026-05 all",
      "2026-05 eato",
    ]);
  });

  it("takes a month whose totals are zero for the same as none", async () => {
    const context = fixedContext();
    await context.store.commit(context.ledger, [month({ categories: { groc: spent(0, 0) } })]);
    expect((await verify(context)).differences).toEqual([]);
  });

  it("is exact while others write: it reads a month again that moved", async () => {
    const context = fixedContext();
    await enter(context, row(1));
    let number = 1;
    const busy = meanwhile(context, () => enter(context, row(++number)), 3);
    const check = await verifyMonth(busy, "2026-03");
    expect(check.differences).toEqual([]);
    expect([check.rows, check.stored?.expenseCount]).toEqual([4, 4]);
  });

  it("notices a month that begins while it is looked at", async () => {
    const context = fixedContext();
    const busy = meanwhile(context, () => enter(context, row(1)));
    expect(await verifyMonth(busy, "2026-03")).toMatchObject({ rows: 1, differences: [], stored: { version: 1 } });
  });

  it("gives up, and says so, on a month that never rests", async () => {
    const context = fixedContext();
    const busy = meanwhile(
      context,
      () => context.store.commit(context.ledger, [{ op: "add", month: "2026-03", sums: spent(0, 0), categories: {} }]),
      Number.POSITIVE_INFINITY,
    );
    const error = await verifyMonth(busy, "2026-03").catch((reason: unknown) => reason);
    expect(FarthingError.is(error) && [error.code, error.retryAfterSeconds]).toEqual(["conflict", 5]);
  });
});

describe("rebuild", () => {
  it("changes nothing where nothing is wrong", async () => {
    const context = fixedContext();
    await enter(context, row(1));
    const before = await stored(context);
    expect((await rebuild(context)).differences).toEqual([]);
    expect(await stored(context)).toEqual(before);
  });

  it("puts wrong totals right, one version on, and says what was wrong", async () => {
    const context = fixedContext();
    await context.store.commit(context.ledger, [
      put(row(1)),
      put(row(2, { categoryId: null })),
      month({ ...spent(5, 5), categories: { groc: spent(5, 5) } }),
    ]);
    const wrong = await verify(context);
    expect(await rebuild(context)).toEqual(wrong);
    expect(await stored(context)).toEqual({
      kind: "month",
      month: "2026-03",
      version: 8,
      ...spent(200, 2),
      categories: { eato: spent(100, 1), "-": spent(100, 1) },
    });
    expect((await verify(context)).differences).toEqual([]);
  });

  it("makes totals that were lost", async () => {
    const context = fixedContext();
    await context.store.commit(context.ledger, [put(row(1))]);
    await rebuild(context);
    expect(await stored(context)).toMatchObject({ version: 1, ...spent(100, 1) });
  });

  it.each([1, 2, 3])("loses no write that comes right after reading months, time %i", async (time) => {
    const context = fixedContext();
    await context.store.commit(context.ledger, [put(row(1)), month(spent(5, 5))]);
    let reads = 0;
    const { listMonths } = context.store;
    const racing: Context = {
      ...context,
      store: {
        ...context.store,
        async listMonths(...given) {
          const found = await listMonths(...given);
          reads += 1;
          if (reads === time) await enter(context, row(2));
          return found;
        },
      },
    };
    await rebuild(racing);
    expect(await stored(context)).toMatchObject(spent(200, 2));
    expect((await verify(context)).differences).toEqual([]);
  });

  it("loses no write that comes right before its commit", async () => {
    const context = fixedContext();
    await context.store.commit(context.ledger, [put(row(1)), month(spent(5, 5))]);
    let raced = false;
    const { commit } = context.store;
    const racing: Context = {
      ...context,
      store: {
        ...context.store,
        async commit(ledger, changes) {
          if (!raced) {
            raced = true;
            await enter({ ...context, store: { ...context.store, commit } }, row(2));
          }
          await commit(ledger, changes);
        },
      },
    };
    await rebuild(racing);
    expect(await stored(context)).toMatchObject(spent(200, 2));
    expect((await verify(context)).differences).toEqual([]);
  });
});
