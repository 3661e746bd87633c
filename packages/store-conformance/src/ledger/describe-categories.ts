import { describe, expect, it } from "vitest";
import { expectFaults } from "./expect-faults.ts";
import { expectRefusal } from "./expect-refusal.ts";
import type { Scene } from "./scene.ts";

const starters = [
  ["Housing", "expense"],
  ["Groceries", "expense"],
  ["Eating out", "expense"],
  ["Transport", "expense"],
  ["Bills", "expense"],
  ["Health", "expense"],
  ["Shopping", "expense"],
  ["Fun", "expense"],
  ["Travel", "expense"],
  ["Gifts", "expense"],
  ["Salary", "income"],
  ["Other income", "income"],
];

const nobody = "zzzz";

export function describeCategories({ user }: Scene): void {
  describe("categories", () => {
    it("start with ten for spending and two for income", async () => {
      const ledger = await user();
      const { items } = await ledger.categories.list();
      expect(items.map(({ name, type }) => [name, type])).toStrictEqual(starters);
      for (const [index, category] of items.entries()) {
        expect(category).toStrictEqual({
          id: expect.stringMatching(/^[0-9a-z]{4}$/),
          name: starters[index]?.[0],
          type: starters[index]?.[1],
          color: expect.toSatisfy((color) => Number.isInteger(color) && color >= 1 && color <= 10),
          icon: expect.stringMatching(/^[a-z0-9-]{1,40}$/),
          planned: expect.any(Boolean),
          archived: false,
          position: expect.any(Number),
          version: 1,
        });
      }
      expect(items.slice(0, 10).map(({ color }) => color)).toStrictEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    });

    it("have the same ids for every user at the start", async () => {
      const [one, other] = await Promise.all([user(), user()]);
      expect(await one.categories.list()).toStrictEqual(await other.categories.list());
    });

    it("are made once, however many first calls race", async () => {
      const ledger = await user();
      const [lists, settings] = await Promise.all([
        Promise.all(Array.from({ length: 4 }, () => ledger.categories.list())),
        Promise.all(Array.from({ length: 2 }, () => ledger.settings.get())),
        ledger.transactions.create({ date: "2026-01-31", type: "expense", amount: 1, description: "First" }),
        ledger.categories.create({ name: "Pets", type: "expense" }),
      ]);
      for (const { version } of settings) expect(version).toBe(1);
      for (const { items } of lists)
        expect(items.slice(0, 12).map(({ name, type }) => [name, type])).toStrictEqual(starters);
      expect((await ledger.categories.list()).items.map(({ name }) => name)).toStrictEqual([
        ...starters.map(([name]) => name),
        "Pets",
      ]);
    });

    it("are made with what is given, the rest as it starts", async () => {
      const ledger = await user();
      const before = (await ledger.categories.list()).items;
      const plain = await ledger.categories.create({ name: "Pets", type: "expense" });
      expect(plain).toStrictEqual({
        id: expect.stringMatching(/^[0-9a-z]{4}$/),
        name: "Pets",
        type: "expense",
        color: 10,
        icon: "tag",
        planned: false,
        archived: false,
        position: expect.toSatisfy((position) => before.every((category) => category.position < position)),
        version: 1,
      });
      const given = {
        name: "Side job",
        type: "income",
        color: 3,
        icon: "briefcase",
        planned: true,
        position: 0,
      } as const;
      const full = await ledger.categories.create(given);
      expect(full).toStrictEqual({ ...given, id: full.id, archived: false, version: 1 });
      expect(await ledger.categories.get({ id: plain.id })).toStrictEqual(plain);
      expect(await ledger.categories.get({ id: full.id })).toStrictEqual(full);
    });

    it("are listed by position, then by id", async () => {
      const ledger = await user();
      for (const name of ["One", "Two", "Three"])
        await ledger.categories.create({ name, type: "expense", position: 5 });
      const { items } = await ledger.categories.list();
      const byPlace = [...items].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
      expect(items).toStrictEqual(byPlace);
      expect(items).toHaveLength(15);
    });

    it("change in the members that are sent, and in no other", async () => {
      const ledger = await user();
      const pets = await ledger.categories.create({ name: "Pets", type: "expense" });
      const changes = [
        { name: "Animals" },
        { type: "income" },
        { color: 1 },
        { icon: "paw" },
        { planned: true },
        { archived: true },
        { position: 999 },
      ] as const;
      let expected = pets;
      for (const change of changes) {
        expected = { ...expected, ...change, version: expected.version + 1 };
        expect(await ledger.categories.update({ id: pets.id, ...change })).toStrictEqual(expected);
      }
      expect(await ledger.categories.get({ id: pets.id })).toStrictEqual(expected);
    });

    it("keep their version when nothing changes", async () => {
      const ledger = await user();
      const { version, archived, ...pets } = await ledger.categories.create({ name: "Pets", type: "expense" });
      expect(await ledger.categories.update({ id: pets.id })).toStrictEqual({ ...pets, archived, version });
      expect(await ledger.categories.update({ ...pets, archived })).toStrictEqual({ ...pets, archived, version });
    });

    it("refuse null for every member", async () => {
      const ledger = await user();
      const pets = await ledger.categories.create({ name: "Pets", type: "expense" });
      const faults = {
        name: "wrong_type",
        type: "invalid",
        color: "wrong_type",
        icon: "wrong_type",
        planned: "wrong_type",
        archived: "wrong_type",
        position: "wrong_type",
      };
      for (const [member, fault] of Object.entries(faults)) {
        await expectFaults(ledger.categories.update({ id: pets.id, [member]: null }), { [`/${member}`]: fault });
      }
      expect(await ledger.categories.get({ id: pets.id })).toStrictEqual(pets);
    });

    it("name every fault of a new one", async () => {
      const ledger = await user();
      await expectFaults(
        ledger.categories.create({ name: " ", type: "neither" as "income", color: 11, icon: "No Icon", position: 0.5 }),
        {
          "/name": "too_short",
          "/type": "invalid",
          "/color": "too_large",
          "/icon": "invalid",
          "/position": "wrong_type",
        },
      );
      await expectFaults(ledger.categories.create({} as never), { "/name": "required", "/type": "required" });
      expect((await ledger.categories.list()).items).toHaveLength(12);
    });

    it("have names that differ in more than case and accents", async () => {
      const ledger = await user();
      await ledger.categories.create({ name: "Café", type: "expense" });
      for (const name of ["CAFÉ", "cafe", "  Cafe\u0301 ", "GROCERIES"]) {
        await expectRefusal(ledger.categories.create({ name, type: "income" }), "category_exists");
      }
      const bar = await ledger.categories.create({ name: "Bar", type: "expense" });
      await expectRefusal(ledger.categories.update({ id: bar.id, name: "cafe" }), "category_exists");
      expect((await ledger.categories.update({ id: bar.id, name: "BAR" })).name).toBe("BAR");
      expect((await ledger.categories.list()).items).toHaveLength(14);
    });

    it("give a name to one of several that want it at once", async () => {
      const ledger = await user();
      await ledger.settings.get();
      const outcomes = await Promise.allSettled(
        ["Pets", "pets", "PETS", "Péts"].map((name) => ledger.categories.create({ name, type: "expense" })),
      );
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === "rejected") await expectRefusal(Promise.reject(outcome.reason), "category_exists");
      }
      expect((await ledger.categories.list()).items).toHaveLength(13);
    });

    it("are at most 200, however many are wanted at once", async () => {
      const ledger = await user();
      for (let number = 13; number <= 198; number += 1) {
        await ledger.categories.create({ name: `Category ${number}`, type: "expense" });
      }
      const outcomes = await Promise.allSettled(
        [199, 200, 201, 202].map((number) => ledger.categories.create({ name: `Category ${number}`, type: "expense" })),
      );
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
      for (const outcome of outcomes) {
        if (outcome.status === "rejected") await expectRefusal(Promise.reject(outcome.reason), "limit_reached");
      }
      const { items } = await ledger.categories.list();
      expect(items).toHaveLength(200);

      await ledger.categories.delete({ id: items[20]?.id as string });
      await ledger.categories.create({ name: "In its place", type: "expense" });
      await expectRefusal(ledger.categories.create({ name: "One more", type: "expense" }), "limit_reached");
    });

    it("change under ifVersion only at that version, or one of several", async () => {
      const ledger = await user();
      const { id } = await ledger.categories.create({ name: "Pets", type: "expense" });
      const second = await ledger.categories.update({ id, color: 1 }, { ifVersion: 1 });
      const mismatch = await expectRefusal(
        ledger.categories.update({ id, color: 2 }, { ifVersion: 1 }),
        "version_mismatch",
      );
      expect(mismatch.current).toStrictEqual(second);
      const kept = await expectRefusal(ledger.categories.delete({ id }, { ifVersion: [1, 3] }), "version_mismatch");
      expect(kept.current).toStrictEqual(second);
      expect((await ledger.categories.update({ id, color: 2 }, { ifVersion: [7, 2] })).version).toBe(3);
      await ledger.categories.delete({ id }, { ifVersion: 3 });
    });

    it("take changes of different members that race, each whole", async () => {
      const ledger = await user();
      const pets = await ledger.categories.create({ name: "Pets", type: "expense" });
      await Promise.all([
        ledger.categories.update({ id: pets.id, color: 4 }),
        ledger.categories.update({ id: pets.id, icon: "paw" }),
        ledger.categories.update({ id: pets.id, planned: true }),
      ]);
      const expected = { ...pets, color: 4, icon: "paw", planned: true, version: 4 };
      expect(await ledger.categories.get({ id: pets.id })).toStrictEqual(expected);
    });

    it("are not found under an id that none has", async () => {
      const ledger = await user();
      await expectRefusal(ledger.categories.get({ id: nobody }), "not_found");
      await expectRefusal(ledger.categories.update({ id: nobody, name: "Ghost" }), "not_found");
      await expectRefusal(ledger.categories.delete({ id: nobody }), "not_found");
    });

    it("take no new transactions while they are archived, and keep those they have", async () => {
      const ledger = await user();
      const pets = await ledger.categories.create({ name: "Pets", type: "expense" });
      const food = {
        date: "2026-03-05",
        type: "expense",
        amount: 900,
        description: "Dog food",
        categoryId: pets.id,
      } as const;
      const { id } = await ledger.transactions.create(food);
      const plain = await ledger.transactions.create({ ...food, categoryId: null });
      await ledger.categories.update({ id: pets.id, archived: true });

      await expectFaults(ledger.transactions.create(food), { "/categoryId": "archived_category" });
      await expectFaults(ledger.transactions.update({ id: plain.id, categoryId: pets.id }), {
        "/categoryId": "archived_category",
      });
      const changed = await ledger.transactions.update({ id, amount: 950 });
      expect([changed.amount, changed.categoryId]).toStrictEqual([950, pets.id]);

      await ledger.categories.update({ id: pets.id, archived: false });
      expect((await ledger.transactions.create(food)).categoryId).toBe(pets.id);
    });
  });
}
