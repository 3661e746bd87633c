import type { LedgerStore, TransactionPosition, TransactionRange } from "@farthing/core";
import { expect } from "vitest";
import { put, putAll } from "../changes.ts";
import { everyDate, walkTransactions } from "../read-all.ts";
import { gone, idOn, transaction } from "../sample-records.ts";
import { check, type StoreChecks } from "../store-check.ts";

const idsOf = async (store: LedgerStore, range: Partial<TransactionRange>) =>
  (await walkTransactions(store, "l", range)).map(({ id }) => id);

const dates = ["2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02"];

/** Three a date, put in no order at all. */
async function begin(store: LedgerStore): Promise<string[]> {
  const ids = dates.flatMap((date) => [1, 2, 3].map((number) => idOn(date, number)));
  const shuffled = ids.map((_, index) => ids[(index * 5) % ids.length] as string);
  await store.commit("l", putAll(shuffled.map((id) => transaction(id))));
  return ids;
}

export const listChecks: StoreChecks = {
  about: "lists of transactions",
  checks: [
    check("lists by date, oldest or newest first, whatever the order of the commits", async (store) => {
      const ids = await begin(store);
      expect(await idsOf(store, { order: "asc" })).toEqual(ids);
      expect(await idsOf(store, { order: "desc" })).toEqual(ids.toReversed());
    }),

    check("lists transactions of one date by id, byte by byte, wherever they come from", async (store) => {
      const here = [
        "0000000000000000",
        "00000000000000000",
        "0000000000000001",
        "000000000000000a",
        "zzzzzzzzzzzzzzzz",
      ];
      const ids = [
        ...["20250101-zzzzzzzzzzzzzzzz", "20260130-000000000000000z"],
        ...here.map((rest) => `20260131-${rest}`),
        ...["20260201-0000000000000000", "21990101-0000000000000000"],
      ];
      await store.commit("l", putAll(ids.toReversed().map((id) => transaction(id, { date: "2026-01-31" }))));
      expect(await idsOf(store, { order: "asc" })).toEqual(ids);
      expect(await idsOf(store, { order: "desc" })).toEqual(ids.toReversed());
    }),

    check("includes the first date of a range and leaves out the date it ends before", async (store) => {
      const ids = await begin(store);
      for (const order of ["asc", "desc"] as const) {
        const inOrder = (expected: string[]) => (order === "asc" ? expected : expected.toReversed());
        expect(await idsOf(store, { order, from: "2026-01-31", before: "2026-02-02" })).toEqual(
          inOrder(ids.slice(3, 9)),
        );
        expect(await idsOf(store, { order, from: "2026-01-31", before: "2026-02-01" })).toEqual(
          inOrder(ids.slice(3, 6)),
        );
        expect(await idsOf(store, { order, from: "2026-01-01", before: "2026-01-30" })).toEqual([]);
        expect(await idsOf(store, { order, from: "2026-02-03", before: "2026-03-01" })).toEqual([]);
      }
    }),

    check("gives nothing for a range that ends where it begins, or before", async (store) => {
      await begin(store);
      for (const order of ["asc", "desc"] as const) {
        expect(await idsOf(store, { order, from: "2026-01-31", before: "2026-01-31" })).toEqual([]);
        expect(await idsOf(store, { order, from: "2026-02-02", before: "2026-01-30" })).toEqual([]);
      }
    }),

    check("reaches the first and the last date there are", async (store) => {
      const ids = [idOn("1900-01-01", 1), idOn("2199-12-31", 1)];
      await store.commit("l", putAll(ids.map((id) => transaction(id))));
      expect(await idsOf(store, {})).toEqual(ids);
      expect(await idsOf(store, { before: "2199-12-31" })).toEqual(ids.slice(0, 1));
      expect(await idsOf(store, { from: "1900-01-02" })).toEqual(ids.slice(1));
    }),

    check("leaves out what is gone, deleted or moved elsewhere", async (store) => {
      const [first, second, third, fourth] = (await begin(store)) as [string, string, string, string];
      await store.commit("l", [
        put(gone(first), 1, "2026-01-30"),
        { op: "delete", kind: "transaction", id: second, was: "2026-01-30", expect: 1 },
        put(transaction(third, { version: 2, date: "2026-03-01" }), 1, "2026-01-30"),
        put(transaction(fourth, { version: 2, date: "2026-01-30" }), 1, "2026-01-31"),
        put(gone(idOn("2026-01-30", 9)), "absent"),
      ]);
      expect(await idsOf(store, { before: "2026-01-31" })).toEqual([fourth]);
      expect(await idsOf(store, { from: "2026-02-03" })).toEqual([third]);
      expect(await idsOf(store, { from: "2026-01-31", before: "2026-02-01" })).not.toContain(fourth);
    }),

    check("meets every transaction once in pages of any size, in both orders", async (store) => {
      const ids = await begin(store);
      for (const limit of [1, 2, 3, 4, 5, ids.length - 1, ids.length, ids.length + 1, 1000]) {
        expect(await idsOf(store, { order: "asc", limit }), `by ${limit}`).toEqual(ids);
        expect(await idsOf(store, { order: "desc", limit }), `by ${limit}, newest first`).toEqual(ids.toReversed());
        const range = { limit, from: "2026-01-31", before: "2026-02-02" };
        expect(await idsOf(store, range), `a range by ${limit}`).toEqual(ids.slice(3, 9));
      }
    }),

    check("comes to an end through thousands of transactions of one date", async (store) => {
      const records = Array.from({ length: 2400 }, (_, index) =>
        transaction(idOn("2026-01-31", index), { amount: index + 1 }),
      );
      for (let start = 0; start < records.length; start += 100) {
        await store.commit("l", putAll(records.slice(start, start + 100)));
      }
      expect(await walkTransactions(store, "l", { limit: 1000 })).toStrictEqual(records);
      expect(await walkTransactions(store, "l", { limit: 700, order: "desc" })).toStrictEqual(records.toReversed());
    }),

    check("goes on behind a place where nothing stands any more, or never did", async (store) => {
      const ids = await begin(store);
      const at = (date: string, number: number): TransactionPosition => ({ date, id: idOn(date, number) });
      await store.commit("l", [
        { op: "delete", kind: "transaction", id: ids[4] as string, was: "2026-01-31", expect: 1 },
      ]);
      const left = ids.toSpliced(4, 1);
      expect(await idsOf(store, { after: at("2026-01-31", 2) })).toEqual(ids.slice(5));
      expect(await idsOf(store, { after: at("2026-01-31", 2), order: "desc" })).toEqual(ids.slice(0, 4).toReversed());
      expect(await idsOf(store, { after: at("2026-01-31", 9) })).toEqual(ids.slice(6));
      expect(await idsOf(store, { after: at("2026-02-01", 0), order: "desc" })).toEqual(left.slice(0, 5).toReversed());
      expect(await idsOf(store, { after: { date: "2026-01-31", id: "20250101-zzzzzzzzzzzzzzzz" } })).toEqual(
        left.slice(3),
      );
    }),

    check("takes a place before the range as its beginning, and one behind it as its end", async (store) => {
      const ids = await begin(store);
      const range = { from: "2026-01-31", before: "2026-02-02" };
      const old = { date: "2026-01-30", id: idOn("2026-01-30", 2) };
      const late = { date: "2026-02-02", id: idOn("2026-02-02", 2) };
      expect(await idsOf(store, { ...range, after: old })).toEqual(ids.slice(3, 9));
      expect(await idsOf(store, { ...range, after: late })).toEqual([]);
      expect(await idsOf(store, { ...range, order: "desc", after: late })).toEqual(ids.slice(3, 9).toReversed());
      expect(await idsOf(store, { ...range, order: "desc", after: old })).toEqual([]);
    }),

    check("leaves out the very place it goes on from", async (store) => {
      const ids = await begin(store);
      const after = { date: "2026-01-31", id: ids[4] as string };
      expect(await idsOf(store, { after })).toEqual(ids.slice(5));
      expect(await idsOf(store, { after, order: "desc" })).toEqual(ids.slice(0, 4).toReversed());
    }),

    ...(["asc", "desc"] as const).map((order) =>
      check(
        `meets those that stay exactly once (${order}) while others come and go around every page`,
        async (store) => {
          const ids = await begin(store);
          const stay = ids.filter((_, index) => index % 2 === 1);
          const leave = ids.filter((_, index) => index % 2 === 0);
          const met: string[] = [];
          let after: TransactionPosition | undefined;
          for (let page = 0; page < 40; page += 1) {
            const { records, next } = await store.listTransactions("l", { ...everyDate, order, after, limit: 1 });
            met.push(...records.map(({ id }) => id));
            if (next === undefined) break;
            after = next;
            const leaving = leave.pop();
            if (leaving === undefined) continue;
            const date = `${leaving.slice(0, 4)}-${leaving.slice(4, 6)}-${leaving.slice(6, 8)}`;
            await store.commit("l", [
              { op: "delete", kind: "transaction", id: leaving, was: date, expect: 1 },
              ...putAll([transaction(idOn("2026-01-29", page)), transaction(idOn("2026-02-03", page))]),
              ...putAll([transaction(idOn("2026-01-31", 100 + page))]),
            ]);
          }
          expect(met.filter((id) => stay.includes(id))).toEqual(order === "asc" ? stay : stay.toReversed());
          expect(new Set(met).size).toBe(met.length);
        },
      ),
    ),

    check("ends where it began in a ledger without transactions", async (store) => {
      await store.commit("l", putAll([gone(idOn("2026-01-31", 1))]));
      expect(await walkTransactions(store, "l", { limit: 1 })).toEqual([]);
      expect(await walkTransactions(store, "never", { limit: 1, order: "desc" })).toEqual([]);
    }),

    check("lists an edited transaction once, in its place", async (store) => {
      const ids = await begin(store);
      await store.commit("l", [put(transaction(ids[4] as string, { version: 2, amount: 7 }), 1, "2026-01-31")]);
      const listed = await walkTransactions(store, "l");
      expect(listed.map(({ id }) => id)).toEqual(ids);
      expect(listed[4]).toStrictEqual(transaction(ids[4] as string, { version: 2, amount: 7 }));
    }),
  ],
};
