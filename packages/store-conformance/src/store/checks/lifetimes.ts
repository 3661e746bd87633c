import { FarthingError } from "@farthing/contract";
import type { Change, LedgerStore } from "@farthing/core";
import { expect } from "vitest";
import { add, put, putAll } from "../changes.ts";
import { expectRefused } from "../expect-refused.ts";
import { everyDate, readAll } from "../read-all.ts";
import {
  bulk,
  category,
  forwards,
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
const ids = [1, 2, 3, 4].map((number) => idOn(date, number));
const [first, second, third, fourth] = ids as [string, string, string, string];

const fill: readonly Change[] = [
  ...putAll([
    settings(),
    category("food"),
    forwards(),
    importRecord("i1"),
    job(),
    request("r1"),
    undo("u1"),
    bulk("b1"),
  ]),
  ...putAll([transaction(first, { tags: ["👛"] }), transaction(second), gone(third, { digest: "d" })]),
  add("2026-11", { expense: 2500, expenseCount: 2 }, { food: { expense: 2500, expenseCount: 2 } }),
  { op: "mark", work: "delivery", on: date },
];

/** Every call of the port that needs an open store. */
const calls: Readonly<Record<Exclude<keyof LedgerStore, "close">, (store: LedgerStore) => Promise<unknown>>> = {
  getTransaction: (store) => store.getTransaction("l", first),
  listTransactions: (store) => store.listTransactions("l", { ...everyDate, order: "asc", limit: 10 }),
  getTransactions: (store) => store.getTransactions("l", ids),
  getSmall: (store) => store.getSmall("l"),
  listMonths: (store) => store.listMonths("l", "2026-01", "2026-12"),
  getKept: (store) => store.getKept("l", "undo", "u1"),
  listKept: (store) => store.listKept("l", "undo", { order: "asc", limit: 10 }),
  commit: (store) => store.commit("l", [put(transaction(fourth), "absent")]),
  erase: (store) => store.erase("l"),
  ledgers: (store) => store.ledgers(),
  due: (store) => store.due("delivery", date),
};

export const lifetimeChecks: StoreChecks = {
  about: "closing and opening",
  checks: [
    check("shows after it was closed and opened all that it showed before", async (store, under) => {
      await store.commit("l", fill);
      await store.commit("l", [put(transaction(second, { version: 2, date: "2026-12-24" }), 1, date)]);
      const before = await readAll(store, "l", ids);
      let opened = await under.reopen();
      expect(await readAll(opened, "l", ids)).toStrictEqual(before);
      opened = await under.reopen();
      expect(await readAll(opened, "l", ids)).toStrictEqual(before);
    }),

    check("goes on after it was closed and opened where it was", async (store, under) => {
      await store.commit("l", fill);
      const opened = await under.reopen();
      await expectRefused(opened, "l", [put(transaction(first), "absent")], { change: 0 });
      await expectRefused(opened, "l", [put(settings({ version: 3 }), 2)], { change: 0 });
      await opened.commit("l", [
        put(transaction(third, { version: 3 }), 2, date),
        put(settings({ version: 2 }), 1),
        add("2026-11"),
      ]);
      await opened.commit("m", fill);
      const again = await under.reopen();
      expect(await again.getTransaction("l", third)).toStrictEqual(transaction(third, { version: 3 }));
      expect((await again.listMonths("l", "2026-11", "2026-11"))[0]).toMatchObject({ version: 2, expense: 3750 });
      expect(await again.getSmall("m")).toHaveLength(3);
    }),

    check("stays without what was erased after it was closed and opened", async (store, under) => {
      await store.commit("l", fill);
      await store.erase("l");
      const opened = await under.reopen();
      expect(await readAll(opened, "l", ids)).toStrictEqual(await readAll(opened, "never", ids));
    }),

    check("makes what was sent before it is closed", async (store, under) => {
      const committed = [0, 1, 2].map((number) => store.commit("l", [put(request(`r${number}`), "absent")]));
      const opened = await under.reopen();
      await Promise.all(committed);
      for (const number of [0, 1, 2])
        expect(await opened.getKept("l", "request", `r${number}`)).toStrictEqual(request(`r${number}`));
    }),

    check("finishes what is running when it is closed", async (store) => {
      const committed = store.commit("l", fill);
      await store.close();
      await committed;
    }),

    check("does nothing when it is closed again", async (store) => {
      await store.commit("l", fill);
      await Promise.all([store.close(), store.close()]);
      await store.close();
    }),

    ...Object.entries(calls).map(([name, call]) =>
      check(`fails ${name} with unavailable once it is closed`, async (store) => {
        await store.commit("l", fill);
        await store.close();
        const error: unknown = await call(store).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        expect(FarthingError.is(error) && error.code).toBe("unavailable");
      }),
    ),
  ],
};
