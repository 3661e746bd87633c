import type { Change, LedgerStore } from "@farthing/core";
import { expect } from "vitest";
import { add, put } from "../changes.ts";
import { readAll } from "../read-all.ts";
import {
  category,
  forwards,
  gone,
  idOn,
  importRecord,
  month,
  request,
  settings,
  sums,
  transaction,
  undo,
} from "../sample-records.ts";
import { check, type StoreChecks } from "../store-check.ts";

const date = "2026-11-05";
const ids = [idOn(date, 1), idOn(date, 2)];

const someOfEach = (): Change[] => [
  put(transaction(idOn(date, 1), { tags: ["a", "b"] }), "absent"),
  put(gone(idOn(date, 2)), "absent"),
  put(settings(), "absent"),
  put(category("food"), "absent"),
  put(forwards({ to: { old1: "food" } }), "absent"),
  put(importRecord("i1"), "absent"),
  put(undo("u1"), "absent"),
  put(request("r1", { answer: { value: { list: [{ deep: 1 }] } } }), "absent"),
  put(month("2026-10"), "absent"),
  add("2026-11", { expense: 5 }, { food: { expense: 5 } }),
];

/** Changes every member of a value it can, at every depth; what is frozen stays. */
function spoil(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    spoil(member);
    Reflect.set(value, name, typeof member === "number" ? member + 1 : "spoilt");
  }
  Reflect.set(value, "added", "spoilt");
}

const isFrozenSomewhere = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  (Object.isFrozen(value) || Object.values(value).some(isFrozenSomewhere));

const readEverything = (store: LedgerStore) => readAll(store, "l", ids);

export const copyChecks: StoreChecks = {
  about: "what is read and what was put",
  checks: [
    check("keeps what was put when its giver changes it as soon as the commit was called", async (store) => {
      await store.commit("untouched", someOfEach());
      const changes = someOfEach();
      const committed = store.commit("l", changes);
      spoil(changes);
      await committed;
      const { slots, transactions, small, months, kept } = await readAll(store, "untouched", ids);
      expect(await readEverything(store)).toMatchObject({ slots, transactions, small, months, kept });
    }),

    check("keeps what it has when a reader changes what was read", async (store) => {
      await store.commit("l", someOfEach());
      const before = structuredClone(await readEverything(store));
      spoil(await readEverything(store));
      spoil(await store.getTransaction("l", idOn(date, 1)));
      spoil(await store.getTransaction("l", idOn(date, 2)));
      spoil(await store.getKept("l", "request", "r1"));
      spoil(await store.getKept("l", "undo", "u1"));
      spoil(await store.listMonths("l", "2026-10", "2026-11"));
      spoil(await store.getSmall("l"));
      expect(await readEverything(store)).toStrictEqual(before);
    }),

    check("leaves what was read earlier as it was when the record changes", async (store) => {
      await store.commit("l", someOfEach());
      const read = await readEverything(store);
      const before = structuredClone(read);
      await store.commit("l", [
        put(transaction(idOn(date, 1), { version: 2, amount: 77, tags: [] }), 1, date),
        put(settings({ version: 2, weekStart: 6 }), 1),
        put(importRecord("i1", { version: 2, rejected: [] }), 1),
        add("2026-11", { expense: 5 }, { food: { expense: 5 }, rent: { income: 1 } }),
      ]);
      expect(read).toStrictEqual(before);
    }),

    check("neither changes nor freezes what it is given", async (store) => {
      const changes = someOfEach();
      await store.commit("l", changes);
      expect(isFrozenSomewhere(changes)).toBe(false);
      await store.commit("l", [add("2026-11", { expense: 5 }, { food: { expense: 5 } })]);
      expect(changes).toStrictEqual(someOfEach());
    }),

    check("takes what is frozen, and lets what was read be put again", async (store) => {
      const freeze = (value: unknown): void => {
        if (typeof value !== "object" || value === null) return;
        Object.values(value).forEach(freeze);
        Object.freeze(value);
      };
      const changes = someOfEach();
      freeze(changes);
      await store.commit("l", changes);
      const record = await store.getTransaction("l", idOn(date, 1));
      const kept = await store.getKept("l", "import", "i1");
      const [october] = await store.listMonths("l", "2026-10", "2026-10");
      if (record?.kind !== "transaction" || kept === undefined || october === undefined)
        throw new Error("Nothing was read.");
      await store.commit("l", [
        put({ ...record, version: 2 }, 1, date),
        put({ ...kept, version: 2 }, 1),
        put({ ...october, version: 2 }, 1),
      ]);
      expect(await store.getTransaction("l", record.id)).toStrictEqual({ ...record, version: 2 });
      expect(await store.listMonths("l", "2026-10", "2026-10")).toStrictEqual([
        month("2026-10", { version: 2, categories: { food: sums({ expense: 1250, expenseCount: 1 }) } }),
      ]);
    }),
  ],
};
