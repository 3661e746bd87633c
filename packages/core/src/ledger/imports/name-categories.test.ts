import { describe, expect, it } from "vitest";
import type { CategoryRecord } from "../../ports/records.ts";
import { nameCategories } from "./name-categories.ts";

const category = (id: string, name: string): CategoryRecord => ({
  kind: "category",
  id,
  name,
  type: "expense",
  color: 1,
  icon: "tag",
  planned: false,
  archived: false,
  position: 0,
  version: 1,
});
const small = { categories: [category("groc", "Groceries"), category("cafe", "Caf\u00e9")] };
const named = (name: string | null, type: "income" | "expense" = "expense") => ({ category: name, type });
const none = { categoryId: null, newCategory: null };

describe("the categories of a bank's file", () => {
  it("are found by name, apart from case and accents", () => {
    const { find, work } = nameCategories(small, false, false);
    expect(find(named("GROCERIES"))).toEqual({ categoryId: "groc", newCategory: null });
    expect(find(named("cafe"))).toEqual({ categoryId: "cafe", newCategory: null });
    expect(work()).toEqual([]);
  });

  it("are none where the name is unknown or missing", () => {
    const { find, work } = nameCategories(small, false, true);
    for (const name of ["Pets", "", null]) expect(find(named(name))).toEqual(none);
    expect(work()).toEqual([]);
  });

  it("leave the spelling of the ledger as it is", () => {
    const { find, work } = nameCategories(small, false, true);
    find(named("groceries"));
    expect(work()).toEqual([]);
  });
});

describe("the categories of our own export", () => {
  it("are made where they are missing, once each, in order of appearance and of the type of their first row", () => {
    const { find, work } = nameCategories(small, true, false);
    expect(find(named("Pets", "income"))).toEqual({ categoryId: null, newCategory: "Pets" });
    expect(find(named("Attic"))).toEqual({ categoryId: null, newCategory: "Attic" });
    expect(find(named("pets"))).toEqual({ categoryId: null, newCategory: "Pets" });
    expect(find(named("Groceries"))).toEqual({ categoryId: "groc", newCategory: null });
    expect(find(named(""))).toEqual(none);
    expect(work()).toEqual([
      { make: "Pets", type: "income" },
      { make: "Attic", type: "expense" },
    ]);
  });

  it("come up once: what was asked for isn't due again", () => {
    const { find, work } = nameCategories(small, true, false);
    find(named("Pets"));
    work();
    find(named("Pets"));
    find(named("Birds"));
    expect(work()).toEqual([{ make: "Birds", type: "expense" }]);
    expect(work()).toEqual([]);
  });

  it("take the spelling of the file where the ledger has nothing else in it", () => {
    const { find, work } = nameCategories(small, true, true);
    expect(find(named("groceries"))).toEqual({ categoryId: "groc", newCategory: null });
    expect(find(named("groceries"))).toEqual({ categoryId: "groc", newCategory: null });
    expect(find(named("Caf\u00e9"))).toEqual({ categoryId: "cafe", newCategory: null });
    expect(work()).toEqual([{ respell: "groc", name: "groceries" }]);
  });

  it("are respelt once, as the file spells them first", () => {
    const { find, work } = nameCategories(small, true, true);
    for (const name of ["GROCERIES", "groceries", "Groceries"]) find(named(name));
    expect(work()).toEqual([{ respell: "groc", name: "GROCERIES" }]);
    for (const name of ["Caf\u00e9", "cafe"]) find(named(name));
    expect(work()).toEqual([]);
  });

  it("keep the spelling of a ledger that is in use", () => {
    const { find, work } = nameCategories(small, true, false);
    expect(find(named("GROCERIES"))).toEqual({ categoryId: "groc", newCategory: null });
    expect(work()).toEqual([]);
  });
});
