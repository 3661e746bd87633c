import type { Ledger } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { fixedContext } from "../../../test/fixed-context.ts";
import { createFarthing } from "../../create-farthing.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";
import { loadSmall } from "../small.ts";
import { newCategoryId } from "./category-names.ts";

function opened() {
  const { store, ids, hash, clock } = fixedContext();
  const over = (changed: Partial<LedgerStore>) =>
    createFarthing({ store: { ...store, ...changed }, ids, hash, clock }).ledger("me");
  return { ledger: over({}), store, over };
}

/** The same ledger in which something happens once, right before the next commit. */
function beforeCommit({ store, over }: ReturnType<typeof opened>, happen: () => Promise<unknown>): Ledger {
  let happened = false;
  return over({
    async commit(...given) {
      if (!happened) {
        happened = true;
        await happen();
      }
      await store.commit(...given);
    },
  });
}

const make = async (ledger: Ledger, name: string) => (await ledger.categories.create({ name, type: "expense" })).id;
const fill = async (ledger: Ledger, count: number) => {
  for (let number = (await ledger.categories.list()).items.length; number < count; number += 1)
    await make(ledger, `Category ${number}`);
};

describe("the name of a category", () => {
  it.each(["Groceries", "groceries", "GROCERIES", " Gr\u00f6ceries ", "\uff27roceries"])(
    "can't be %j beside Groceries",
    async (name) => {
      const { ledger } = opened();
      await expect(make(ledger, name)).rejects.toMatchObject({ code: "category_exists" });
      await expect(ledger.categories.update({ id: "bill", name })).rejects.toMatchObject({ code: "category_exists" });
    },
  );

  it("can be spelt otherwise by its own category", async () => {
    const { ledger } = opened();
    expect(await ledger.categories.update({ id: "groc", name: "gr\u00f6ceries" })).toMatchObject({ version: 2 });
  });

  it("goes to one of two that are made at once", async () => {
    const world = opened();
    await world.ledger.settings.get();
    const racing = beforeCommit(world, () => make(world.ledger, "Pets"));
    await expect(make(racing, "pets")).rejects.toMatchObject({ code: "category_exists" });
    const renaming = beforeCommit(world, () => make(world.ledger, "Birds"));
    await expect(renaming.categories.update({ id: "groc", name: "birds" })).rejects.toMatchObject({
      code: "category_exists",
    });
    const names = (await world.ledger.categories.list()).items.map(({ name }) => name);
    expect(names.slice(-2)).toEqual(["Pets", "Birds"]);
  });
});

describe("the number of categories", () => {
  it("is at most 200, also where two are made at once", async () => {
    const world = opened();
    await fill(world.ledger, 199);
    const racing = beforeCommit(world, () => make(world.ledger, "Pets"));
    await expect(make(racing, "Birds")).rejects.toMatchObject({ code: "limit_reached" });
    expect((await world.ledger.categories.list()).items).toHaveLength(200);
  });
});

describe("a new category", () => {
  it("stands after the last one unless it is told where", async () => {
    const { ledger } = opened();
    expect(await ledger.categories.create({ name: "Pets", type: "expense" })).toMatchObject({
      color: 10,
      icon: "tag",
      planned: false,
      archived: false,
      position: 12,
      version: 1,
    });
    await ledger.categories.create({ name: "Last", type: "expense", position: 1_000_000 });
    expect((await ledger.categories.create({ name: "More", type: "expense" })).position).toBe(1_000_000);
  });

  it("has an id that no category has or had, and not `none`", async () => {
    const context = fixedContext();
    const ledger = createFarthing(context).ledger(context.ledger);
    await ledger.categories.delete({ id: "funn" });
    const small = await loadSmall(context);
    const random = ["none", "groc", "funn", "pets"];
    expect(newCategoryId(small, () => random.shift() as string)).toBe("pets");
    expect(random).toEqual([]);
  });
});

describe("changing a category", () => {
  it("changes nothing where nothing differs", async () => {
    const { ledger } = opened();
    const [housing] = (await ledger.categories.list()).items;
    if (housing === undefined) throw new Error("There are twelve.");
    const { version: _version, ...same } = housing;
    expect(await ledger.categories.update(same)).toEqual(housing);
    expect(await ledger.categories.update({ id: "hous" })).toEqual(housing);
  });

  it("isn't lost beside another change of it at once, nor is that", async () => {
    const world = opened();
    await world.ledger.settings.get();
    const racing = beforeCommit(world, () => world.ledger.categories.update({ id: "groc", color: 9 }));
    expect(await racing.categories.update({ id: "groc", icon: "apple" })).toMatchObject({
      color: 9,
      icon: "apple",
      version: 3,
    });
  });

  it("fails where it was changed since the version that is asked for, even at the very moment", async () => {
    const world = opened();
    await world.ledger.settings.get();
    const racing = beforeCommit(world, () => world.ledger.categories.update({ id: "groc", color: 9 }));
    await expect(racing.categories.update({ id: "groc", icon: "apple" }, { ifVersion: 1 })).rejects.toMatchObject({
      code: "version_mismatch",
      current: { id: "groc", color: 9, version: 2 },
    });
  });
});

describe("deleting a category", () => {
  it("leads every category that led to it on to where its own transactions go, in one step", async () => {
    const { ledger, store } = opened();
    const [first, second, third] = [
      await make(ledger, "First"),
      await make(ledger, "Second"),
      await make(ledger, "Third"),
    ];
    await ledger.categories.delete({ id: first, moveTo: second });
    await ledger.categories.delete({ id: second, moveTo: third });
    const forwards = async () => (await store.getSmall("me")).find(({ kind }) => kind === "forwards");
    expect(await forwards()).toMatchObject({ to: { [first]: third, [second]: third } });
    await ledger.categories.delete({ id: third, moveTo: "none" });
    expect(await forwards()).toMatchObject({ to: { [first]: null, [second]: null, [third]: null } });
  });

  it("can't lead to a category that is deleted at the very moment", async () => {
    const world = opened();
    const [first, second] = [await make(world.ledger, "First"), await make(world.ledger, "Second")];
    const racing = beforeCommit(world, () => world.ledger.categories.delete({ id: second }));
    await expect(racing.categories.delete({ id: first, moveTo: second })).rejects.toMatchObject({
      code: "invalid_request",
      errors: [{ pointer: "/moveTo", code: "unknown_category" }],
    });
    expect(await world.ledger.categories.get({ id: first })).toMatchObject({ name: "First" });
  });

  it("needs no word about transactions that are all gone, or were never there", async () => {
    const { ledger } = opened();
    const pets = await make(ledger, "Pets");
    const { id } = await ledger.transactions.create({
      date: "2026-03-05",
      type: "expense",
      amount: 1,
      description: "Dog",
      categoryId: pets,
    });
    await expect(ledger.categories.delete({ id: pets })).rejects.toMatchObject({ code: "category_in_use" });
    await ledger.transactions.update({ id, categoryId: null });
    expect(await ledger.categories.delete({ id: pets })).toMatchObject({ undo: expect.any(String) });
  });

  it("fails for another version, before anything else is said", async () => {
    const { ledger } = opened();
    const pets = await make(ledger, "Pets");
    const moved = ledger.categories.delete({ id: pets, moveTo: "zzzz" }, { ifVersion: 2 });
    await expect(moved).rejects.toMatchObject({ code: "version_mismatch", current: { id: pets, version: 1 } });
  });
});
