import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { FarthingError } from "@farthing/contract";
import type { Change, LedgerStore, MonthRecord, TransactionRecord } from "@farthing/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gone, idOn, month, settings, transaction } from "../test/ledger-samples.ts";
import { type LocalTables, openLocalTables } from "../test/local-tables.ts";
import { swiftClock } from "../test/swift-clock.ts";
import { createDynamoDbStore } from "./create-dynamodb-store.ts";
import type { StoredItem } from "./item.ts";
import { readMonth, writeMonth } from "./month-item.ts";
import { readRecord, readSmall, writeRecord } from "./record-items.ts";
import { readSlot, writeSlot } from "./slot-items.ts";

const id = idOn("2026-11-05", 1);
const full: TransactionRecord = transaction(id, {
  note: "line\nline",
  tags: ["a"],
  account: "Giro",
  importId: "i1",
  recurringId: "r1",
  updatedAt: "2026-11-23T09:15:00.000Z",
  digest: "d",
});
const sums = { income: 1, expense: 2, incomeCount: 3, expenseCount: 4 };
const november: MonthRecord = month("2026-11", { ...sums, categories: { food: sums, "-": sums } });
const undo = {
  kind: "undo",
  id: "u1.000000",
  version: 1,
  entries: [],
  outcome: null,
  expires: 4_102_444_800,
} as const;
const importRecord = {
  kind: "import",
  id: "i1",
  version: 1,
  name: "November.csv",
  format: "csv",
  account: "",
  state: "running",
  total: 1,
  done: 0,
  createdAt: "2026-11-22T09:15:00.000Z",
  from: null,
  to: "2026-11-30",
  created: 0,
  duplicates: 0,
  skipped: 0,
  rejected: [],
  rejectedCount: 0,
  assumed: [],
  kept: [],
  source: "0f",
  advancedAt: "2026-11-22T09:15:00.000Z",
} as const;

const stored = (item: object) => item as StoredItem;

/** Every sort of item, how it is read, and what it says. */
const items: readonly { sort: string; item: StoredItem; read: (item: StoredItem) => unknown; says: unknown }[] = [
  { sort: "a transaction", item: stored(writeSlot("l", full)), read: readSlot, says: full },
  {
    sort: "a gone one",
    item: stored(writeSlot("l", gone(id, { digest: "d", expires: 1 }))),
    read: readSlot,
    says: gone(id, { digest: "d", expires: 1 }),
  },
  {
    sort: "a stub",
    item: stored(writeSlot("l", { kind: "moved", id, to: "2026-12-24" })),
    read: readSlot,
    says: { kind: "moved", id, to: "2026-12-24" },
  },
  { sort: "a month", item: stored(writeMonth("l", november)), read: readMonth, says: november },
  {
    sort: "settings",
    item: stored(writeRecord("l", settings({ monthlySavingsTarget: 5 }))),
    read: readSmall,
    says: settings({ monthlySavingsTarget: 5 }),
  },
  { sort: "an undo", item: stored(writeRecord("l", undo)), read: (item) => readRecord("undo", item), says: undo },
  {
    sort: "an import",
    item: stored(writeRecord("l", importRecord as never)),
    read: (item) => readRecord("import", item),
    says: importRecord,
  },
];

describe("an item", () => {
  it.each(items)("of $sort says what was written", ({ item, read, says }) => {
    expect(read(item)).toStrictEqual(says);
  });

  const keys = new Set(["PK", "SK"]);
  const attributes = items.flatMap(({ sort, item, read }) =>
    Object.keys(item)
      .filter((name) => !keys.has(name))
      .map((name) => ({ sort, item, read, name })),
  );

  it.each(attributes)("of $sort with another sort of value at $name is refused", ({ item, read, name }) => {
    for (const wrong of [
      null,
      {},
      1.5,
      Number.MAX_SAFE_INTEGER + 1,
      new Set(["a"]),
      new Uint8Array(1),
      10n ** 20n,
      [[]],
    ]) {
      expect(() => read({ ...item, [name]: wrong })).toThrow(`SK ${JSON.stringify(item.SK)}`);
    }
  });

  it.each(items)("of $sort with an attribute that nothing is known of is refused", ({ item, read }) => {
    expect(() => read({ ...item, colour: "red" })).toThrow("nothing is known of its attribute colour");
  });

  it.each(["v", "a", "d", "b", "t"])("of a transaction without %s is refused", (name) => {
    const { [name]: _, ...rest } = writeSlot("l", full) as Record<string, unknown>;
    expect(() => readSlot(stored(rest))).toThrow("isn't one that this version of Farthing writes");
  });

  it.each([
    "",
    "no JSON",
    "null",
    "[]",
    "{}",
    '{"entries":[]}',
    '{"entries":[],"outcome":1}',
    '{"entries":[],"outcome":null,"more":1}',
  ])("of an undo whose body is %j is refused", (j) => {
    expect(() => readRecord("undo", stored({ ...writeRecord("l", undo), j }))).toThrow("its attribute j (body)");
  });
});

describe("a store in whose table something strange stands", () => {
  let tables: LocalTables;
  let store: LedgerStore;
  let put: (item: object) => Promise<unknown>;

  beforeAll(async () => {
    tables = await openLocalTables();
    const tableName = await tables.newTable();
    const client = tables.client();
    store = createDynamoDbStore({ client, tableName, ...swiftClock() });
    const documents = DynamoDBDocumentClient.from(tables.client());
    put = (Item) => documents.send(new PutCommand({ TableName: tableName, Item }));
  });
  afterAll(() => tables.close());

  const range = { from: "2026-11-01", before: "2026-12-01", order: "asc", limit: 10 } as const;

  it.each<[string, string, (ledger: string) => Promise<unknown>]>([
    ["a transaction", `T#2026-11-05#${id}`, (ledger) => store.getTransaction(ledger, id)],
    ["one of several transactions", `T#2026-11-05#${id}`, (ledger) => store.getTransactions(ledger, [id])],
    ["one of a list", `T#2026-11-05#${id}`, (ledger) => store.listTransactions(ledger, range)],
    ["a month", "M#2026-11", (ledger) => store.listMonths(ledger, "2026-11", "2026-11")],
    ["one of several months", "M#2026-11", (ledger) => store.listMonths(ledger, "2026-01", "2026-12")],
    ["settings", "S#s#settings", (ledger) => store.getSmall(ledger)],
    ["a small record of no known name", "S#colours", (ledger) => store.getSmall(ledger)],
    ["a kept record", "I#r1", (ledger) => store.getKept(ledger, "request", "r1")],
    [
      "one of several kept records",
      "J#import#i1",
      (ledger) => store.listKept(ledger, "import", { order: "asc", limit: 5 }),
    ],
  ])("tells whoever runs it, with the item's key, when it reads %s", async (_, SK, read) => {
    const ledger = `ledger of ${SK} ${_}`;
    await put({ PK: `U#${ledger}`, SK, colour: "red" });
    const error: unknown = await read(ledger).catch((thrown: unknown) => thrown);
    expect(FarthingError.is(error)).toBe(false);
    expect(String(error)).toContain(
      `The item with PK ${JSON.stringify(`U#${ledger}`)} and SK ${JSON.stringify(SK)} isn't one`,
    );
    expect(String(error)).toContain("Put back what stood there, or remove it.");
  });

  it("tells of a stub that leads nowhere, and never takes it for nothing", async () => {
    await put({ PK: "U#lost", SK: `T#2026-11-05#${id}`, m: "2026-12-24" });
    for (const read of [() => store.getTransaction("lost", id), () => store.getTransactions("lost", [id])]) {
      await expect(read()).rejects.toThrow("it leads to where no transaction stands");
    }
  });

  it("tells of a mark that is none", async () => {
    await put({ PK: "X#0", SK: "D#2026#recurring" });
    await expect(store.due("recurring", "2199-12-31")).rejects.toThrow("it is no mark of due work");
  });

  it("doesn't write over it", async () => {
    await put({ PK: "U#over", SK: `T#2026-11-05#${id}`, colour: "red" });
    const change: Change = { op: "put", record: full, expect: "absent" };
    await expect(store.commit("over", [change])).rejects.toMatchObject({ reason: "expectation" });
    await expect(store.commit("over", [{ ...change, expect: 1, was: "2026-11-05" }])).rejects.toMatchObject({
      reason: "expectation",
    });
  });
});
