import { type Change, COMMIT_WEIGHT_MAX, type LedgerStore, MONTH_SUM_MAX, weigh } from "@farthing/core";
import { expect } from "vitest";
import { add, impossible, put, putAll } from "../changes.ts";
import { expectRefused, refusalOf } from "../expect-refused.ts";
import { readAll } from "../read-all.ts";
import {
  category,
  forwards,
  gone,
  idOn,
  importRecord,
  job,
  month,
  request,
  settings,
  sums,
  transaction,
  undo,
} from "../sample-records.ts";
import { check, type StoreChecks } from "../store-check.ts";

const date = "2026-11-05";
const ids = Array.from({ length: 8 }, (_, index) => idOn(date, index));
const at = (index: number) => ids[index] as string;

/** A ledger with something of everything, for commits to be tried on. */
async function begin(store: LedgerStore, ledger = "l"): Promise<void> {
  await store.commit(ledger, [
    ...putAll([settings(), category("food"), category("rent"), job(), undo("u1"), request("r1")]),
    ...putAll(ids.slice(0, 5).map((id) => transaction(id))),
    add("2026-11", { expense: 6250, expenseCount: 5 }, { food: { expense: 6250, expenseCount: 5 } }),
    put(month("2026-12"), "absent"),
    { op: "mark", work: "recurring", on: "2026-12-01" },
  ]);
  await store.commit(ledger, [put(gone(at(4)), 1, date)]);
}

/** One change of every sort, all of which can be made after {@link begin}. */
const everySort: readonly Change[] = [
  put(transaction(at(0), { version: 2, amount: 1 }), 1, date),
  put(transaction(at(1), { version: 2, date: "2026-12-24" }), 1, date),
  put(gone(at(2)), 1, date),
  { op: "delete", kind: "transaction", id: at(3), was: date, expect: 1 },
  put(transaction(at(4), { version: 3 }), 2, date),
  put(transaction(at(5)), "absent"),
  put(gone(at(6)), "absent"),
  put(settings({ version: 2, currency: "JPY" }), 1),
  put(category("cars"), "absent"),
  { op: "delete", kind: "category", id: "rent", expect: 1 },
  { op: "check", kind: "category", id: "food", expect: 1 },
  put(job({ version: 2 }), 1),
  { op: "delete", kind: "undo", id: "u1", expect: 1 },
  put(importRecord("i1"), "absent"),
  { op: "check", kind: "request", id: "r2", expect: "absent" },
  add("2026-11", { expense: -2500, expenseCount: -2 }, { food: { expense: -2500, expenseCount: -2 } }),
  put(month("2026-12", { version: 2, income: 1 }), 1),
  add("2027-01", { income: 5, incomeCount: 1 }, { "-": { income: 5, incomeCount: 1 } }),
  { op: "mark", work: "delivery", on: "2026-11-05" },
  { op: "unmark", work: "recurring", on: "2026-12-01" },
];

const failures: readonly { title: string; change: Change; reason: "expectation" | "overflow" }[] = [
  { title: "a check", change: impossible, reason: "expectation" },
  { title: "a put where something stands", change: put(request("r1"), "absent"), reason: "expectation" },
  { title: "a put over another version", change: put(forwards({ version: 9 }), 8), reason: "expectation" },
  {
    title: "a delete of nothing",
    change: { op: "delete", kind: "import", id: "i9", expect: 1 },
    reason: "expectation",
  },
  { title: "a transaction that is there", change: put(transaction(at(7)), 1, date), reason: "expectation" },
  { title: "an add that is too large", change: add("2027-02", { income: MONTH_SUM_MAX + 1 }), reason: "overflow" },
];

/** Commits that no store may make, and how they are told. */
const refused: readonly { title: string; changes: readonly Change[] }[] = [
  { title: "101 puts", changes: putAll(Array.from({ length: 101 }, (_, index) => request(`x${index}`))) },
  {
    title: "34 transactions that move",
    changes: Array.from({ length: 34 }, (_, index) =>
      put(transaction(idOn("2026-10-01", index), { version: 2, date: "2026-10-02" }), 1, "2026-10-01"),
    ),
  },
  {
    title: "51 new transactions under other dates than those in their ids",
    changes: putAll(
      Array.from({ length: 51 }, (_, index) => transaction(idOn("2026-10-01", index), { date: "2026-10-02" })),
    ),
  },
  {
    title: "51 transactions that end",
    changes: Array.from({ length: 51 }, (_, index) => put(gone(idOn("2026-10-01", index)), "absent")),
  },
  {
    title: "a transaction put twice",
    changes: [put(transaction(at(5)), "absent"), put(transaction(at(5), { version: 2 }), 1, date)],
  },
  { title: "a transaction put and gone", changes: [put(transaction(at(5)), "absent"), put(gone(at(5)), "absent")] },
  {
    title: "a transaction put and checked",
    changes: [
      put(transaction(at(0), { version: 2 }), 1, date),
      { op: "check", kind: "transaction", id: at(0), was: date, expect: 1 },
    ],
  },
  { title: "a category put twice", changes: [put(category("cars"), "absent"), put(category("cars"), "absent")] },
  {
    title: "a kept record deleted and put",
    changes: [{ op: "delete", kind: "undo", id: "u1", expect: 1 }, put(undo("u1"), "absent")],
  },
  { title: "a month added to twice", changes: [add("2026-11"), add("2026-11")] },
  { title: "a month put and added to", changes: [put(month("2026-12", { version: 2 }), 1), add("2026-12")] },
  {
    title: "work marked and unmarked",
    changes: [
      { op: "mark", work: "delivery", on: date },
      { op: "unmark", work: "delivery", on: date },
    ],
  },
];

export const commitChecks: StoreChecks = {
  about: "commits",
  checks: [
    check("makes changes of every sort in one commit", async (store) => {
      await begin(store);
      await store.commit("l", everySort);
      const after = await readAll(store, "l", ids);
      expect(after.slots).toStrictEqual([
        transaction(at(0), { version: 2, amount: 1 }),
        transaction(at(1), { version: 2, date: "2026-12-24" }),
        gone(at(2)),
        undefined,
        transaction(at(4), { version: 3 }),
        transaction(at(5)),
        gone(at(6)),
        undefined,
      ]);
      expect(after.transactions.map(({ id }) => id)).toEqual([at(0), at(4), at(5), at(1)]);
      expect(after.small).toHaveLength(3);
      expect(after.small).toContainEqual(settings({ version: 2, currency: "JPY" }));
      expect(after.kept).toMatchObject({
        import: [importRecord("i1")],
        job: [job({ version: 2 })],
        request: [request("r1")],
        undo: [],
      });
      expect(after.months).toEqual([
        month("2026-11", {
          version: 2,
          ...sums({ expense: 3750, expenseCount: 3 }),
          categories: { food: sums({ expense: 3750, expenseCount: 3 }) },
        }),
        month("2026-12", { version: 2, income: 1 }),
        month("2027-01", {
          ...sums({ income: 5, incomeCount: 1 }),
          categories: { "-": sums({ income: 5, incomeCount: 1 }) },
        }),
      ]);
      expect(after.due).toEqual([[], [{ ledger: "l", on: "2026-11-05" }]]);
    }),

    ...failures.map(({ title, change, reason }) =>
      check(`leaves nothing behind of changes of every sort when ${title} fails, first or last`, async (store) => {
        await begin(store);
        const before = await readAll(store, "l", ids);
        await expectRefused(store, "l", [...everySort, change], { change: everySort.length, reason });
        expect(await readAll(store, "l", ids)).toStrictEqual(before);
        await expectRefused(store, "l", [change, ...everySort], { change: 0, reason });
        expect(await readAll(store, "l", ids)).toStrictEqual(before);
        await store.commit("l", everySort);
        expect(await readAll(store, "l", ids)).not.toStrictEqual(before);
      }),
    ),

    check("leaves no ledger behind when the first commit to it is refused", async (store) => {
      await expectRefused(store, "l", [...putAll([settings(), transaction(at(0))]), impossible], { change: 2 });
      expect(await readAll(store, "l", ids)).toStrictEqual(await readAll(store, "never", ids));
    }),

    check("names the change that failed, wherever it stands among many", async (store) => {
      await begin(store);
      for (const place of [1, 40, 79]) {
        const changes = putAll(Array.from({ length: 80 }, (_, index) => transaction(idOn("2026-10-01", index))));
        changes[place] = put(transaction(at(0)), "absent");
        await expectRefused(store, "l", changes, { change: place });
      }
    }),

    check("names one of the changes that failed when several did", async (store) => {
      await begin(store);
      const changes = [...everySort.slice(0, 4), impossible, put(request("r1"), "absent"), ...everySort.slice(4)];
      const refusal = await refusalOf(store.commit("l", changes));
      expect([4, 5]).toContain(refusal?.change);
    }),

    check("does nothing for a commit without changes", async (store) => {
      await begin(store);
      const before = await readAll(store, "l", ids);
      await store.commit("l", []);
      await store.commit("never", []);
      expect(await readAll(store, "l", ids)).toStrictEqual(before);
      expect((await readAll(store, "never")).listed).toBe(false);
    }),

    check(
      "takes commits that weigh as much as one may: 98 puts, an add and a kept record; 33 moves and a check; 50 ends",
      async (store) => {
        const records = Array.from({ length: 98 }, (_, index) => transaction(idOn("2026-10-01", index)));
        const imported = [...putAll(records), add("2026-10", { expense: 98 }), put(importRecord("i1"), "absent")];
        expect(weigh(imported)).toBe(COMMIT_WEIGHT_MAX);
        await store.commit("l", imported);
        const moved = records.slice(0, 33).map((record) => ({ ...record, version: 2, date: "2026-10-31" }));
        const moves = moved.map((record) => put(record, 1, "2026-10-01"));
        await store.commit("l", [...moves, { op: "check", kind: "import", id: "i1", expect: 1 }]);
        const ended = records.slice(48).map(({ id }) => gone(id));
        await store.commit(
          "l",
          ended.map((record) => put(record, 1, "2026-10-01")),
        );
        const after = await readAll(
          store,
          "l",
          records.map(({ id }) => id),
        );
        expect(after.slots).toStrictEqual([...moved, ...records.slice(33, 48), ...ended]);
        expect(after.transactions).toStrictEqual([...records.slice(33, 48), ...moved]);
      },
    ),

    ...refused.map(({ title, changes }) =>
      check(`refuses ${title} in one commit before anything happens`, async (store) => {
        await begin(store);
        const before = await readAll(store, "l", ids);
        await expect(store.commit("l", changes)).rejects.toThrow(RangeError);
        expect(await readAll(store, "l", ids)).toStrictEqual(before);
      }),
    ),
  ],
};
