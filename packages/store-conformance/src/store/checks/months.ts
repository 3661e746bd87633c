import { MONTH_SUM_MAX } from "@farthing/core";
import { expect } from "vitest";
import { add, put } from "../changes.ts";
import { expectRefused, refusalOf } from "../expect-refused.ts";
import { readMonths } from "../read-all.ts";
import { month, sums } from "../sample-records.ts";
import { check, type StoreChecks } from "../store-check.ts";

export const monthChecks: StoreChecks = {
  about: "month totals",
  checks: [
    check("makes a month that isn't there at version 1, with what is added to it", async (store) => {
      await store.commit("l", [
        add(
          "2026-11",
          { income: 7, incomeCount: 1, expense: 5, expenseCount: 2 },
          { food: { expense: 5, expenseCount: 2 }, "-": { income: 7, incomeCount: 1 } },
        ),
      ]);
      expect(await store.listMonths("l", "2026-11", "2026-11")).toStrictEqual([
        month("2026-11", {
          version: 1,
          income: 7,
          expense: 5,
          incomeCount: 1,
          expenseCount: 2,
          categories: { food: sums({ expense: 5, expenseCount: 2 }), "-": sums({ income: 7, incomeCount: 1 }) },
        }),
      ]);
    }),

    check("adds to a month and to each category named, and takes away what is negative", async (store) => {
      await store.commit("l", [
        add("2026-11", { expense: 500, expenseCount: 2 }, { food: { expense: 500, expenseCount: 2 } }),
      ]);
      await store.commit("l", [
        add("2026-11", { income: 90, incomeCount: 1 }, { "-": { income: 90, incomeCount: 1 } }),
      ]);
      await store.commit("l", [
        add(
          "2026-11",
          { expense: -200, expenseCount: -1 },
          { food: { expense: -500, expenseCount: -2 }, rent: { expense: 300, expenseCount: 1 } },
        ),
      ]);
      expect(await readMonths(store, "l")).toStrictEqual([
        month("2026-11", {
          version: 3,
          ...sums({ income: 90, incomeCount: 1, expense: 300, expenseCount: 1 }),
          categories: { "-": sums({ income: 90, incomeCount: 1 }), rent: sums({ expense: 300, expenseCount: 1 }) },
        }),
      ]);
    }),

    check("keeps a month from which everything was taken away", async (store) => {
      await store.commit("l", [add("2026-11")]);
      await store.commit("l", [add("2026-11", { expense: -1250, expenseCount: -1 })]);
      expect(await readMonths(store, "l")).toStrictEqual([month("2026-11", { version: 2, ...sums(), categories: {} })]);
    }),

    check(
      "raises a month's version by one in every commit that adds to it, even nothing, and in no other",
      async (store) => {
        const version = async () => (await store.listMonths("l", "2026-11", "2026-11"))[0]?.version;
        for (const expected of [1, 2, 3]) {
          await store.commit("l", [add("2026-11", {}), add("2026-10")]);
          expect(await version()).toBe(expected);
        }
        await store.commit("l", [add("2026-10")]);
        await store.commit("other", [add("2026-11")]);
        expect(await version()).toBe(3);
      },
    ),

    check("goes on from the version of a month that was put", async (store) => {
      await store.commit("l", [put(month("2026-11", { version: 41, categories: {} }), "absent")]);
      await store.commit("l", [add("2026-11", { expense: 50, expenseCount: 1 }, { food: { expense: 50 } })]);
      expect(await readMonths(store, "l")).toStrictEqual([
        month("2026-11", { version: 42, expense: 1300, expenseCount: 2, categories: { food: sums({ expense: 50 }) } }),
      ]);
    }),

    check("refuses a month put with the version that an add has just raised", async (store) => {
      await store.commit("l", [add("2026-11")]);
      await store.commit("l", [add("2026-11")]);
      await expectRefused(store, "l", [put(month("2026-11", { version: 2 }), 1)], { change: 0 });
      expect((await readMonths(store, "l"))[0]?.expense).toBe(2500);
    }),

    check("lets a put month take the place of the whole one before it", async (store) => {
      await store.commit("l", [
        add("2026-11", { income: 1, incomeCount: 1 }, { food: { expense: 1 }, rent: { income: 2 } }),
      ]);
      const rebuilt = month("2026-11", { version: 2, categories: { "-": sums({ expense: 9 }) } });
      await store.commit("l", [put(rebuilt, 1)]);
      expect(await readMonths(store, "l")).toStrictEqual([rebuilt]);
    }),

    ...(["income", "expense"] as const).flatMap((figure) => [
      check(`lets a month's ${figure} come to exactly the largest sum, and refuses one more`, async (store) => {
        await store.commit("l", [add("2026-11", { [figure]: MONTH_SUM_MAX - 10 })]);
        await expectRefused(store, "l", [add("2026-12"), add("2026-11", { [figure]: 11 })], {
          change: 1,
          reason: "overflow",
        });
        await store.commit("l", [add("2026-11", { [figure]: 10 }, { food: { [figure]: MONTH_SUM_MAX } })]);
        await expectRefused(store, "l", [add("2026-11", { [figure]: 1 })], { change: 0, reason: "overflow" });
        expect(await readMonths(store, "l")).toStrictEqual([
          month("2026-11", {
            version: 2,
            ...sums({ [figure]: MONTH_SUM_MAX }),
            categories: { food: sums({ [figure]: MONTH_SUM_MAX }) },
          }),
        ]);
      }),

      check(`refuses a first ${figure} above the largest sum, and takes the largest`, async (store) => {
        await expectRefused(store, "l", [add("2026-11", { [figure]: MONTH_SUM_MAX + 1 })], {
          change: 0,
          reason: "overflow",
        });
        expect(await readMonths(store, "l")).toEqual([]);
        await store.commit("l", [add("2026-11", { [figure]: MONTH_SUM_MAX })]);
        expect((await readMonths(store, "l"))[0]?.[figure]).toBe(MONTH_SUM_MAX);
      }),

      check(`makes room below the largest ${figure} by taking away`, async (store) => {
        await store.commit("l", [add("2026-11", { [figure]: MONTH_SUM_MAX })]);
        await store.commit("l", [add("2026-11", { [figure]: -3 })]);
        expect(await refusalOf(store.commit("l", [add("2026-11", { [figure]: 4 })]))).toBeDefined();
        expect(await refusalOf(store.commit("l", [add("2026-11", { [figure]: 3 })]))).toBeUndefined();
      }),
    ]),

    check("lets a full month's other sum and its counts go on", async (store) => {
      await store.commit("l", [add("2026-11", { income: MONTH_SUM_MAX, incomeCount: 15 })]);
      await store.commit("l", [add("2026-11", { expense: MONTH_SUM_MAX, expenseCount: 15, incomeCount: 1 })]);
      expect((await readMonths(store, "l"))[0]).toMatchObject({
        income: MONTH_SUM_MAX,
        expense: MONTH_SUM_MAX,
        incomeCount: 16,
      });
    }),

    check("lists months in order with both ends, and leaves out those without a record", async (store) => {
      for (const name of ["2026-11", "1900-01", "2026-09", "2199-12", "2026-12"]) await store.commit("l", [add(name)]);
      const names = async (from: string, to: string) =>
        (await store.listMonths("l", from, to)).map((found) => found.month);
      expect(await names("2026-09", "2026-12")).toEqual(["2026-09", "2026-11", "2026-12"]);
      expect(await names("2026-10", "2026-11")).toEqual(["2026-11"]);
      expect(await names("1900-01", "2199-12")).toEqual(["1900-01", "2026-09", "2026-11", "2026-12", "2199-12"]);
      expect(await names("2026-10", "2026-10")).toEqual([]);
      expect(await names("2026-12", "2026-11")).toEqual([]);
      expect(await store.listMonths("never", "1900-01", "2199-12")).toEqual([]);
    }),

    check("lists 600 months of 200 categories each in a range of that length", async (store) => {
      const categories = Object.fromEntries(
        Array.from({ length: 200 }, (_, index) => [
          `c${String(index).padStart(3, "0")}`,
          { expense: index + 1, expenseCount: 1 },
        ]),
      );
      const names = Array.from(
        { length: 600 },
        (_, index) => `${2000 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`,
      );
      for (let start = 0; start < names.length; start += 100) {
        await store.commit(
          "l",
          names.slice(start, start + 100).map((name) => add(name, { expense: 20_100, expenseCount: 200 }, categories)),
        );
      }
      const found = await store.listMonths("l", "2000-01", "2049-12");
      expect(found.map((record) => record.month)).toEqual(names);
      expect(Object.keys(found[599]?.categories ?? {})).toHaveLength(200);
    }),
  ],
};
