import { describe, expect, it } from "vitest";
import { category as categorySchema } from "../schemas/shapes.ts";
import { fold } from "../text/fold.ts";
import { starterCategories } from "./starter-categories.ts";

describe("the starter categories", () => {
  it("are ten to spend on and two to earn by", () => {
    expect(starterCategories.map(({ type, name }) => `${type} ${name}`)).toEqual([
      "expense Housing",
      "expense Groceries",
      "expense Eating out",
      "expense Transport",
      "expense Bills",
      "expense Health",
      "expense Shopping",
      "expense Fun",
      "expense Travel",
      "expense Gifts",
      "income Salary",
      "income Other income",
    ]);
  });

  it("have ids that stay what they are, each its own and none of them `none`", () => {
    const ids = starterCategories.map(({ id }) => id);
    expect(ids).toEqual("hous groc eato tran bill heal shop funn trav gift sala oinc".split(" "));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain("none");
  });

  it("are what anybody could have made", () => {
    for (const { kind: _kind, ...category } of starterCategories)
      expect(categorySchema.parse(category)).toEqual(category);
    expect(new Set(starterCategories.map(({ name }) => fold(name))).size).toBe(starterCategories.length);
  });

  it("stand in order, at version 1, in use", () => {
    expect(starterCategories.map(({ position }) => position)).toEqual(starterCategories.map((_, index) => index));
    expect(starterCategories.every(({ version, archived }) => version === 1 && !archived)).toBe(true);
  });

  it("are told apart by colour where they are spent on", () => {
    const colors = starterCategories.filter(({ type }) => type === "expense").map(({ color }) => color);
    expect(new Set(colors).size).toBe(10);
  });

  it("know which spending has no pace", () => {
    expect(starterCategories.filter(({ planned }) => planned).map(({ id }) => id)).toEqual([
      "hous",
      "bill",
      "trav",
      "sala",
    ]);
  });
});
