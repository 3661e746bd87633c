import { describe, expect, it } from "vitest";
import { fixedContext } from "../../../test/fixed-context.ts";
import { createFarthing } from "../../create-farthing.ts";
import { loadSmall } from "../small.ts";
import { makeCategories } from "./make-categories.ts";
import type { CategoryWork } from "./name-categories.ts";

const make = (name: string): CategoryWork => ({ make: name, type: "expense" });

describe("making the categories of a file", () => {
  it("makes them in order, after those that stand, whatever is respelt beside them", async () => {
    const context = fixedContext();
    const idOf = await makeCategories(context, [
      { respell: "groc", name: "GROCERIES" },
      make("Zoo"),
      { make: "Attic", type: "income" },
    ]);
    const { categories } = await loadSmall(context);
    expect(categories.map(({ name }) => name)).toEqual([
      "Housing",
      "GROCERIES",
      "Eating out",
      "Transport",
      "Bills",
      "Health",
      "Shopping",
      "Fun",
      "Travel",
      "Gifts",
      "Salary",
      "Other income",
      "Zoo",
      "Attic",
    ]);
    expect(categories.slice(-2)).toMatchObject([
      { id: idOf("zoo"), position: 12, type: "expense" },
      { id: idOf("ATTIC"), position: 13, type: "income" },
    ]);
    expect(categories[1]).toMatchObject({ id: "groc", version: 2, position: 1 });
  });

  it("does nothing that is done already", async () => {
    const context = fixedContext();
    await makeCategories(context, [make("Pets"), { respell: "groc", name: "groceries" }]);
    const before = await loadSmall(context);
    const idOf = await makeCategories(context, [make("PETS"), { respell: "groc", name: "groceries" }, make("Bills")]);
    expect((await loadSmall(context)).categories).toEqual(before.categories);
    expect((await loadSmall(context)).forwards).toEqual(before.forwards);
    expect(idOf("Bills")).toBe("bill");
  });

  it("makes as many as there is room for, in several commits, and says which found none", async () => {
    const context = fixedContext();
    const names = Array.from({ length: 190 }, (_, index) => `Category ${index}`);
    const idOf = await makeCategories(context, names.map(make));
    expect((await loadSmall(context)).categories).toHaveLength(200);
    expect(names.filter((name) => idOf(name) === undefined)).toEqual(["Category 188", "Category 189"]);
    expect(new Set(names.map(idOf)).size).toBe(189);
  });

  it("takes over one of the name that is made at the very moment", async () => {
    const context = fixedContext();
    const { store } = context;
    const ledger = createFarthing(context).ledger(context.ledger);
    await ledger.settings.get();
    let made = "";
    const racing = {
      ...store,
      async commit(...given: Parameters<typeof store.commit>) {
        if (made === "") made = (await ledger.categories.create({ name: "pets", type: "income" })).id;
        await store.commit(...given);
      },
    };
    const idOf = await makeCategories({ ...context, store: racing }, [make("Pets"), make("Birds")]);
    expect(idOf("Pets")).toBe(made);
    expect((await ledger.categories.list()).items.map(({ name }) => name).slice(-2)).toEqual(["pets", "Birds"]);
  });
});
