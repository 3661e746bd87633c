import type { Change, LedgerStore } from "@farthing/core";
import { expect } from "vitest";
import { add, impossible, put, putAll } from "../changes.ts";
import { refusalOf } from "../expect-refused.ts";
import { readMonths, walkTransactions } from "../read-all.ts";
import { gone, idOn, importRecord, job, month, request, settings, sums, transaction } from "../sample-records.ts";
import { check, type StoreChecks } from "../store-check.ts";

const date = "2026-11-05";
const id = idOn(date, 1);
const numbers = Array.from({ length: 20 }, (_, index) => index);

/** Sends commits all at once; gives the places of those that were made. */
async function race(store: LedgerStore, commits: readonly (readonly Change[])[]): Promise<number[]> {
  const refusals = await Promise.all(commits.map((changes) => refusalOf(store.commit("l", changes))));
  return refusals.flatMap((refusal, index) => (refusal === undefined ? [index] : []));
}

/** Lets whatever else waits have its turn. */
const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Numbers that look drawn by lot and are the same every time. */
function* lots(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state >> 8;
  }
}

export const raceChecks: StoreChecks = {
  about: "commits that race",
  checks: [
    check("lets exactly one of many that expect nothing at an id win, and shows the winner's", async (store) => {
      const winners = await race(
        store,
        numbers.map((number) => [put(transaction(id, { amount: number + 1 }), "absent"), add("2026-11")]),
      );
      expect(winners).toHaveLength(1);
      expect(await store.getTransaction("l", id)).toStrictEqual(
        transaction(id, { amount: (winners[0] as number) + 1 }),
      );
      expect((await readMonths(store, "l"))[0]?.expenseCount).toBe(1);
    }),

    check("lets exactly one of many that expect the same version win: edits, moves and ends", async (store) => {
      await store.commit("l", [put(transaction(id), "absent")]);
      const changes = numbers.map((number): Change => {
        if (number % 4 === 0) return put(gone(id, { digest: `${number}` }), 1, date);
        if (number % 4 === 1) return { op: "delete", kind: "transaction", id, was: date, expect: 1 };
        return put(
          transaction(id, { version: 2, amount: number, date: number % 4 === 2 ? date : "2026-12-01" }),
          1,
          date,
        );
      });
      const winners = await race(
        store,
        changes.map((change) => [change, add("2026-11")]),
      );
      expect(winners).toHaveLength(1);
      const winner = changes[winners[0] as number];
      const slot = await store.getTransaction("l", id);
      expect(slot).toStrictEqual(winner?.op === "put" ? winner.record : undefined);
      expect(await walkTransactions(store, "l")).toStrictEqual(slot?.kind === "transaction" ? [slot] : []);
    }),

    check("lets exactly one of many begin the ledger", async (store) => {
      const winners = await race(
        store,
        numbers.map((number) => putAll([settings({ weekStart: number }), job()])),
      );
      expect(winners).toHaveLength(1);
      expect(await store.getSmall("l")).toStrictEqual([settings({ weekStart: winners[0] as number })]);
    }),

    check("lets exactly one of two win where each puts what the other expects to be absent", async (store) => {
      for (const number of numbers) {
        const [one, other] = [`one${number}`, `other${number}`];
        const winners = await race(store, [
          [put(request(one), "absent"), { op: "check", kind: "request", id: other, expect: "absent" }],
          [put(request(other), "absent"), { op: "check", kind: "request", id: one, expect: "absent" }],
        ]);
        expect(winners).toHaveLength(1);
        const found = await Promise.all([one, other].map((name) => store.getKept("l", "request", name)));
        expect(found.map((record) => record !== undefined)).toEqual([winners[0] === 0, winners[0] === 1]);
      }
    }),

    check("lets a check lose against the change it excludes, or come before it", async (store) => {
      await store.commit("l", [put(job(), "absent")]);
      const winners = await race(store, [
        [put(job({ version: 2 }), 1)],
        ...numbers.map((number): Change[] => [
          { op: "check", kind: "job", id: "import", expect: 1 },
          put(request(`r${number}`), "absent"),
        ]),
      ]);
      expect(winners).toContain(0);
      const kept = await Promise.all(numbers.map((number) => store.getKept("l", "request", `r${number}`)));
      expect(kept.flatMap((record, number) => (record === undefined ? [] : [number + 1]))).toEqual(winners.slice(1));
    }),

    check("counts every add of many that race, and raises the version by each", async (store) => {
      const winners = await race(
        store,
        numbers.map((number) => [
          add(
            "2026-11",
            { expense: 2 ** number, expenseCount: 1 },
            { food: { expense: 2 ** number }, [`c${number % 3}00`]: { income: 1 } },
          ),
          add("2026-12", { income: 1, incomeCount: 1 }),
        ]),
      );
      expect(winners).toHaveLength(20);
      expect(await readMonths(store, "l")).toStrictEqual([
        month("2026-11", {
          version: 20,
          ...sums({ expense: 2 ** 20 - 1, expenseCount: 20 }),
          categories: {
            food: sums({ expense: 2 ** 20 - 1 }),
            c000: sums({ income: 7 }),
            c100: sums({ income: 7 }),
            c200: sums({ income: 6 }),
          },
        }),
        month("2026-12", { version: 20, ...sums({ income: 20, incomeCount: 20 }), categories: {} }),
      ]);
    }),

    check("lets one that fails fail alone among those sent with it", async (store) => {
      await store.commit("l", putAll([importRecord("i1"), transaction(id)]));
      const winners = await race(
        store,
        numbers.map((number) => [
          put(transaction(idOn(date, 100 + number)), "absent"),
          add("2026-11"),
          ...(number % 5 === 3 ? [number % 2 ? impossible : put(transaction(id), "absent")] : []),
        ]),
      );
      expect(winners).toEqual(numbers.filter((number) => number % 5 !== 3));
      expect((await walkTransactions(store, "l")).map((record) => record.id)).toEqual([
        id,
        ...winners.map((number) => idOn(date, 100 + number)),
      ]);
      expect((await readMonths(store, "l"))[0]?.expenseCount).toBe(winners.length);
    }),

    check("lets one that may not be sent at all fail alone among those sent with it", async (store) => {
      const committed = await Promise.allSettled([
        store.commit("l", [put(request("r1"), "absent")]),
        store.commit("l", [add("2026-11"), add("2026-11")]),
        store.commit("l", [put(request("r2"), "absent")]),
      ]);
      expect(committed.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      expect(await store.getKept("l", "request", "r2")).toBeDefined();
    }),

    check("shows what a commit under way has put from some moment on, and all of it from its end on", async (store) => {
      const records = numbers.map((number) => transaction(idOn(date, number)));
      let made = false;
      const committed = store.commit("l", putAll(records)).then(() => {
        made = true;
      });
      let seen = new Set<string>();
      while (!made) {
        const now = new Set((await walkTransactions(store, "l")).map((record) => record.id));
        expect(
          [...seen].filter((earlier) => !now.has(earlier)),
          "seen once and then no more",
        ).toEqual([]);
        seen = now;
        await turn();
      }
      await committed;
      expect(await walkTransactions(store, "l")).toStrictEqual(records);
    }),

    check("shows every reader what was committed before it began to read", async (store) => {
      await store.commit("l", [
        put(importRecord("i1", { done: 0 }), "absent"),
        put(settings({ weekStart: 0 }), "absent"),
      ]);
      for (const number of numbers) {
        const version = number + 1;
        const reads = [
          store.getKept("l", "import", "i1"),
          store.getSmall("l"),
          store.listMonths("l", "2026-11", "2026-11"),
        ];
        await store.commit("l", [
          put(importRecord("i1", { version: version + 1, done: version }), version),
          put(settings({ version: version + 1, weekStart: version }), version),
          put(transaction(idOn(date, version)), "absent"),
          add("2026-11"),
        ]);
        expect((await store.getKept("l", "import", "i1"))?.done).toBe(version);
        expect(await store.getSmall("l")).toStrictEqual([settings({ version: version + 1, weekStart: version })]);
        expect((await store.listMonths("l", "2026-11", "2026-11"))[0]?.version).toBe(version);
        expect(await walkTransactions(store, "l")).toHaveLength(version);
        expect((await store.listKept("l", "import", { order: "asc", limit: 5 })).records[0]?.version).toBe(version + 1);
        expect((await store.getTransactions("l", [idOn(date, version)]))[0]?.version).toBe(1);
        await Promise.all(reads);
      }
    }),

    check("keeps totals equal to the transactions under eight writers at once", async (store) => {
      const dates = ["2026-11-01", "2026-11-30", "2026-12-01"];
      const pick = <Item>(items: readonly Item[], lot: number) => items[lot % items.length] as Item;
      const ids = dates.flatMap((day) => [idOn(day, 1), idOn(day, 2)]);
      const monthOf = (day: string) => day.slice(0, 7);
      let made = 0;
      let fresh = 0;

      async function writer(seed: number): Promise<void> {
        const draw = lots(seed);
        for (let step = 0; step < 12; step += 1) {
          const at = pick(ids, draw.next().value);
          const slot = await store.getTransaction("l", at);
          const amount = 1 + (draw.next().value % 100);
          const record = transaction(at, {
            // Anew at a version that the id never had: otherwise what was decided on before it was deleted fits again.
            version: slot === undefined ? (fresh += 1000) : slot.version + 1,
            amount,
            date: pick(dates, draw.next().value),
          });
          const changes: Change[] = [];
          const deltas = new Map<string, { expense: number; expenseCount: number }>();
          const count = (day: string, expense: number, expenseCount: number) => {
            const before = deltas.get(monthOf(day)) ?? { expense: 0, expenseCount: 0 };
            deltas.set(monthOf(day), {
              expense: before.expense + expense,
              expenseCount: before.expenseCount + expenseCount,
            });
          };
          if (slot?.kind === "transaction") {
            count(slot.date, -slot.amount, -1);
            if (amount % 5 === 0) changes.push(put(gone(at, { version: slot.version + 1 }), slot.version, slot.date));
            else if (amount % 7 === 0)
              changes.push({ op: "delete", kind: "transaction", id: at, was: slot.date, expect: slot.version });
            else changes.push(put(record, slot.version, slot.date));
          } else if (slot === undefined) changes.push(put(record, "absent"));
          else changes.push(put(record, slot.version, `${at.slice(0, 4)}-${at.slice(4, 6)}-${at.slice(6, 8)}`));
          if (changes[0]?.op === "put" && changes[0].record.kind === "transaction") count(record.date, amount, 1);
          for (const [name, delta] of deltas) changes.push(add(name, delta, { food: delta }));
          if ((await refusalOf(store.commit("l", changes))) === undefined) made += 1;
        }
      }

      await Promise.all([3, 5, 8, 13, 21, 34, 55, 89].map(writer));
      expect(made).toBeGreaterThan(0);
      const stored = await readMonths(store, "l");
      for (const name of ["2026-11", "2026-12"]) {
        const rows = (await walkTransactions(store, "l")).filter((record) => monthOf(record.date) === name);
        const actual = sums({ expense: rows.reduce((sum, { amount }) => sum + amount, 0), expenseCount: rows.length });
        const {
          version: _,
          categories,
          ...kept
        } = stored.find((record) => record.month === name) ?? month(name, { ...sums() });
        expect(kept).toStrictEqual({ kind: "month", month: name, ...actual });
        expect(categories.food ?? sums()).toStrictEqual(actual);
      }
    }),
  ],
};
