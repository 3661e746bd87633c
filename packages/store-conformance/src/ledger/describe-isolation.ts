import type { Ledger } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { bankFile } from "./bank-file.ts";
import { expectRefusal } from "./expect-refusal.ts";
import { readText } from "./read-text.ts";
import type { Scene } from "./scene.ts";

const coffee = { date: "2026-03-05", type: "expense", amount: 410, description: "Coffee" } as const;
const neverTransaction = "20260305-zzzzzzzzzzzzzzzz";
const never = "zzzz";

/** How a call fails, but for the id it names. */
const failure = async (call: Promise<unknown>, id: string) => {
  const { code, message, errors, current } = await expectRefusal(call, "not_found");
  return { code, message: message.replaceAll(id, "…"), errors, current };
};

export function describeIsolation({ user }: Scene): void {
  describe("another user's record", () => {
    it("is as unknown as one that never was", async () => {
      const [ledger, stranger] = [await user(), await user()];
      const transaction = await ledger.transactions.create(coffee);
      const category = await ledger.categories.create({ name: "Pets", type: "expense" });
      const imported = await ledger.imports.create({ file: bankFile("2026-03-06,Tea,-5.20") });
      const gone = await ledger.transactions.create({ ...coffee, amount: 1 });
      const { undo } = await ledger.transactions.delete({ id: gone.id });

      const calls: readonly (readonly [
        theirs: string,
        nobodys: string,
        call: (at: Ledger, id: string) => Promise<unknown>,
      ])[] = [
        [transaction.id, neverTransaction, (at, id) => at.transactions.get({ id })],
        [transaction.id, neverTransaction, (at, id) => at.transactions.update({ id, amount: 1 })],
        [transaction.id, neverTransaction, (at, id) => at.transactions.update({ id, amount: 1 }, { ifVersion: 1 })],
        [transaction.id, neverTransaction, (at, id) => at.transactions.delete({ id })],
        [transaction.id, neverTransaction, (at, id) => at.transactions.delete({ id }, { ifVersion: 7 })],
        [category.id, never, (at, id) => at.categories.get({ id })],
        [category.id, never, (at, id) => at.categories.update({ id, name: "Mine" })],
        [category.id, never, (at, id) => at.categories.delete({ id })],
        [imported.id, never, (at, id) => at.imports.get({ id })],
        [imported.id, never, (at, id) => at.imports.undo({ id })],
        [undo, never, (at, id) => at.undo({ undoId: id })],
      ];
      for (const [theirs, nobodys, call] of calls) {
        expect(await failure(call(stranger, theirs), theirs)).toStrictEqual(
          await failure(call(stranger, nobodys), nobodys),
        );
      }

      expect(await ledger.transactions.get({ id: transaction.id })).toStrictEqual(transaction);
      expect(await ledger.categories.get({ id: category.id })).toStrictEqual(category);
      expect(await ledger.imports.get({ id: imported.id })).toStrictEqual(imported);
      expect(await ledger.undo({ undoId: undo })).toStrictEqual({ restored: 1, kept: [] });
    });

    it("is in no list, sum or file", async () => {
      const [ledger, stranger] = [await user(), await user()];
      const { importId } = await (async () => {
        await ledger.transactions.create(coffee);
        const { id } = await ledger.imports.create({ file: bankFile("2026-03-06,Tea,-5.20") });
        return { importId: id };
      })();
      expect(await stranger.transactions.list()).toStrictEqual({ items: [], nextCursor: null });
      expect(await stranger.transactions.list({ importId })).toStrictEqual({ items: [], nextCursor: null });
      expect((await stranger.transactions.totals()).count).toBe(0);
      expect((await stranger.reports.months({ from: "2026-03", to: "2026-03" })).items[0]?.count).toBe(0);
      expect((await stranger.reports.categories({ from: "2026-03-01", to: "2026-03-31" })).items).toStrictEqual([]);
      expect((await stranger.reports.days({ from: "2026-03-05", to: "2026-03-05" })).items[0]?.count).toBe(0);
      expect((await stranger.imports.list()).items).toStrictEqual([]);
      expect(await readText(stranger.transactions.export())).toBe(
        "date,type,amount,currency,category,description,note,tags,account,id\r\n",
      );
      expect(await stranger.maintenance.verify()).toStrictEqual({ months: 0, rows: 0, differences: [] });
    });

    it("doesn't decide what is a duplicate", async () => {
      const [ledger, other] = [await user(), await user()];
      const file = () => bankFile("2026-03-06,Tea,-5.20");
      await ledger.imports.create({ file: file() });
      expect(await other.imports.create({ file: file() })).toMatchObject({ created: 1, duplicates: 0 });
    });
  });
}
