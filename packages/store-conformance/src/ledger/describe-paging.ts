import type { Ledger } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { bankFile } from "./bank-file.ts";
import { expectRefusal } from "./expect-refusal.ts";
import { listAll } from "./list-all.ts";
import type { Scene } from "./scene.ts";

const enter = (ledger: Ledger, day: number, amount = day) =>
  ledger.transactions.create({
    date: `2026-03-${String(day).padStart(2, "0")}`,
    type: "expense",
    amount,
    description: amount % 2 === 0 ? "even" : "odd",
  });

const enterDays = async (ledger: Ledger, days: number) => {
  for (let day = 1; day <= days; day += 1) await enter(ledger, day);
};

const secondPage = async (ledger: Ledger, query: object = {}) => {
  const { nextCursor } = await ledger.transactions.list({ ...query, limit: 2 });
  if (nextCursor === null) throw new Error("There should be a second page.");
  return nextCursor;
};

export function describePaging({ user, restart }: Scene): void {
  describe("pages", () => {
    it("hold every transaction once, in order, whatever their size", async () => {
      const ledger = await user();
      await enterDays(ledger, 12);
      const whole = (await ledger.transactions.list()).items;
      expect(whole).toHaveLength(12);
      for (const limit of [1, 2, 5, 11, 12, 13, 500]) {
        expect(await listAll(ledger, { limit })).toStrictEqual(whole);
        expect(await listAll(ledger, { limit, order: "asc" })).toStrictEqual([...whole].reverse());
        expect(await listAll(ledger, { limit, q: "even" })).toStrictEqual(
          whole.filter(({ amount }) => amount % 2 === 0),
        );
      }
    });

    it("are never longer than asked, and end with no cursor", async () => {
      const ledger = await user();
      await enterDays(ledger, 5);
      const first = await ledger.transactions.list({ limit: 3 });
      expect(first.items.map(({ amount }) => amount)).toStrictEqual([5, 4, 3]);
      const second = await ledger.transactions.list({ limit: 3, cursor: first.nextCursor ?? undefined });
      expect(second.items.map(({ amount }) => amount)).toStrictEqual([2, 1]);
      expect(second.nextCursor).toBeNull();
    });

    it("hold 100 unless asked otherwise, and at most 500", async () => {
      const ledger = await user();
      const lines = Array.from(
        { length: 501 },
        (_, index) => `2026-03-${String((index % 28) + 1).padStart(2, "0")},Row ${index},-1.00`,
      );
      await ledger.imports.create({ file: bankFile(...lines) });
      const first = await ledger.transactions.list();
      expect([first.items.length, first.nextCursor === null]).toStrictEqual([100, false]);
      const largest = await ledger.transactions.list({ limit: 500 });
      expect([largest.items.length, largest.nextCursor === null]).toStrictEqual([500, false]);
      expect((await ledger.transactions.totals()).count).toBe(501);
    });

    it("meet every transaction that stays exactly once while others come and go around them", async () => {
      const ledger = await user();
      await enterDays(ledger, 20);
      const stay = new Map((await ledger.transactions.list()).items.map((row) => [row.amount, row.id]));
      const met: number[] = [];
      for (let cursor: string | undefined, turn = 0; ; turn += 1) {
        const { items, nextCursor } = await ledger.transactions.list({ limit: 3, cursor });
        met.push(...items.map(({ amount }) => amount));
        if (nextCursor === null) break;
        cursor = nextCursor;
        const last = items.at(-1);
        if (last !== undefined && turn % 2 === 0) await ledger.transactions.delete({ id: last.id });
        const gone = 10 - turn;
        const id = stay.get(gone);
        if (id !== undefined && turn % 3 === 0 && gone > 1 && !met.includes(gone)) {
          await ledger.transactions.delete({ id });
          stay.delete(gone);
        }
        await enter(ledger, 28, 1_000 + turn);
        await enter(ledger, 1, 2_000 + turn);
      }
      const old = met.filter((amount) => amount <= 20);
      expect(old).toStrictEqual([...stay.keys()].sort((a, b) => b - a));
      expect(new Set(met).size).toBe(met.length);
    });

    it("go on after a restart", async () => {
      const ledger = await user();
      await enterDays(ledger, 4);
      const cursor = await secondPage(ledger);
      await restart();
      expect((await ledger.transactions.list({ limit: 2, cursor })).items.map(({ amount }) => amount)).toStrictEqual([
        2, 1,
      ]);
    });

    it("may change their size on the way", async () => {
      const ledger = await user();
      await enterDays(ledger, 6);
      const cursor = await secondPage(ledger);
      expect((await ledger.transactions.list({ limit: 500, cursor })).items.map(({ amount }) => amount)).toStrictEqual([
        4, 3, 2, 1,
      ]);
    });

    it("refuse the cursor of other filters, of another order and of another user", async () => {
      const [ledger, other] = [await user(), await user()];
      await enterDays(ledger, 6);
      await enterDays(other, 6);
      const cursor = await secondPage(ledger, { q: "e" });
      expect((await ledger.transactions.list({ q: "e", cursor })).items).toHaveLength(1);
      for (const query of [
        {},
        { q: "ev" },
        { q: "e", type: "expense" },
        { q: "e", from: "2026-03-01" },
        { q: "e", order: "asc" },
      ] as const) {
        await expectRefusal(ledger.transactions.list({ ...query, cursor }), "invalid_cursor");
      }
      await expectRefusal(other.transactions.list({ q: "e", cursor }), "invalid_cursor");
      await expectRefusal(ledger.transactions.totals({ q: "e", cursor }), "invalid_cursor");
      await expectRefusal(ledger.imports.list({ cursor }), "invalid_cursor");
    });

    it("refuse what no list answered", async () => {
      const ledger = await user();
      await enterDays(ledger, 4);
      const cursor = await secondPage(ledger);
      for (const broken of [
        "x",
        "null",
        "{}",
        "0",
        `${cursor}x`,
        cursor.slice(0, -2),
        cursor.slice(2),
        `${cursor}${cursor}`,
        "é🦉",
      ]) {
        await expectRefusal(ledger.transactions.list({ cursor: broken }), "invalid_cursor");
        await expectRefusal(ledger.transactions.totals({ cursor: broken }), "invalid_cursor");
        await expectRefusal(ledger.imports.list({ cursor: broken }), "invalid_cursor");
      }
    });
  });
}
