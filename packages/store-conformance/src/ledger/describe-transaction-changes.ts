import type { Ledger } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { expectFaults } from "./expect-faults.ts";
import { expectRefusal } from "./expect-refusal.ts";
import type { Scene } from "./scene.ts";

const full = {
  date: "2026-03-05",
  type: "expense",
  amount: 410,
  description: "Coffee",
  note: "with Ada",
  tags: ["work", "treat"],
  account: "Cash",
} as const;

const nowhere = "20260305-0123456789abcdef";

const categoryAt = async (ledger: Ledger, place: number) => (await ledger.categories.list()).items[place]?.id as string;

export function describeTransactionChanges({ user }: Scene): void {
  describe("changing a transaction", () => {
    it("changes the members that are sent, and no other", async () => {
      const ledger = await user();
      const [housing, groceries] = [await categoryAt(ledger, 0), await categoryAt(ledger, 1)];
      const created = await ledger.transactions.create({ ...full, categoryId: housing });
      const changes = [
        { date: "2026-05-31" },
        { type: "income" },
        { amount: 999 },
        { description: "Tea" },
        { categoryId: groceries },
        { note: "alone" },
        { tags: ["treat"] },
        { account: "Card" },
        { date: "2026-01-01", amount: 1, description: "Water" },
      ] as const;
      let expected = created;
      for (const change of changes) {
        const changed = await ledger.transactions.update({ id: created.id, ...change });
        expected = { ...expected, ...change, version: expected.version + 1, updatedAt: changed.updatedAt };
        expect(changed).toStrictEqual(expected);
        expect(changed.updatedAt >= created.createdAt).toBe(true);
        expect(await ledger.transactions.get({ id: created.id })).toStrictEqual(expected);
      }
    });

    it("keeps version and record when nothing changes", async () => {
      const ledger = await user();
      const created = await ledger.transactions.create(full);
      const { id } = created;
      expect(await ledger.transactions.update({ id })).toStrictEqual(created);
      expect(await ledger.transactions.update({ id, ...full, categoryId: null })).toStrictEqual(created);
      expect(await ledger.transactions.get({ id })).toStrictEqual(created);
    });

    it("unsets category, note and tags by null", async () => {
      const ledger = await user();
      const created = await ledger.transactions.create({ ...full, categoryId: await categoryAt(ledger, 0) });
      const emptied = await ledger.transactions.update({ id: created.id, categoryId: null, note: null, tags: null });
      const { updatedAt } = emptied;
      expect(emptied).toStrictEqual({ ...created, categoryId: null, note: "", tags: [], version: 2, updatedAt });
    });

    it("refuses null for every other member", async () => {
      const ledger = await user();
      const created = await ledger.transactions.create(full);
      const faults = {
        date: "wrong_type",
        type: "invalid",
        amount: "wrong_type",
        description: "wrong_type",
        account: "wrong_type",
      };
      for (const [member, fault] of Object.entries(faults)) {
        await expectFaults(ledger.transactions.update({ id: created.id, [member]: null }), { [`/${member}`]: fault });
      }
      expect(await ledger.transactions.get({ id: created.id })).toStrictEqual(created);
    });

    it("replaces tags whole", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(full);
      expect((await ledger.transactions.update({ id, tags: ["new"] })).tags).toStrictEqual(["new"]);
      expect((await ledger.transactions.update({ id, tags: [] })).tags).toStrictEqual([]);
    });

    it("refuses members that aren't the caller's to set", async () => {
      const ledger = await user();
      const created = await ledger.transactions.create(full);
      const mine = { version: 7, createdAt: created.createdAt, importId: null, ifVersion: 1 };
      await expectFaults(ledger.transactions.update({ id: created.id, amount: 5, ...mine } as never), {
        "/version": "unknown_member",
        "/createdAt": "unknown_member",
        "/importId": "unknown_member",
        "/ifVersion": "unknown_member",
      });
      expect(await ledger.transactions.get({ id: created.id })).toStrictEqual(created);
    });

    it("refuses what a create refuses", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(full);
      const faulty = {
        date: "2026-02-30",
        type: "gift",
        amount: 0.5,
        description: " ",
        categoryId: "zzzz",
        tags: ["a", "a"],
      };
      await expectFaults(ledger.transactions.update({ id, ...faulty, categoryId: "Zoo" } as never), {
        "/date": "no_such_date",
        "/type": "invalid",
        "/amount": "wrong_type",
        "/description": "too_short",
        "/categoryId": "invalid",
        "/tags": "repeated",
      });
      await expectFaults(ledger.transactions.update({ id, categoryId: "zzzz" }), { "/categoryId": "unknown_category" });
    });

    it("keeps its id wherever the date moves, and shows it there alone", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(full);
      for (const date of ["2026-03-28", "2025-12-31", "2027-01-01", "2026-03-05"]) {
        await ledger.transactions.update({ id, date });
        expect((await ledger.transactions.list({ from: date, to: date })).items.map((row) => row.id)).toStrictEqual([
          id,
        ]);
        expect((await ledger.transactions.list()).items.map((row) => row.date)).toStrictEqual([date]);
        expect((await ledger.transactions.get({ id })).date).toBe(date);
        const { items } = await ledger.reports.months({ from: "2025-12", to: "2027-01" });
        expect(items.filter(({ count }) => count > 0).map(({ month, count }) => [month, count])).toStrictEqual([
          [date.slice(0, 7), 1],
        ]);
      }
    });

    it("happens under ifVersion only at that version, or one of several", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(full);
      const second = await ledger.transactions.update({ id, amount: 500 }, { ifVersion: 1 });
      const change = await expectRefusal(
        ledger.transactions.update({ id, amount: 600 }, { ifVersion: 1 }),
        "version_mismatch",
      );
      expect(change.current).toStrictEqual(second);
      const deletion = await expectRefusal(ledger.transactions.delete({ id }, { ifVersion: 3 }), "version_mismatch");
      expect(deletion.current).toStrictEqual(second);
      expect((await ledger.transactions.update({ id, amount: 600 }, { ifVersion: [1, 2] })).version).toBe(3);
      await ledger.transactions.delete({ id }, { ifVersion: 3 });
    });

    it("refuses even an empty change at another version than ifVersion", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(full);
      await expectRefusal(ledger.transactions.update({ id }, { ifVersion: 2 }), "version_mismatch");
    });

    it("lets one of several that race under the same ifVersion happen", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(full);
      const outcomes = await Promise.allSettled(
        [1, 2, 3, 4].map((amount) => ledger.transactions.update({ id, amount }, { ifVersion: 1 })),
      );
      const changed = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
      expect(changed).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === "rejected") await expectRefusal(Promise.reject(outcome.reason), "version_mismatch");
      }
      expect(await ledger.transactions.get({ id })).toStrictEqual(changed[0]);
    });

    it("keeps each member of changes that race without ifVersion", async () => {
      const ledger = await user();
      const created = await ledger.transactions.create(full);
      const { id } = created;
      const changes = [{ amount: 1 }, { description: "Tea" }, { date: "2026-04-01" }, { account: "Card" }] as const;
      await Promise.all(changes.map((change) => ledger.transactions.update({ id, ...change })));
      const after = await ledger.transactions.get({ id });
      const { updatedAt } = after;
      expect(after).toStrictEqual({ ...created, ...Object.assign({}, ...changes), version: 5, updatedAt });
    });
  });

  describe("deleting a transaction", () => {
    it("removes it from every read and answers how to take that back", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(full);
      expect(await ledger.transactions.delete({ id })).toStrictEqual({
        undo: expect.stringMatching(/^[0-9A-Za-z._-]{1,64}$/),
      });
      await expectRefusal(ledger.transactions.get({ id }), "not_found");
      expect(await ledger.transactions.list()).toStrictEqual({ items: [], nextCursor: null });
      expect((await ledger.transactions.totals()).count).toBe(0);
      expect((await ledger.reports.months({ from: "2026-03", to: "2026-03" })).items).toStrictEqual([
        { month: "2026-03", income: 0, expense: 0, net: 0, count: 0, categories: [] },
      ]);
    });

    it("removes one that was moved to another month", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(full);
      await ledger.transactions.update({ id, date: "2026-07-01" });
      await ledger.transactions.delete({ id });
      await expectRefusal(ledger.transactions.get({ id }), "not_found");
      expect((await ledger.transactions.totals()).count).toBe(0);
    });

    it("happens once, however many want it", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(full);
      const outcomes = await Promise.allSettled([1, 2, 3].map(() => ledger.transactions.delete({ id })));
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === "rejected") await expectRefusal(Promise.reject(outcome.reason), "not_found");
      }
    });

    it("finds nothing under an id that none has or had", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(full);
      await ledger.transactions.delete({ id });
      for (const missing of [id, nowhere]) {
        await expectRefusal(ledger.transactions.get({ id: missing }), "not_found");
        await expectRefusal(ledger.transactions.update({ id: missing, amount: 1 }), "not_found");
        await expectRefusal(ledger.transactions.update({ id: missing, amount: 1 }, { ifVersion: 1 }), "not_found");
        await expectRefusal(ledger.transactions.delete({ id: missing }), "not_found");
      }
    });
  });
}
