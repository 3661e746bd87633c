import type { Ledger } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { expectFaults } from "./expect-faults.ts";
import { expectRefusal } from "./expect-refusal.ts";
import { readText } from "./read-text.ts";
import type { Scene } from "./scene.ts";

const spend = (ledger: Ledger, categoryId: string | null, amount: number) =>
  ledger.transactions.create({
    date: "2026-03-05",
    type: "expense",
    amount,
    description: `Spent ${amount}`,
    categoryId,
  });

const make = async (ledger: Ledger, name: string) => (await ledger.categories.create({ name, type: "expense" })).id;

const spentIn = async (ledger: Ledger, categoryId: string) =>
  (await ledger.transactions.list({ categoryId })).items.map(({ amount }) => amount).sort((a, b) => a - b);

export function describeCategoryDeletion({ user }: Scene): void {
  describe("deleting a category", () => {
    it("that nothing uses removes it", async () => {
      const ledger = await user();
      const pets = await make(ledger, "Pets");
      expect(await ledger.categories.delete({ id: pets })).toStrictEqual({
        undo: expect.stringMatching(/^[0-9A-Za-z._-]{1,64}$/),
      });
      await expectRefusal(ledger.categories.get({ id: pets }), "not_found");
      await expectRefusal(ledger.categories.update({ id: pets, color: 1 }), "not_found");
      await expectRefusal(ledger.categories.delete({ id: pets }), "not_found");
      expect((await ledger.categories.list()).items.map(({ id }) => id)).not.toContain(pets);
    });

    it("frees its name", async () => {
      const ledger = await user();
      const pets = await make(ledger, "Pets");
      await ledger.categories.delete({ id: pets });
      expect(await make(ledger, "pets")).not.toBe(pets);
    });

    it("that is used asks where its transactions go", async () => {
      const ledger = await user();
      const pets = await make(ledger, "Pets");
      const { id } = await spend(ledger, pets, 900);
      await expectRefusal(ledger.categories.delete({ id: pets }), "category_in_use");
      expect((await ledger.transactions.get({ id })).categoryId).toBe(pets);

      await ledger.transactions.delete({ id });
      await ledger.categories.delete({ id: pets });
    });

    it("lets every reader see its transactions in the other category, without changing them", async () => {
      const ledger = await user();
      const [pets, animals] = [await make(ledger, "Pets"), await make(ledger, "Animals")];
      const row = await spend(ledger, pets, 900);
      await spend(ledger, animals, 50);
      await ledger.categories.delete({ id: pets, moveTo: animals });

      const moved = { ...row, categoryId: animals };
      const range = { from: "2026-03-01", to: "2026-03-31" };
      const totals = { categoryId: animals, income: 0, expense: 950, count: 2 };
      expect(await ledger.transactions.get({ id: row.id })).toStrictEqual(moved);
      expect((await ledger.transactions.list({ categoryId: animals })).items).toContainEqual(moved);
      expect((await ledger.transactions.list()).items).toContainEqual(moved);
      expect(await ledger.transactions.totals({ categoryId: animals })).toMatchObject({ expense: 950, count: 2 });
      expect((await ledger.reports.months({ from: "2026-03", to: "2026-03" })).items[0]?.categories).toStrictEqual([
        totals,
      ]);
      expect((await ledger.reports.categories(range)).items).toStrictEqual([totals]);
      expect((await ledger.reports.categories({ ...range, to: "2026-03-15" })).items).toStrictEqual([totals]);
      const [day] = (await ledger.reports.days({ from: "2026-03-05", to: "2026-03-05", categoryId: animals })).items;
      expect(day).toStrictEqual({ date: "2026-03-05", income: 0, expense: 950, net: -950, count: 2 });
      expect(await spentIn(ledger, pets)).toStrictEqual([50, 900]);
      expect(await readText(ledger.transactions.export({ categoryId: animals }))).toContain(
        ",9.00,USD,Animals,Spent 900,",
      );
    });

    it("to none leaves its transactions without one", async () => {
      const ledger = await user();
      const pets = await make(ledger, "Pets");
      const row = await spend(ledger, pets, 900);
      await spend(ledger, null, 50);
      await ledger.categories.delete({ id: pets, moveTo: "none" });
      expect(await ledger.transactions.get({ id: row.id })).toStrictEqual({ ...row, categoryId: null });
      expect(await spentIn(ledger, "none")).toStrictEqual([50, 900]);
      expect(await spentIn(ledger, pets)).toStrictEqual([]);
      expect((await ledger.reports.months({ from: "2026-03", to: "2026-03" })).items[0]?.categories).toStrictEqual([
        { categoryId: null, income: 0, expense: 950, count: 2 },
      ]);
    });

    it("leads on where the other category is deleted in turn", async () => {
      const ledger = await user();
      const [first, second, third] = [
        await make(ledger, "First"),
        await make(ledger, "Second"),
        await make(ledger, "Third"),
      ];
      const row = await spend(ledger, first, 1);
      await spend(ledger, second, 2);
      await spend(ledger, third, 3);
      await ledger.categories.delete({ id: first, moveTo: second });
      await ledger.categories.delete({ id: second, moveTo: third });
      expect(await spentIn(ledger, third)).toStrictEqual([1, 2, 3]);
      expect((await ledger.transactions.get({ id: row.id })).categoryId).toBe(third);

      await ledger.categories.delete({ id: third, moveTo: "none" });
      expect(await spentIn(ledger, "none")).toStrictEqual([1, 2, 3]);
    });

    it("asks where transactions go that came from a category deleted before", async () => {
      const ledger = await user();
      const [first, second] = [await make(ledger, "First"), await make(ledger, "Second")];
      await spend(ledger, first, 1);
      await ledger.categories.delete({ id: first, moveTo: second });
      await expectRefusal(ledger.categories.delete({ id: second }), "category_in_use");
    });

    it("keeps edits of its former transactions counted where they show", async () => {
      const ledger = await user();
      const [first, second] = [await make(ledger, "First"), await make(ledger, "Second")];
      const { id } = await spend(ledger, first, 100);
      await ledger.categories.delete({ id: first, moveTo: second });
      const edited = await ledger.transactions.update({ id, amount: 70, date: "2026-04-01" });
      expect([edited.categoryId, edited.version]).toStrictEqual([second, 2]);
      expect(
        (await ledger.reports.months({ from: "2026-03", to: "2026-04" })).items.map(({ categories }) => categories),
      ).toStrictEqual([[], [{ categoryId: second, income: 0, expense: 70, count: 1 }]]);
    });

    it("goes only to a category that there is, and not to itself", async () => {
      const ledger = await user();
      const [pets, gone] = [await make(ledger, "Pets"), await make(ledger, "Gone")];
      await ledger.categories.delete({ id: gone });
      await expectFaults(ledger.categories.delete({ id: pets, moveTo: "zzzz" }), { "/moveTo": "unknown_category" });
      await expectFaults(ledger.categories.delete({ id: pets, moveTo: gone }), { "/moveTo": "unknown_category" });
      await expectFaults(ledger.categories.delete({ id: pets, moveTo: pets }), { "/moveTo": "unknown_category" });
      await expectFaults(ledger.categories.delete({ id: pets, moveTo: "No such" }), { "/moveTo": "invalid" });
      expect((await ledger.categories.get({ id: pets })).version).toBe(1);
    });

    it("loses no transaction that is being created in it meanwhile", async () => {
      const ledger = await user();
      const [pets, animals] = [await make(ledger, "Pets"), await make(ledger, "Animals")];
      const creates = [1, 2, 3, 4, 5, 6].map((amount) => spend(ledger, pets, amount));
      const [outcomes] = await Promise.all([
        Promise.allSettled(creates),
        ledger.categories.delete({ id: pets, moveTo: animals }),
      ]);
      const created = outcomes.flatMap((outcome, index) => (outcome.status === "fulfilled" ? [index + 1] : []));
      for (const outcome of outcomes) {
        if (outcome.status === "rejected") {
          await expectFaults(Promise.reject(outcome.reason), { "/categoryId": "unknown_category" });
        }
      }
      expect(await spentIn(ledger, animals)).toStrictEqual(created);
      expect((await ledger.transactions.totals()).count).toBe(created.length);
    });
  });
}
