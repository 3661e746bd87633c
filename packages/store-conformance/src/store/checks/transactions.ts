import type { Change, LedgerStore, TransactionSlot } from "@farthing/core";
import { expect } from "vitest";
import { put } from "../changes.ts";
import { refusalOf } from "../expect-refused.ts";
import { walkTransactions } from "../read-all.ts";
import { gone, idOn, transaction } from "../sample-records.ts";
import { check, type StoreCheck, type StoreChecks } from "../store-check.ts";

const home = "2026-03-10";
const away = "2026-04-20";
const elsewhere = "2025-12-31";
const id = idOn(home, 1);

/** What can have happened at a transaction id, and what stands there then. */
interface Situation {
  title: string;
  before: readonly Change[];
  standing?: { record: TransactionSlot; at: string };
}

const first = transaction(id, { amount: 1 });
const second = transaction(id, { version: 2, amount: 2 });
const moved = transaction(id, { version: 2, amount: 2, date: away });
const back = transaction(id, { version: 3, amount: 3 });
const ended = gone(id, { version: 2, digest: "d", expires: 4_102_444_800 });
const endedAway = gone(id, { version: 3 });
const bornAway = transaction(id, { date: away });

const situations: readonly Situation[] = [
  { title: "where nothing ever stood", before: [] },
  { title: "where a new transaction stands", before: [put(first, "absent")], standing: { record: first, at: home } },
  {
    title: "where an edited transaction stands",
    before: [put(first, "absent"), put(second, 1, home)],
    standing: { record: second, at: home },
  },
  {
    title: "whose transaction has moved to another date",
    before: [put(first, "absent"), put(moved, 1, home)],
    standing: { record: moved, at: away },
  },
  {
    title: "whose transaction has moved and come back",
    before: [put(first, "absent"), put(moved, 1, home), put(back, 2, away)],
    standing: { record: back, at: home },
  },
  {
    title: "whose transaction was put under another date from the first",
    before: [put(bornAway, "absent")],
    standing: { record: bornAway, at: away },
  },
  {
    title: "whose transaction is gone",
    before: [put(first, "absent"), put(ended, 1, home)],
    standing: { record: ended, at: home },
  },
  {
    title: "whose transaction moved and is gone",
    before: [put(first, "absent"), put(moved, 1, home), put(endedAway, 2, away)],
    standing: { record: endedAway, at: home },
  },
  {
    title: "where a gone one was put from the first",
    before: [put(ended, "absent")],
    standing: { record: ended, at: home },
  },
  {
    title: "whose transaction was gone and is put back",
    before: [put(first, "absent"), put(ended, 1, home), put(back, 2, home)],
    standing: { record: back, at: home },
  },
  {
    title: "whose transaction was gone and is put back under another date",
    before: [put(first, "absent"), put(ended, 1, home), put({ ...back, date: away }, 2, home)],
    standing: { record: { ...back, date: away }, at: away },
  },
  {
    title: "whose transaction was deleted",
    before: [put(first, "absent"), { op: "delete", kind: "transaction", id, was: home, expect: 1 }],
  },
  {
    title: "whose transaction moved and was deleted",
    before: [
      put(first, "absent"),
      put(moved, 1, home),
      { op: "delete", kind: "transaction", id, was: away, expect: 2 },
    ],
  },
  {
    title: "whose gone transaction was deleted",
    before: [put(ended, "absent"), { op: "delete", kind: "transaction", id, was: home, expect: 2 }],
  },
];

/** Every change that can be tried at the id, and what stands there where it succeeds. */
const attempts: readonly { change: Change; after?: TransactionSlot; changesNothing?: true }[] = [
  ...[
    transaction(id, { version: 9, description: "put at home" }),
    transaction(id, { version: 9, date: away, description: "put away" }),
    transaction(id, { version: 9, date: elsewhere, description: "put elsewhere" }),
    gone(id, { version: 9 }),
  ].flatMap((record) => [
    { change: put(record, "absent"), after: record },
    ...[1, 2, 3, 4].flatMap((version) =>
      [home, away, elsewhere].map((was) => ({ change: put(record, version, was), after: record })),
    ),
  ]),
  ...[1, 2, 3, 4].flatMap((expect) =>
    [home, away, elsewhere].flatMap((was) => [
      { change: { op: "delete", kind: "transaction", id, was, expect } as const },
      { change: { op: "check", kind: "transaction", id, was, expect } as const, changesNothing: true } as const,
    ]),
  ),
];

const succeeds = (change: Change, standing: Situation["standing"]) =>
  !("expect" in change) || change.expect === "absent"
    ? standing === undefined
    : change.expect === standing?.record.version && "was" in change && change.was === standing.at;

const alone = async (store: LedgerStore, ledger: string) => ({
  slot: await store.getTransaction(ledger, id),
  listed: await walkTransactions(store, ledger),
});

const shown = (slot: TransactionSlot | undefined) => ({ slot, listed: slot?.kind === "transaction" ? [slot] : [] });

/** Tries every change in every situation, each in a ledger of its own. */
const matrix: readonly StoreCheck[] = situations.map(({ title, before, standing }) =>
  check(`takes at an id ${title} exactly the changes that expect what stands there`, async (store) => {
    await Promise.all(
      attempts.map(async ({ change, after, changesNothing }, index) => {
        const ledger = `ledger-${index}`;
        for (const earlier of before) await store.commit(ledger, [earlier]);
        const told = JSON.stringify(change);
        expect(await alone(store, ledger), `before ${told}`).toStrictEqual(shown(standing?.record));
        const refusal = await refusalOf(store.commit(ledger, [change]));
        const made = succeeds(change, standing);
        expect(refusal?.reason, told).toBe(made ? undefined : "expectation");
        expect(await alone(store, ledger), `after ${told}`).toStrictEqual(
          shown(made && changesNothing === undefined ? after : standing?.record),
        );
      }),
    );
  }),
);

export const transactionChecks: StoreChecks = {
  about: "transactions",
  checks: [
    check("gives back every member of a transaction as it was put", async (store) => {
      const full = transaction(id, {
        version: 7,
        type: "income",
        amount: 1_000_000_000_000,
        description: "Wages",
        categoryId: "wage",
        note: "line\n\tindented",
        tags: ["b", "a"],
        account: "Giro",
        importId: "imp-1",
        recurringId: "rec-1",
        createdAt: "2026-03-10T10:00:00.001Z",
        updatedAt: "2026-03-11T11:00:00.002Z",
        digest: "0123456789abcdef",
      });
      const empty = transaction(idOn(home, 2), { amount: 1, categoryId: null });
      const later = transaction(idOn(home, 3), { updatedAt: "2199-12-31T23:59:59.999Z", tags: [""] });
      await store.commit("l", [put(full, "absent"), put(empty, "absent"), put(later, "absent")]);
      expect(await store.getTransaction("l", full.id)).toStrictEqual(full);
      expect(await store.getTransaction("l", empty.id)).toStrictEqual(empty);
      expect(await walkTransactions(store, "l")).toStrictEqual([full, empty, later]);
      expect(await store.getTransactions("l", [full.id, empty.id, later.id])).toStrictEqual([full, empty, later]);
    }),

    check("gives back every member of what stays of a gone one", async (store) => {
      const forGood = gone(idOn(home, 1), { version: 4, digest: "0123456789abcdef" });
      const forNow = gone(idOn(home, 2), { expires: 4_102_444_800, deletedAt: "2026-03-11T11:00:00.002Z" });
      await store.commit("l", [put(forGood, "absent"), put(forNow, "absent")]);
      expect(await store.getTransaction("l", forGood.id)).toStrictEqual(forGood);
      expect(await store.getTransactions("l", [forNow.id])).toStrictEqual([forNow]);
    }),

    check("gives nothing for an id that nothing was put at", async (store) => {
      expect(await store.getTransaction("l", id)).toBeUndefined();
      await store.commit("l", [put(transaction(idOn(home, 2)), "absent")]);
      expect(await store.getTransaction("l", id)).toBeUndefined();
    }),

    check("gives nothing for an id that no transaction has", async (store) => {
      const strange = [".", "..", "-", "_", "0", "20260310", "20260310-", "20261345-0000000000000001", "settings"];
      const ids = [...strange, "T.2026-03-10", "__proto__", "constructor", "Z".repeat(64), `${id}0`, id.slice(0, -1)];
      await store.commit("l", [put(transaction(id), "absent")]);
      for (const unknown of ids) expect(await store.getTransaction("l", unknown), unknown).toBeUndefined();
      expect(await store.getTransactions("l", ids)).toEqual(ids.map(() => undefined));
    }),

    check("keeps a transaction under each date it is moved to, one after the other", async (store) => {
      const dates = [home, away, elsewhere, "2199-12-31", away, home, "1900-01-01"];
      for (const [index, date] of dates.entries()) {
        const record = transaction(id, { version: index + 1, date });
        await store.commit("l", [index === 0 ? put(record, "absent") : put(record, index, dates[index - 1])]);
        expect(await store.getTransaction("l", id)).toStrictEqual(record);
        expect(await walkTransactions(store, "l")).toStrictEqual([record]);
      }
    }),

    check(
      "answers for several ids in their order: what stands, what is gone, what has moved, and nothing",
      async (store) => {
        const here = transaction(idOn(home, 1));
        const there = transaction(idOn(home, 2), { version: 2, date: away });
        const lost = gone(idOn(elsewhere, 3));
        const nowhere = idOn(home, 4);
        await store.commit("l", [put(here, "absent"), put(transaction(there.id), "absent"), put(lost, "absent")]);
        await store.commit("l", [put(there, 1, home)]);
        const ids = [nowhere, there.id, lost.id, here.id, there.id, nowhere, here.id];
        const slots = [undefined, there, lost, here, there, undefined, here];
        expect(await store.getTransactions("l", ids)).toStrictEqual(slots);
        expect(await store.getTransactions("l", [])).toEqual([]);
      },
    ),

    check("answers for 200 ids at once", async (store) => {
      const records = Array.from({ length: 100 }, (_, index) => transaction(idOn(index % 2 ? home : away, 2 * index)));
      await store.commit(
        "l",
        records.map((record) => put(record, "absent")),
      );
      const ids = records.flatMap((record, index) => [idOn(home, 2 * index + 1), record.id]);
      expect(await store.getTransactions("l", ids)).toStrictEqual(records.flatMap((record) => [undefined, record]));
    }),

    ...matrix,
  ],
};
