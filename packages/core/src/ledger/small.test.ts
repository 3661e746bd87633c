import { FarthingError } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { fixedContext } from "../../test/fixed-context.ts";
import { plainStore } from "../../test/plain-store.ts";
import type { SmallRecord } from "../ports/records.ts";
import { loadSmall } from "./small.ts";
import { starterCategories } from "./starter-categories.ts";

const settings: SmallRecord = {
  kind: "settings",
  id: "settings",
  currency: "KWD",
  locale: "ar-KW",
  timeZone: "Asia/Kuwait",
  weekStart: 0,
  monthlySavingsTarget: null,
  version: 4,
};
const pets: SmallRecord = {
  kind: "category",
  id: "pets",
  name: "Pets",
  type: "expense",
  color: 1,
  icon: "paw",
  planned: false,
  archived: false,
  position: 5,
  version: 1,
};
const forwards = (to: Record<string, string | null>): SmallRecord => ({
  kind: "forwards",
  id: "forwards",
  version: 2,
  to,
});
const standing = (...records: SmallRecord[]) =>
  fixedContext({ store: { ...plainStore(), getSmall: async () => records } });

describe("loadSmall", () => {
  it("makes the settings and starter categories of a new ledger, in one commit", async () => {
    const store = plainStore();
    const commits: number[] = [];
    const counted = {
      ...store,
      commit: async (...given: Parameters<typeof store.commit>) => {
        commits.push(given[1].length);
        await store.commit(...given);
      },
    };
    const small = await loadSmall(fixedContext({ store: counted }));
    expect(small.settings).toMatchObject({
      currency: "USD",
      locale: "en-US",
      timeZone: "UTC",
      weekStart: 0,
      version: 1,
    });
    expect(small.settings.monthlySavingsTarget).toBeNull();
    expect(small.categories).toEqual(starterCategories);
    expect(small.forwards).toMatchObject({ to: {}, version: 1 });
    expect(small.decimals).toBe(2);
    await loadSmall(fixedContext({ store: counted }));
    expect(commits).toEqual([2 + starterCategories.length]);
  });

  it("reads what the winner made where first calls race", async () => {
    const store = plainStore();
    let winner = false;
    const slow = {
      ...store,
      async commit(...given: Parameters<typeof store.commit>) {
        if (!winner) {
          winner = true;
          await loadSmall(fixedContext({ store }));
          await store.commit("me", [{ op: "put", record: { ...settings, version: 2 }, expect: 1 }]);
        }
        await store.commit(...given);
      },
    };
    const small = await loadSmall(fixedContext({ store: slow }));
    expect(small.settings.currency).toBe("KWD");
    expect(await store.getSmall("me")).toHaveLength(2 + starterCategories.length);
  });

  it("passes on that the store is away, and takes it for no new ledger", async () => {
    const unavailable = new FarthingError("unavailable", "Away.");
    const commits: unknown[] = [];
    const away = {
      ...plainStore(),
      getSmall: () => Promise.reject(unavailable),
      commit: async (...given: unknown[]) => void commits.push(given),
    };
    await expect(loadSmall(fixedContext({ store: away }))).rejects.toBe(unavailable);
    expect(commits).toEqual([]);
    const readOnly = { ...plainStore(), commit: () => Promise.reject(unavailable) };
    await expect(loadSmall(fixedContext({ store: readOnly }))).rejects.toBe(unavailable);
  });

  it("orders categories by position, then id", async () => {
    const small = await loadSmall(
      standing({ ...pets, id: "bbbb" }, settings, { ...pets, id: "cccc", position: 0 }, { ...pets, id: "aaaa" }),
    );
    expect(small.categories.map(({ id }) => id)).toEqual(["cccc", "aaaa", "bbbb"]);
  });

  it("knows the decimals of the currency", async () => {
    expect((await loadSmall(standing(settings))).decimals).toBe(3);
    expect((await loadSmall(standing({ ...settings, currency: "JPY" }))).decimals).toBe(0);
  });

  it("leads from a deleted category to the one that took it over", async () => {
    const { resolve, category } = await loadSmall(standing(settings, pets, forwards({ dogs: "pets", cats: null })));
    expect(resolve("pets")).toBe("pets");
    expect(resolve("dogs")).toBe("pets");
    expect(resolve("cats")).toBeNull();
    expect(category("dogs")).toBeUndefined();
    expect(category("pets")).toEqual(pets);
  });

  it("takes what it doesn't know for uncategorised", async () => {
    const { resolve } = await loadSmall(standing(settings, pets, forwards({ dogs: "gone" })));
    expect([null, "-", "none", "what", "dogs", "toString", "__proto__"].map(resolve)).toEqual(Array(7).fill(null));
  });

  it("shows a category that stands even where a forward would lead on", async () => {
    const { resolve } = await loadSmall(standing(settings, pets, { ...pets, id: "dogs" }, forwards({ dogs: "pets" })));
    expect(resolve("dogs")).toBe("dogs");
  });
});
