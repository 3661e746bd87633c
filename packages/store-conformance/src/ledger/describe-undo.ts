import type { Ledger } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { expectFaults } from "./expect-faults.ts";
import { expectRefusal } from "./expect-refusal.ts";
import type { Scene } from "./scene.ts";

const coffee = {
  date: "2026-03-05",
  type: "expense",
  amount: 410,
  description: "Coffee",
  tags: ["treat"],
  note: "hot",
} as const;

const monthsOf = async (ledger: Ledger) => (await ledger.reports.months({ from: "2026-03", to: "2026-03" })).items;

export function describeUndo({ user, restart }: Scene): void {
  describe("undo", () => {
    it("brings a deleted transaction back as it was, counted again", async () => {
      const ledger = await user();
      const created = await ledger.transactions.create(coffee);
      const months = await monthsOf(ledger);
      const { undo } = await ledger.transactions.delete({ id: created.id });
      expect(await ledger.undo({ undoId: undo })).toStrictEqual({ restored: 1, kept: [] });
      const back = await ledger.transactions.get({ id: created.id });
      const { version, updatedAt } = back;
      expect(back).toStrictEqual({ ...created, version, updatedAt });
      expect(version).toBeGreaterThan(created.version);
      expect(await monthsOf(ledger)).toStrictEqual(months);
    });

    it("brings back one that was moved before it was deleted, where it was last", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(coffee);
      await ledger.transactions.update({ id, date: "2026-05-01" });
      const { undo } = await ledger.transactions.delete({ id });
      await ledger.undo({ undoId: undo });
      expect((await ledger.transactions.get({ id })).date).toBe("2026-05-01");
      expect((await ledger.transactions.list({ from: "2026-05-01", to: "2026-05-01" })).items).toHaveLength(1);
    });

    it("works after a restart", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(coffee);
      const { undo } = await ledger.transactions.delete({ id });
      await restart();
      expect(await ledger.undo({ undoId: undo })).toStrictEqual({ restored: 1, kept: [] });
      expect((await ledger.transactions.get({ id })).description).toBe("Coffee");
    });

    it("has its effect once, however often it is called", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(coffee);
      const { undo } = await ledger.transactions.delete({ id });
      const answers = await Promise.all([1, 2, 3].map(() => ledger.undo({ undoId: undo })));
      for (const answer of answers) expect(answer).toStrictEqual({ restored: 1, kept: [] });
      const changed = await ledger.transactions.update({ id, amount: 1 });
      expect(await ledger.undo({ undoId: undo })).toStrictEqual({ restored: 1, kept: [] });
      expect(await ledger.transactions.get({ id })).toStrictEqual(changed);
      expect((await ledger.transactions.list()).items).toHaveLength(1);
    });

    it("doesn't bring back what was deleted again later", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(coffee);
      const first = await ledger.transactions.delete({ id });
      await ledger.undo({ undoId: first.undo });
      const second = await ledger.transactions.delete({ id });
      expect(second.undo).not.toBe(first.undo);
      await ledger.undo({ undoId: first.undo });
      await expectRefusal(ledger.transactions.get({ id }), "not_found");
      expect(await ledger.undo({ undoId: second.undo })).toStrictEqual({ restored: 1, kept: [] });
      expect((await ledger.transactions.get({ id })).amount).toBe(410);
    });

    it("brings a transaction back into the category that took over its own", async () => {
      const ledger = await user();
      const pets = await ledger.categories.create({ name: "Pets", type: "expense" });
      const animals = await ledger.categories.create({ name: "Animals", type: "expense" });
      const { id } = await ledger.transactions.create({ ...coffee, categoryId: pets.id });
      const { undo } = await ledger.transactions.delete({ id });
      await ledger.categories.delete({ id: pets.id, moveTo: animals.id });
      await ledger.undo({ undoId: undo });
      expect((await ledger.transactions.get({ id })).categoryId).toBe(animals.id);
    });

    it("brings a deleted category back", async () => {
      const ledger = await user();
      const pets = await ledger.categories.create({ name: "Pets", type: "expense", color: 4 });
      const { undo } = await ledger.categories.delete({ id: pets.id });
      expect(await ledger.undo({ undoId: undo })).toStrictEqual({ restored: 1, kept: [] });
      const back = await ledger.categories.get({ id: pets.id });
      expect(back).toStrictEqual({ ...pets, version: back.version });
      expect(back.version).toBeGreaterThan(pets.version);
    });

    it("gives a deleted category its transactions back, but for those given to another since", async () => {
      const ledger = await user();
      const pets = await ledger.categories.create({ name: "Pets", type: "expense" });
      const animals = await ledger.categories.create({ name: "Animals", type: "expense" });
      const stays = await ledger.transactions.create({ ...coffee, categoryId: pets.id });
      const changed = await ledger.transactions.create({ ...coffee, categoryId: pets.id });
      const { undo } = await ledger.categories.delete({ id: pets.id, moveTo: animals.id });
      await ledger.transactions.update({ id: changed.id, categoryId: null });
      await ledger.transactions.update({ id: changed.id, categoryId: animals.id });
      await ledger.undo({ undoId: undo });
      expect((await ledger.transactions.get({ id: stays.id })).categoryId).toBe(pets.id);
      expect((await ledger.transactions.get({ id: changed.id })).categoryId).toBe(animals.id);
    });

    it("leaves out a category whose name was taken meanwhile", async () => {
      const ledger = await user();
      const pets = await ledger.categories.create({ name: "Pets", type: "expense" });
      const { undo } = await ledger.categories.delete({ id: pets.id });
      await ledger.categories.create({ name: "pets", type: "expense" });
      expect(await ledger.undo({ undoId: undo })).toStrictEqual({ restored: 0, kept: [pets.id] });
    });

    it("finds nothing under an id that no deletion answered", async () => {
      const ledger = await user();
      await expectRefusal(ledger.undo({ undoId: "never" }), "not_found");
      await expectFaults(ledger.undo({ undoId: "no such id" }), { "/undoId": "invalid" });
    });
  });
}
