import type { Ledger } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { bankFile } from "./bank-file.ts";
import { expectFaults } from "./expect-faults.ts";
import { expectRefusal } from "./expect-refusal.ts";
import { listAll } from "./list-all.ts";
import type { Scene } from "./scene.ts";

const key = { idempotencyKey: "51fd-bulk" };

/** Sixty coffees in March and April, thirty of them cheap. */
async function fill(ledger: Ledger): Promise<void> {
  await ledger.transactions.batch({
    create: Array.from({ length: 60 }, (_, index) => ({
      date: index < 40 ? "2026-03-05" : "2026-04-05",
      type: "expense",
      amount: index % 2 === 0 ? 410 : 980,
      description: `Coffee ${index}`,
    })),
  });
}

/** Transactions but for what every change moves on. */
const contents = async (ledger: Ledger) =>
  (await listAll(ledger)).map(({ version: _version, updatedAt: _updated, ...rest }) => rest);

const months = async (ledger: Ledger) =>
  (await ledger.reports.months({ from: "2026-03", to: "2026-05" })).items.map(({ count, expense }) => [count, expense]);

export function describeBulkChanges({ user }: Scene): void {
  describe("a bulk change", () => {
    it("changes every transaction found, in more than one chunk", async () => {
      const ledger = await user();
      await fill(ledger);
      const answer = await ledger.transactions.bulk({
        filter: { q: "coffee" },
        set: { categoryId: "eato", tags: ["treat"], account: "Card" },
        expect: 60,
      });
      expect(answer).toMatchObject({ state: "done", found: 60, changed: 60 });
      const { items } = await ledger.transactions.list();
      for (const item of items)
        expect(item).toMatchObject({ categoryId: "eato", tags: ["treat"], account: "Card", version: 2 });
    });

    it("leaves those that are so already", async () => {
      const ledger = await user();
      await fill(ledger);
      await ledger.transactions.bulk({ filter: { amountTo: 410 }, set: { categoryId: "eato" }, expect: 30 });
      const answer = await ledger.transactions.bulk({ filter: {}, set: { categoryId: "eato" }, expect: 60 });
      expect(answer).toMatchObject({ found: 60, changed: 30 });
    });

    it("moves transactions to another date, and their months with them", async () => {
      const ledger = await user();
      await fill(ledger);
      const before = await months(ledger);
      const { undo } = await ledger.transactions.bulk({
        filter: { from: "2026-03-01", to: "2026-04-30", amountFrom: 900 },
        set: { date: "2026-05-09" },
        expect: 30,
      });
      expect(await months(ledger)).toStrictEqual([
        [20, 20 * 410],
        [10, 10 * 410],
        [30, 30 * 980],
      ]);
      expect(await ledger.undo({ undoId: undo })).toStrictEqual({ restored: 30, kept: [] });
      expect(await months(ledger)).toStrictEqual(before);
    });

    it("meets a transaction once that it moves on within the range", async () => {
      const ledger = await user();
      await fill(ledger);
      const answer = await ledger.transactions.bulk({ filter: {}, set: { date: "2026-12-31" }, expect: 60 });
      expect(answer.changed).toBe(60);
      expect((await ledger.transactions.list()).items.every(({ version }) => version === 2)).toBe(true);
    });

    it("deletes, and is taken back but for what was changed since", async () => {
      const ledger = await user();
      await fill(ledger);
      const before = await months(ledger);
      const { undo } = await ledger.transactions.bulk({ filter: {}, delete: true, expect: 60 });
      expect((await ledger.transactions.list()).items).toStrictEqual([]);
      expect(await ledger.undo({ undoId: undo })).toStrictEqual({ restored: 60, kept: [] });
      expect(await ledger.undo({ undoId: undo })).toStrictEqual({ restored: 60, kept: [] });
      expect(await months(ledger)).toStrictEqual(before);
    });

    it("keeps and lists, when it is taken back, what was changed since", async () => {
      const ledger = await user();
      await fill(ledger);
      const { undo } = await ledger.transactions.bulk({ filter: {}, set: { account: "Card" }, expect: 60 });
      const [changed] = (await ledger.transactions.list({ limit: 1 })).items;
      await ledger.transactions.update({ id: String(changed?.id), note: "mine" });
      expect(await ledger.undo({ undoId: undo })).toStrictEqual({ restored: 59, kept: [changed?.id] });
    });

    it("changes and brings back hundreds, of many months", async () => {
      const ledger = await user();
      const lines = Array.from(
        { length: 250 },
        (_, row) => `${2020 + (row % 5)}-${String((row % 12) + 1).padStart(2, "0")}-05,Row ${row},-1.00`,
      );
      await ledger.imports.create({ file: bankFile(...lines) });
      const before = await contents(ledger);
      const told: number[] = [];
      const set = { tags: ["imported"], date: "2026-01-01" };
      const options = {
        onProgress: ({ phase, rows }: { phase: string; rows: number }) => void (phase === "writing" && told.push(rows)),
      };
      const result = await ledger.transactions.bulk({ filter: { q: "row" }, set, expect: 250 }, options);
      expect(result).toMatchObject({ state: "done", found: 250, changed: 250 });
      expect(told).toStrictEqual([...told].sort((a, b) => a - b));
      expect(told.at(-1)).toBe(250);
      expect((await ledger.transactions.totals({ from: "2026-01-01", to: "2026-01-01", tag: "imported" })).count).toBe(
        250,
      );
      expect(await ledger.undo({ undoId: result.undo })).toStrictEqual({ restored: 250, kept: [] });
      expect(await contents(ledger)).toStrictEqual(before);

      const removed = await ledger.transactions.bulk({ filter: {}, delete: true, expect: 250 });
      expect((await ledger.transactions.totals()).count).toBe(0);
      expect(await ledger.undo({ undoId: removed.undo })).toStrictEqual({ restored: 250, kept: [] });
      expect(await contents(ledger)).toStrictEqual(before);
    });

    it("may find nothing to change, and nothing to take back then", async () => {
      const ledger = await user();
      await fill(ledger);
      for (const change of [
        { filter: { q: "tea" }, delete: true, expect: 0 },
        { filter: {}, set: { account: "" }, expect: 60 },
      ] as const) {
        const answer = await ledger.transactions.bulk(change);
        expect(answer).toMatchObject({ found: change.expect, changed: 0 });
        expect(await ledger.undo({ undoId: answer.undo })).toStrictEqual({ restored: 0, kept: [] });
      }
    });

    it("changes nothing when it finds another number than expected", async () => {
      const ledger = await user();
      await fill(ledger);
      await expectRefusal(ledger.transactions.bulk({ filter: {}, delete: true, expect: 59 }), "plan_changed");
      await expectRefusal(ledger.transactions.bulk({ filter: {}, delete: true, expect: 61 }), "plan_changed");
      expect((await ledger.transactions.totals()).count).toBe(60);
    });

    it("has its effect once for a key", async () => {
      const ledger = await user();
      await fill(ledger);
      const change = { filter: { amountTo: 410 }, delete: true, expect: 30 } as const;
      const answer = await ledger.transactions.bulk(change, key);
      expect(await ledger.transactions.bulk(change, key)).toStrictEqual(answer);
      await expectRefusal(ledger.transactions.bulk({ ...change, expect: 0 }, key), "idempotency_key_reused");
      expect((await ledger.transactions.totals()).count).toBe(30);
    });

    it("tells how far it is", async () => {
      const ledger = await user();
      await fill(ledger);
      const rows: number[] = [];
      const onProgress = ({ phase, rows: done }: { phase: string; rows: number }) => {
        if (phase === "writing") rows.push(done);
      };
      await ledger.transactions.bulk({ filter: {}, delete: true, expect: 60 }, { onProgress });
      expect(rows).toStrictEqual([...rows].sort((a, b) => a - b));
      expect(rows.at(-1)).toBe(60);
    });

    it("does either one thing or the other, and says what is wrong with it", async () => {
      const ledger = await user();
      await expectFaults(ledger.transactions.bulk({ filter: {}, expect: 0 }), { "/set": "one_of" });
      await expectFaults(ledger.transactions.bulk({ filter: {}, set: { account: "" }, delete: true, expect: 0 }), {
        "/set": "one_of",
      });
      await expectFaults(ledger.transactions.bulk({ filter: {}, set: { categoryId: "zzzz" }, expect: 0 }), {
        "/set/categoryId": "unknown_category",
      });
      await expectFaults(
        ledger.transactions.bulk({ filter: { from: "2026-02-01", to: "2026-01-01" }, delete: true, expect: 0 }),
        {
          "/filter/to": "range_reversed",
        },
      );
    });

    it("touches no transaction of another user", async () => {
      const [ledger, other] = [await user(), await user()];
      await fill(ledger);
      expect(await other.transactions.bulk({ filter: {}, delete: true, expect: 0 })).toMatchObject({
        found: 0,
        changed: 0,
      });
      expect((await ledger.transactions.totals()).count).toBe(60);
    });
  });
}
