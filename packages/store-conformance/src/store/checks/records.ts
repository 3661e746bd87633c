import type { Change, Expect, KeptKind, LedgerStore, SmallRecord } from "@farthing/core";
import { expect } from "vitest";
import { put, putAll } from "../changes.ts";
import { refusalOf } from "../expect-refused.ts";
import { readSmall, walkKept } from "../read-all.ts";
import {
  bulk,
  category,
  forwards,
  importRecord,
  job,
  keptKinds,
  month,
  type RecordKind,
  recordKinds,
  recordsByKind,
  request,
  settings,
  undo,
} from "../sample-records.ts";
import { check, type StoreCheck, type StoreChecks } from "../store-check.ts";

const isKept = (kind: RecordKind): kind is KeptKind => (keptKinds as readonly string[]).includes(kind);

async function readOne(store: LedgerStore, ledger: string, kind: RecordKind, id: string) {
  if (isKept(kind)) return store.getKept(ledger, kind, id);
  return (await store.getSmall(ledger)).find((record) => record.kind === kind && record.id === id);
}

/** JSON with the members of every object by name: tells `__proto__` from a prototype. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  );

/** What can have happened to a record: the version that stands, and how it came to it. */
const histories: readonly { title: string; versions: readonly number[]; deleted?: true }[] = [
  { title: "that was never put", versions: [] },
  { title: "at its first version", versions: [1] },
  { title: "that was put again", versions: [1, 2] },
  { title: "that was put at a later version from the first", versions: [3] },
  { title: "that was deleted", versions: [1, 2], deleted: true },
];

const expectations: readonly Expect[] = ["absent", 1, 2, 3];

const matrix: readonly StoreCheck[] = recordKinds.map((kind) =>
  check(`takes at a record of kind ${kind} exactly the changes that expect what stands there`, async (store) => {
    const { id } = recordsByKind[kind](1);
    const attempts = expectations.flatMap((expect): { change: Change; after?: number; changesNothing?: true }[] => [
      { change: put(recordsByKind[kind](9), expect), after: 9 },
      { change: { op: "check", kind, id, expect }, changesNothing: true },
      ...(expect === "absent" ? [] : [{ change: { op: "delete", kind, id, expect } as const }]),
    ]);
    const tries = histories.flatMap((history) => attempts.map((attempt) => ({ history, attempt })));
    await Promise.all(
      tries.map(async ({ history, attempt: { change, after, changesNothing } }, index) => {
        const ledger = `ledger-${index}`;
        let standing: number | undefined;
        for (const version of history.versions) {
          await store.commit(ledger, [put(recordsByKind[kind](version), standing ?? "absent")]);
          standing = version;
        }
        if (history.deleted && standing !== undefined) {
          await store.commit(ledger, [{ op: "delete", kind, id, expect: standing }]);
          standing = undefined;
        }
        const told = `${JSON.stringify(change)} of one ${history.title}`;
        const made = "expect" in change && change.expect === (standing ?? "absent");
        const refusal = await refusalOf(store.commit(ledger, [change]));
        expect(refusal?.reason, told).toBe(made ? undefined : "expectation");
        const now = made && changesNothing === undefined ? after : standing;
        const stands = now === undefined ? undefined : recordsByKind[kind](now);
        expect(await readOne(store, ledger, kind, id), told).toStrictEqual(stands);
      }),
    );
  }),
);

export const recordChecks: StoreChecks = {
  about: "small and kept records",
  checks: [
    check("gives a ledger's small records all together, and none of a ledger without", async (store) => {
      const small: SmallRecord[] = [settings(), forwards(), category("food"), category("rent", { position: 2 })];
      expect(await store.getSmall("l")).toEqual([]);
      await store.commit("l", putAll([...small, importRecord("i1"), undo("u1"), request("r1"), job()]));
      const found = await store.getSmall("l");
      expect(found).toHaveLength(4);
      for (const record of small) expect(found).toContainEqual(record);
    }),

    check("gives 200 categories and as many forwards together", async (store) => {
      const categories = Array.from({ length: 200 }, (_, index) =>
        category(index.toString(36).padStart(4, "0"), { name: `Category ${index}`, position: index }),
      );
      const to = Object.fromEntries(categories.map(({ id }) => [id.replace("0", "z"), id]));
      await store.commit("l", putAll(categories.slice(0, 99)));
      await store.commit("l", putAll(categories.slice(99, 198)));
      await store.commit("l", putAll([...categories.slice(198), forwards({ to }), settings()]));
      const found = await readSmall(store, "l");
      expect(found).toHaveLength(202);
      expect(
        found
          .filter(({ kind }) => kind === "category")
          .map(({ id }) => id)
          .sort(),
      ).toEqual(categories.map(({ id }) => id));
      expect(found.find(({ kind }) => kind === "forwards")).toStrictEqual(forwards({ to }));
    }),

    check("shows small records as the last commit left them", async (store) => {
      await store.commit("l", putAll([settings(), category("food"), category("rent")]));
      await store.getSmall("l");
      await store.commit("l", [
        put(settings({ version: 2, currency: "JPY" }), 1),
        { op: "delete", kind: "category", id: "rent", expect: 1 },
      ]);
      const after = await readSmall(store, "l");
      expect(after).toEqual([category("food"), settings({ version: 2, currency: "JPY" })]);
      await store.commit("l", [put(forwards(), "absent")]);
      expect(await store.getSmall("l")).toHaveLength(3);
    }),

    check("gives back every member of every kind of kept record", async (store) => {
      const full = [
        importRecord("i1", { state: "undone", to: "2026-11-30", kept: ["20261101-0000000000000001"], rejected: [] }),
        importRecord("i2", {
          from: null,
          rejected: Array.from({ length: 100 }, (_, line) => ({ line, column: 2, reason: "No date." })),
        }),
        job({ version: 12 }),
        request("r1"),
        request("r2", { answer: { value: { created: [1, null, "x", { deep: [true, false] }], undo: "u1" } } }),
        undo("u1"),
        undo("u2", { entries: [], outcome: { restored: 3, kept: ["20261101-0000000000000001"] } }),
        bulk("b1", { state: "done" }),
      ];
      await store.commit("l", putAll(full));
      for (const record of full) expect(await store.getKept("l", record.kind, record.id)).toStrictEqual(record);
    }),

    check("keeps any JSON value as the answer to a request", async (store) => {
      const values = [null, true, 0, -1.5, 1e300, "", "text", [], {}, [[[]]], { "": { " ": [null] } }];
      const odd = JSON.parse('{"__proto__":{"a":1},"constructor":null,"toString":"x","length":3,"a.b":1,"#a":2}');
      const records = [...values, odd].map((value, index) => request(`r${index}`, { answer: { value } }));
      await store.commit("l", putAll(records));
      for (const record of records) {
        expect(inOrder((await store.getKept("l", "request", record.id))?.answer)).toBe(inOrder(record.answer));
      }
    }),

    check("tells kept records of different kinds apart where their ids are equal", async (store) => {
      const records = [importRecord("same"), request("same"), undo("same")];
      await store.commit("l", putAll(records));
      await store.commit("l", [{ op: "delete", kind: "request", id: "same", expect: 1 }]);
      expect(await store.getKept("l", "import", "same")).toStrictEqual(records[0]);
      expect(await store.getKept("l", "request", "same")).toBeUndefined();
      expect(await store.getKept("l", "undo", "same")).toStrictEqual(records[2]);
      expect(await store.getKept("l", "job", "same")).toBeUndefined();
    }),

    check("lists kept records of one kind by id, byte by byte, in both orders and pages of any size", async (store) => {
      const ids = [
        "-",
        ".",
        "..",
        "0",
        "00",
        "1e3",
        "9",
        "A",
        "Z",
        "_",
        "__proto__",
        "a",
        "aa",
        "b.c",
        "constructor",
        "null",
      ];
      await store.commit("l", putAll([...ids.toReversed().map((id) => importRecord(id)), undo("u"), request("0")]));
      for (const limit of [1, 2, 5, ids.length, ids.length + 1, 1000]) {
        const ascending = await walkKept(store, "l", "import", { limit });
        expect(
          ascending.map(({ id }) => id),
          `by ${limit}`,
        ).toEqual(ids);
        const descending = await walkKept(store, "l", "import", { limit, order: "desc" });
        expect(
          descending.map(({ id }) => id),
          `by ${limit}, from the end`,
        ).toEqual(ids.toReversed());
      }
      expect(await walkKept(store, "l", "import")).toStrictEqual(ids.map((id) => importRecord(id)));
      expect(await walkKept(store, "l", "job")).toEqual([]);
    }),

    check("goes on behind the id of a kept record that isn't there any more, or never was", async (store) => {
      await store.commit("l", putAll(["b", "d", "f", "h"].map((id) => importRecord(id))));
      await store.commit("l", [{ op: "delete", kind: "import", id: "d", expect: 1 }]);
      const idsAfter = async (order: "asc" | "desc", after: string) =>
        (await store.listKept("l", "import", { order, after, limit: 10 })).records.map(({ id }) => id);
      expect(await idsAfter("asc", "d")).toEqual(["f", "h"]);
      expect(await idsAfter("desc", "d")).toEqual(["b"]);
      expect(await idsAfter("asc", "e")).toEqual(["f", "h"]);
      expect(await idsAfter("desc", "a")).toEqual([]);
      expect(await idsAfter("asc", "h")).toEqual([]);
      expect(await idsAfter("desc", "zz")).toEqual(["h", "f", "b"]);
    }),

    ...matrix,

    check("takes at a month exactly the puts that expect what stands there", async (store) => {
      for (const [index, expected] of expectations.entries()) {
        const ledger = `ledger-${index}`;
        const refusals = [
          await refusalOf(store.commit(ledger, [put(month("2026-11", { version: 9 }), expected)])),
          await refusalOf(store.commit(ledger, [put(month("2026-11", { version: 2 }), "absent")])),
          await refusalOf(store.commit(ledger, [put(month("2026-11", { version: 7 }), expected)])),
        ];
        const wanted = expected === "absent" ? [false, true, true] : [true, false, expected !== 2];
        expect(
          refusals.map((refusal) => refusal !== undefined),
          `expecting ${expected}`,
        ).toEqual(wanted);
        const stands = expected === "absent" ? 9 : expected === 2 ? 7 : 2;
        expect(await store.listMonths(ledger, "2026-11", "2026-11")).toStrictEqual([
          month("2026-11", { version: stands }),
        ]);
      }
    }),
  ],
};
