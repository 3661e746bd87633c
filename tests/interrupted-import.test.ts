import { createMemoryStore } from "@farthing/adapter-memory";
import { FarthingError, type Ledger } from "@farthing/contract";
import { createFarthing, type LedgerStore } from "@farthing/core";
import { ordinaryClock } from "@farthing/core/platform";
import { describe, expect, it } from "vitest";
import { died, dyingStore } from "./dying-store.ts";

const lines = Array.from(
  { length: 230 },
  (_, row) => `2026-${String((row % 6) + 1).padStart(2, "0")}-05,Row ${row},-${row + 1}.00`,
);
const statement = () =>
  new Blob([["Date,Description,Amount", ...lines, "2026-02-30,No such day,-1.00", ""].join("\n")]);
const key = { idempotencyKey: "the-same" };
const began = Date.UTC(2026, 10, 22, 9);
const minute = 60_000;

const ledgerAt = (store: LedgerStore, now: number): Ledger =>
  createFarthing({ store, clock: { ...ordinaryClock, now: () => now } }).ledger("me");

/** Whether it died on the way; false once there are fewer commits. */
const diedIn = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => false,
    (error: unknown) => {
      expect(String(error)).toContain(died);
      return true;
    },
  );

const shown = async (ledger: Ledger) => ({
  rows: (await ledger.transactions.list({ limit: 500 })).items.map(({ id, date, amount, description }) => [
    id,
    date,
    amount,
    description,
  ]),
  months: (await ledger.reports.months({ from: "2026-01", to: "2026-06" })).items,
  differences: (await ledger.maintenance.verify()).differences,
});

describe.each(["before", "after"] as const)("an import whose process dies %s a commit", (when) => {
  it("is finished by the same key a minute later, wherever it stopped, with nothing missing or doubled", async () => {
    const whole = ledgerAt(createMemoryStore(), began);
    const { created, rejectedCount } = await whole.imports.create({ file: statement() }, key);
    const expected = await shown(whole);
    expect([created, rejectedCount, expected.rows.length]).toStrictEqual([230, 1, 230]);

    let commits = 0;
    for (let died = true; died; commits += 1) {
      const store = createMemoryStore();
      died = await diedIn(ledgerAt(dyingStore(store, commits, when), began).imports.create({ file: statement() }, key));
      const ledger = ledgerAt(store, began + minute + 1);
      expect((await ledger.maintenance.verify()).differences).toStrictEqual([]);
      const resumed = await ledger.imports.create({ file: statement() }, key);
      expect(resumed).toMatchObject({
        state: "done",
        total: 231,
        done: 231,
        created: 230,
        duplicates: 0,
        rejectedCount: 1,
      });
      expect(await shown(ledger)).toStrictEqual(expected);
      expect((await ledger.imports.list()).items).toStrictEqual([resumed]);
      expect(await ledger.imports.create({ file: statement() })).toMatchObject({ created: 0, duplicates: 230 });
    }
    expect(commits).toBeGreaterThan(3);
  });

  it("can be taken back instead", async () => {
    let commits = 2;
    for (let died = true; died; commits += 1) {
      const store = createMemoryStore();
      died = await diedIn(ledgerAt(dyingStore(store, commits, when), began).imports.create({ file: statement() }, key));
      const ledger = ledgerAt(store, began + minute + 1);
      for (const { id } of (await ledger.imports.list()).items)
        expect((await ledger.imports.undo({ id })).state).toBe("undone");
      expect(await shown(ledger)).toMatchObject({ rows: [], differences: [] });
      expect(await ledger.imports.create({ file: statement() })).toMatchObject({ created: 230, duplicates: 0 });
    }
    expect(commits).toBeGreaterThan(3);
  });

  it("is taken back to the end by asking again when that is interrupted in turn", async () => {
    let commits = 0;
    for (let died = true; died; commits += 1) {
      const store = createMemoryStore();
      const { id } = await ledgerAt(store, began).imports.create({ file: statement() }, key);
      died = await diedIn(ledgerAt(dyingStore(store, commits, when), began).imports.undo({ id }));
      const ledger = ledgerAt(store, began + minute + 1);
      expect((await ledger.maintenance.verify()).differences).toStrictEqual([]);
      expect(await ledger.imports.undo({ id })).toMatchObject({ state: "undone", kept: [] });
      expect(await shown(ledger)).toMatchObject({ rows: [], differences: [] });
    }
    expect(commits).toBeGreaterThan(3);
  });
});

describe("while an import seems to run", () => {
  it("no other one of its ledger begins, until it hasn't moved for a minute", async () => {
    const store = createMemoryStore();
    await diedIn(ledgerAt(dyingStore(store, 3, "before"), began).imports.create({ file: statement() }, key));
    for (const options of [key, {}]) {
      const refusal = await ledgerAt(store, began + minute - 1)
        .imports.create({ file: statement() }, options)
        .catch((error: unknown) => error);
      expect(FarthingError.is(refusal) && refusal.code).toBe("request_in_progress");
    }
    const other = await ledgerAt(store, began + minute + 1).imports.create({
      file: new Blob(["Date,Description,Amount\n2027-01-05,Tea,-1.00\n"]),
    });
    expect(other).toMatchObject({ created: 1 });
    const resumed = await ledgerAt(store, began + minute + 2).imports.create({ file: statement() }, key);
    expect(resumed).toMatchObject({ state: "done", created: 230 });
  });
});
