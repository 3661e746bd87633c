import { expect } from "vitest";
import { add, impossible, put, putAll } from "../changes.ts";
import { expectRefused } from "../expect-refused.ts";
import { walkDue, walkLedgers } from "../read-all.ts";
import { category, idOn, importRecord, settings, transaction } from "../sample-records.ts";
import { check, type StoreChecks } from "../store-check.ts";

const mark = (work: "recurring" | "delivery", on: string) => ({ op: "mark", work, on }) as const;
const unmark = (work: "recurring" | "delivery", on: string) => ({ op: "unmark", work, on }) as const;

export const operatorChecks: StoreChecks = {
  about: "what operators and schedules ask",
  checks: [
    check("lists a ledger from the commit that puts its settings, once, until it is erased", async (store) => {
      await store.commit("l", [
        ...putAll([transaction(idOn("2026-11-05", 1)), importRecord("i1"), category("food")]),
        add("2026-11"),
      ]);
      await store.commit("l", [mark("recurring", "2026-11-05")]);
      expect(await walkLedgers(store)).toEqual([]);
      await store.commit("l", [put(settings(), "absent")]);
      await store.commit("l", [put(settings({ version: 2 }), 1)]);
      expect(await walkLedgers(store)).toEqual(["l"]);
      await store.erase("l");
      expect(await walkLedgers(store)).toEqual([]);
      await store.commit("l", [put(settings(), "absent")]);
      expect(await walkLedgers(store)).toEqual(["l"]);
    }),

    check("lists every ledger once, in the same order each time, and goes on behind any of them", async (store) => {
      const names = Array.from({ length: 60 }, (_, index) => `user-${(index * 37) % 60}`);
      await Promise.all(names.map((ledger) => store.commit(ledger, [put(settings(), "absent")])));
      const listed = await walkLedgers(store);
      expect(listed.toSorted()).toEqual(names.toSorted());
      expect(await walkLedgers(store)).toEqual(listed);
      const behind: string[] = [];
      for (let after = listed[20]; after !== undefined; ) {
        const { records, next } = await store.ledgers(after);
        behind.push(...records);
        after = next;
      }
      expect(behind).toEqual(listed.slice(21));
    }),

    check("finds work that is due on a date or before, of the kind asked for", async (store) => {
      await store.commit("a", [mark("recurring", "2026-11-05"), mark("delivery", "2026-11-06")]);
      await store.commit("b", [
        mark("recurring", "2026-11-06"),
        mark("recurring", "1900-01-01"),
        mark("recurring", "2199-12-31"),
      ]);
      const due = async (work: "recurring" | "delivery", until: string) =>
        (await walkDue(store, work, until)).map(({ ledger, on }) => `${ledger} ${on}`).toSorted();
      expect(await due("recurring", "2026-11-04")).toEqual(["b 1900-01-01"]);
      expect(await due("recurring", "2026-11-05")).toEqual(["a 2026-11-05", "b 1900-01-01"]);
      expect(await due("recurring", "2026-11-06")).toEqual(["a 2026-11-05", "b 1900-01-01", "b 2026-11-06"]);
      expect(await due("recurring", "2199-12-31")).toHaveLength(4);
      expect(await due("delivery", "2026-11-05")).toEqual([]);
      expect(await due("delivery", "2026-11-06")).toEqual(["a 2026-11-06"]);
    }),

    check("marks work once however often it is said, and forgets it when it is taken back once", async (store) => {
      await store.commit("a", [mark("delivery", "2026-11-05")]);
      await store.commit("a", [mark("delivery", "2026-11-05"), mark("delivery", "2026-11-06")]);
      expect(await walkDue(store, "delivery")).toHaveLength(2);
      await store.commit("a", [unmark("delivery", "2026-11-05")]);
      expect(await walkDue(store, "delivery")).toEqual([{ ledger: "a", on: "2026-11-06" }]);
    }),

    check("takes back no mark but the one named", async (store) => {
      await store.commit("a", [mark("delivery", "2026-11-05")]);
      await store.commit("b", [unmark("delivery", "2026-11-05")]);
      await store.commit("a", [unmark("recurring", "2026-11-05"), unmark("delivery", "2026-11-04")]);
      expect(await walkDue(store, "delivery")).toEqual([{ ledger: "a", on: "2026-11-05" }]);
    }),

    check("marks nothing and takes nothing back in a commit that is refused", async (store) => {
      await store.commit("a", [mark("delivery", "2026-11-05")]);
      const changes = [mark("delivery", "2026-11-06"), unmark("delivery", "2026-11-05"), impossible];
      await expectRefused(store, "a", changes, { change: 2 });
      expect(await walkDue(store, "delivery")).toEqual([{ ledger: "a", on: "2026-11-05" }]);
    }),

    check("meets every mark that stays once while the marks it has met are taken back", async (store) => {
      const marks = Array.from({ length: 40 }, (_, index) => ({
        ledger: `l${index % 7}`,
        on: `2026-11-${String(1 + (index % 20)).padStart(2, "0")}`,
      }));
      await Promise.all(marks.map(({ ledger, on }) => store.commit(ledger, [mark("recurring", on)])));
      const met: { ledger: string; on: string }[] = [];
      for (let after: string | undefined, pages = 0; pages < 1000; pages += 1) {
        const { records, next } = await store.due("recurring", "2026-11-30", after);
        met.push(...records);
        for (const { ledger, on } of records) await store.commit(ledger, [unmark("recurring", on)]);
        if (next === undefined) break;
        after = next;
      }
      const byName = (found: typeof marks) => found.map(({ ledger, on }) => `${ledger} ${on}`).toSorted();
      expect(byName(met)).toEqual(byName(marks));
      expect(await walkDue(store, "recurring")).toEqual([]);
    }),
  ],
};
