import { type LedgerStore, MONTH_SUM_MAX } from "@farthing/core";
import { expect } from "vitest";
import { add, put, putAll } from "../changes.ts";
import { refusalOf } from "../expect-refused.ts";
import { readAll, walkDue, walkLedgers } from "../read-all.ts";
import {
  bulk,
  category,
  gone,
  idOn,
  importRecord,
  job,
  request,
  settings,
  transaction,
  undo,
} from "../sample-records.ts";
import { check, type StoreChecks } from "../store-check.ts";

const date = "2026-11-05";
const ids = [idOn(date, 1), idOn(date, 2)];
const [one, other] = ids as [string, string];

/** The same places in every ledger, and something of the ledger's own in each. */
const fill = (store: LedgerStore, ledger: string, mark: number) =>
  store.commit(ledger, [
    ...putAll([
      settings({ weekStart: mark }),
      category("food", { position: mark }),
      transaction(one, { amount: mark }),
      gone(other, { digest: `${mark}` }),
      importRecord("i1", { done: mark }),
      job({ importId: `${mark}` }),
      request("r1", { answer: { value: mark } }),
      undo("u1", { expires: 4_102_444_800 + mark }),
      bulk("b1", { changed: mark }),
    ]),
    add("2026-11", { expense: mark, expenseCount: 1 }, { food: { expense: mark } }),
    { op: "mark", work: "delivery", on: `2026-11-${String(mark % 28).padStart(2, "0")}` },
  ]);

/** Ids that a store might fold, cut, escape wrongly or take for one another. */
const nasty = [
  ...[
    "a",
    "A",
    "aa",
    "a ",
    " a",
    "a/b",
    "a#b",
    "a%",
    "a_",
    "a*",
    "a.",
    "a\\",
    "a'",
    'a"',
    "a`",
    "a;",
    "a,",
    "a|a",
    "a:a",
  ],
  ...["a'; drop table transactions; --", "${a}", "{{a}}", "%61", "&#97;", "\\u0061", "a\ta", "a\na", "a\r\na"],
  ...["-", ".", "..", "0", "00", "1", "1.0", "1e0", "-1", "NaN", "null", "undefined", "true", "[object Object]"],
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "length"],
  ...[
    "é",
    "e\u0301",
    "ß",
    "ss",
    "ı",
    "i",
    "I",
    "İ",
    "Å",
    "\u212b",
    "ﬁ",
    "fi",
    "א",
    "👛",
    "👛👛",
    "👨‍👩‍👧",
    "\u200b",
    "\ufeffa",
  ],
  ...["L#a", "U#a", "T#2026-11-05", "X#0", "x".repeat(127), "x".repeat(128), "€".repeat(128), "👛".repeat(64)],
];

export const isolationChecks: StoreChecks = {
  about: "ledgers beside each other",
  checks: [
    check("keeps what is put at the same ids of two ledgers apart", async (store) => {
      await fill(store, "one", 1);
      const alone = await readAll(store, "one", ids);
      expect(await refusalOf(fill(store, "one", 3))).toBeDefined();
      await fill(store, "other", 2);
      expect(await readAll(store, "one", ids)).toStrictEqual(alone);
      expect(await readAll(store, "other", ids)).not.toStrictEqual(alone);
      expect(await store.getTransaction("other", one)).toStrictEqual(transaction(one, { amount: 2 }));
    }),

    check("shows a ledger nothing of another's", async (store) => {
      const never = await readAll(store, "mine", ids);
      await fill(store, "theirs", 1);
      expect(await readAll(store, "mine", ids)).toStrictEqual(never);
    }),

    check("takes no notice of another ledger's versions and sums", async (store) => {
      await fill(store, "full", 1);
      await store.commit("full", [
        add("2026-11", { expense: MONTH_SUM_MAX - 1 }),
        put(transaction(one, { version: 2 }), 1, date),
      ]);
      await fill(store, "fresh", 2);
      await store.commit("fresh", [add("2026-11", { expense: 5 }), put(transaction(one, { version: 2 }), 1, date)]);
      expect((await store.listMonths("fresh", "2026-11", "2026-11"))[0]).toMatchObject({ version: 2, expense: 7 });
    }),

    check("tells ledgers apart by every byte of their ids, whatever is in them", async (store) => {
      await Promise.all(nasty.map((ledger, index) => fill(store, ledger, index + 1)));
      for (const [index, ledger] of nasty.entries()) {
        expect(await store.getTransaction(ledger, one), ledger).toStrictEqual(transaction(one, { amount: index + 1 }));
        expect(await store.getKept(ledger, "request", "r1"), ledger).toStrictEqual(
          request("r1", { answer: { value: index + 1 } }),
        );
        expect((await store.listMonths(ledger, "2026-11", "2026-11"))[0]?.expense, ledger).toBe(index + 1);
      }
      expect((await walkLedgers(store)).toSorted()).toEqual(nasty.toSorted());
      expect((await walkDue(store, "delivery")).map(({ ledger }) => ledger).toSorted()).toEqual(nasty.toSorted());
      for (const [index, ledger] of nasty.entries()) {
        if (index % 2 === 0) await store.erase(ledger);
      }
      for (const [index, ledger] of nasty.entries()) {
        expect((await store.getTransaction(ledger, one)) !== undefined, ledger).toBe(index % 2 === 1);
      }
    }),

    check("erases everything of a ledger and nothing of another", async (store) => {
      const never = await readAll(store, "mine", ids);
      await fill(store, "mine", 1);
      await fill(store, "theirs", 2);
      await store.commit("mine", [put(transaction(one, { version: 2, date: "2026-12-01" }), 1, date)]);
      const theirs = await readAll(store, "theirs", ids);
      await store.erase("mine");
      expect(await readAll(store, "mine", ids)).toStrictEqual(never);
      expect(await readAll(store, "theirs", ids)).toStrictEqual(theirs);
    }),

    check("erases a ledger of thousands of records", async (store) => {
      for (let start = 0; start < 3000; start += 90) {
        const numbers = Array.from({ length: 30 }, (_, index) => start + index);
        await store.commit("mine", [
          ...putAll(numbers.map((number) => transaction(idOn(date, number)))),
          ...putAll(numbers.map((number) => request(`r${number}`))),
          ...numbers.map((number) =>
            add(`${1900 + Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`),
          ),
        ]);
      }
      await store.erase("mine");
      expect(await readAll(store, "mine", [idOn(date, 1)])).toStrictEqual(
        await readAll(store, "never", [idOn(date, 1)]),
      );
    }),

    check("erases what is erased already, or never was", async (store) => {
      await store.erase("never");
      await fill(store, "mine", 1);
      await store.erase("mine");
      await store.erase("mine");
      expect((await readAll(store, "mine", ids)).slots).toEqual([undefined, undefined]);
    }),

    check("lets an erased ledger begin again as if it had never been", async (store) => {
      await fill(store, "fresh", 1);
      await fill(store, "mine", 5);
      await store.erase("mine");
      await fill(store, "mine", 1);
      const { due: _, ...fresh } = await readAll(store, "fresh", ids);
      expect(await readAll(store, "mine", ids)).toMatchObject(fresh);
    }),
  ],
};
