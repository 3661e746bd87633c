import { describe, expect, it } from "vitest";
import { fixedContext, NOON } from "../../../test/fixed-context.ts";
import type { ImportRecord, TransactionRecord } from "../../ports/records.ts";
import type { Context } from "../context.ts";
import { isBusy } from "../job.ts";
import { verify } from "../maintenance/verify.ts";
import { goneFrom } from "../transactions/gone-from.ts";
import { monthChanges } from "../transactions/month-changes.ts";
import { updateTransaction } from "../transactions/update-transaction.ts";
import { findImport } from "./get-import.ts";
import { undoImport } from "./undo-import.ts";

const row = (number: number, more: Partial<TransactionRecord> = {}): TransactionRecord => ({
  kind: "transaction",
  id: `20260305-${String(number).padStart(16, "0")}`,
  version: 1,
  date: "2026-03-05",
  type: "expense",
  amount: number,
  description: `Row ${number}`,
  categoryId: null,
  note: "",
  tags: [],
  account: "",
  importId: "imp",
  recurringId: null,
  createdAt: "2026-03-05T10:00:00.000Z",
  updatedAt: "2026-03-05T10:00:00.000Z",
  digest: null,
  ...more,
});

const imported = (rows: readonly TransactionRecord[], more: Partial<ImportRecord> = {}): ImportRecord => {
  const dates = rows.map(({ date }) => date).sort();
  return {
    kind: "import",
    id: "imp",
    version: 5,
    name: "march.csv",
    format: "csv",
    account: "",
    state: "done",
    total: rows.length,
    done: rows.length,
    createdAt: "2026-03-05T10:00:00.000Z",
    from: dates[0] ?? null,
    to: dates.at(-1) ?? null,
    created: rows.length,
    duplicates: 0,
    skipped: 0,
    rejected: [],
    rejectedCount: 0,
    assumed: [],
    kept: [],
    source: "digest",
    advancedAt: "2026-03-05T10:00:00.000Z",
    ...more,
  };
};

/** A ledger with these rows, and the import that made them. */
async function ledgerWith(rows: readonly TransactionRecord[], more: Partial<ImportRecord> = {}): Promise<Context> {
  const context = fixedContext({ operation: "imports.undo" });
  const { store, ledger } = context;
  await store.commit(ledger, [{ op: "put", record: imported(rows, more), expect: "absent" }]);
  for (const record of rows) {
    await store.commit(ledger, [{ op: "put", record, expect: "absent" }, ...monthChanges([{ after: record }])]);
  }
  return context;
}

const left = async ({ store, ledger }: Context) =>
  (
    await store.listTransactions(ledger, { from: "1900-01-01", before: "2200-01-01", order: "asc", limit: 1000 })
  ).records.map(({ id }) => id);

/** The same ledger in which something happens once, right before a commit that removes transactions. */
function beforeRemoval(context: Context, happen: () => Promise<unknown>): Context {
  let happened = false;
  const { commit } = context.store;
  return {
    ...context,
    store: {
      ...context.store,
      async commit(ledger, changes) {
        if (!happened && changes.some(({ op }) => op === "delete")) {
          happened = true;
          await happen();
        }
        await commit(ledger, changes);
      },
    },
  };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("taking an import back", () => {
  it("removes its rows without a trace, and no other's", async () => {
    const others = [row(8, { importId: null }), row(9, { importId: "other" })];
    const context = await ledgerWith([row(1), row(2, { date: "2026-04-01" }), ...others], { created: 2 });
    expect(await undoImport(context, { id: "imp" })).toMatchObject({ state: "undone", done: 2, created: 2, kept: [] });
    expect(await left(context)).toEqual(others.map(({ id }) => id));
    expect(await context.store.getTransaction(context.ledger, row(1).id)).toBeUndefined();
    expect((await verify(context)).differences).toEqual([]);
  });

  it("removes many rows of many months, in commits of a size", async () => {
    const rows = numbers(250).map((number) =>
      row(number, { date: `20${10 + (number % 20)}-${String((number % 12) + 1).padStart(2, "0")}-05` }),
    );
    const context = await ledgerWith(rows);
    expect(await undoImport(context, { id: "imp" })).toMatchObject({ state: "undone", done: 250 });
    expect(await left(context)).toEqual([]);
    expect((await verify(context)).differences).toEqual([]);
  });

  it("leaves rows that were changed, wherever they were moved, and lists them", async () => {
    const changed = [
      row(2, { version: 2 }),
      row(3, { version: 2, date: "2020-01-01" }),
      row(4, { version: 3, date: "2030-01-01" }),
    ];
    const context = await ledgerWith([row(1), ...changed], { from: "2026-03-05", to: "2026-03-05" });
    const { kept, done } = await undoImport(context, { id: "imp" });
    expect(done).toBe(1);
    expect([...kept].sort()).toEqual(changed.map(({ id }) => id));
    expect((await left(context)).sort()).toEqual(changed.map(({ id }) => id));
  });

  it("leaves and lists a row that is changed at the very moment", async () => {
    const context = await ledgerWith([row(1), row(2), row(3)]);
    const racing = beforeRemoval(context, () => updateTransaction(context, { id: row(2).id, amount: 77 }));
    expect(await undoImport(racing, { id: "imp" })).toMatchObject({ state: "undone", done: 2, kept: [row(2).id] });
    expect(await left(context)).toEqual([row(2).id]);
    expect((await verify(context)).differences).toEqual([]);
  });

  it("doesn't list a row that is deleted at the very moment", async () => {
    const context = await ledgerWith([row(1), row(2)]);
    const { store, ledger } = context;
    const racing = beforeRemoval(context, () =>
      store.commit(ledger, [
        { op: "put", record: goneFrom(row(2), NOON), expect: 1, was: "2026-03-05" },
        ...monthChanges([{ before: row(2) }]),
      ]),
    );
    expect(await undoImport(racing, { id: "imp" })).toMatchObject({ state: "undone", done: 1, kept: [] });
    expect(await left(context)).toEqual([]);
    expect((await verify(context)).differences).toEqual([]);
  });

  it("changes nothing more when it is called again", async () => {
    const context = await ledgerWith([row(1), row(2, { version: 2 })]);
    const undone = await undoImport(context, { id: "imp" });
    expect(await undoImport(context, { id: "imp" })).toEqual(undone);
  });

  it("goes on where another call was interrupted, and counts what that had removed", async () => {
    const context = await ledgerWith(numbers(120).map((number) => row(number)));
    const { commit } = context.store;
    let commits = 0;
    const failing: Context = {
      ...context,
      store: {
        ...context.store,
        async commit(ledger, changes) {
          commits += 1;
          if (commits === 3) throw new Error("The power failed.");
          await commit(ledger, changes);
        },
      },
    };
    await expect(undoImport(failing, { id: "imp" })).rejects.toThrow("The power failed.");
    const [some] = [await left(context)];
    expect(some.length).toBeGreaterThan(0);
    expect(some.length).toBeLessThan(120);
    expect(await undoImport(context, { id: "imp" })).toMatchObject({ state: "undone", done: 120, created: 120 });
    expect(await left(context)).toEqual([]);
  });

  it("given up half-way keeps nobody waiting, and goes on when it is called again", async () => {
    const context = await ledgerWith(numbers(120).map((number) => row(number)));
    const controller = new AbortController();
    const options = { ...context.options, signal: controller.signal, onProgress: () => controller.abort() };
    await expect(undoImport({ ...context, options }, { id: "imp" })).rejects.toMatchObject({ code: "aborted" });
    expect(isBusy(await findImport(context, "imp"), NOON)).toBe(false);
    expect((await left(context)).length).toBeLessThan(120);
    expect(await undoImport(context, { id: "imp" })).toMatchObject({ state: "undone", done: 120 });
  });

  it("stops an import that is still running", async () => {
    const context = await ledgerWith([row(1)], { state: "running", advancedAt: new Date(NOON).toISOString() });
    expect(await undoImport(context, { id: "imp" })).toMatchObject({ state: "undone" });
    expect(await left(context)).toEqual([]);
  });

  it("finds only an import that there is", async () => {
    await expect(undoImport(fixedContext(), { id: "imp" })).rejects.toMatchObject({ code: "not_found" });
  });
});
