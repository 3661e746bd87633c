import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Change, LedgerStore, TransactionPosition } from "@farthing/core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { gone, idOn, transaction } from "../test/ledger-samples.ts";
import { type Heard, listenIn } from "../test/listen-in.ts";
import { type LocalTables, openLocalTables } from "../test/local-tables.ts";
import { swiftClock } from "../test/swift-clock.ts";
import { createDynamoDbStore } from "./create-dynamodb-store.ts";
import { markKey, registeredKey } from "./item-keys.ts";

let tables: LocalTables;
let tableName: string;
let client: DynamoDBClient;
let store: LedgerStore;
let other: LedgerStore;
let ledgers = 0;
let ledger: string;
let heard: Heard[];

beforeAll(async () => {
  tables = await openLocalTables();
  tableName = await tables.newTable();
  other = createDynamoDbStore({ client: tables.client(), tableName });
});
afterAll(() => tables.close());

beforeEach(() => {
  ledgers += 1;
  ledger = `ledger-${ledgers}`;
  heard = [];
  client = tables.client();
  store = createDynamoDbStore({ client, tableName, ...swiftClock() });
  listenIn(client, (one, send) => {
    heard.push(one);
    return send();
  });
});

const operations = () => heard.map(({ operation }) => operation);
const everyDate = { from: "1900-01-01", before: "2200-01-01", order: "asc" } as const;

async function putAll(changes: readonly Change[]): Promise<void> {
  for (let start = 0; start < changes.length; start += 50) await other.commit(ledger, changes.slice(start, start + 50));
}
const born = (ids: readonly string[]) =>
  putAll(ids.map((id) => ({ op: "put", record: transaction(id), expect: "absent" })));
const ended = (ids: readonly string[]) => putAll(ids.map((id) => ({ op: "put", record: gone(id), expect: "absent" })));
const ids = (date: string, from: number, count: number) =>
  Array.from({ length: count }, (_, index) => idOn(date, from + index));

describe("a page of transactions", () => {
  it("is one request where nothing but transactions stands there", async () => {
    await born(ids("2026-11-05", 0, 60));
    const { records, next } = await store.listTransactions(ledger, { ...everyDate, limit: 50 });
    expect(records.map(({ id }) => id)).toEqual(ids("2026-11-05", 0, 50));
    expect(next).toEqual({ date: "2026-11-05", id: idOn("2026-11-05", 49) });
    expect(operations()).toEqual(["Query"]);
  });

  it("is filled up past a few stubs by a request that looks at little more than it needs", async () => {
    await born(ids("2026-11-05", 0, 80));
    await ended(["2026-11-03", "2026-11-04"].flatMap((date) => ids(date, 0, 5)));
    const { records } = await store.listTransactions(ledger, { ...everyDate, limit: 50 });
    expect(records.map(({ id }) => id)).toEqual(ids("2026-11-05", 0, 50));
    expect(heard.map(({ input }) => input.Limit)).toEqual([50, 13]);
  });

  it("comes to an end through thousands of stubs, and hands out an empty page with a place to go on from", async () => {
    for (const month of ["01", "02", "03", "04", "05", "06", "07", "08"]) await ended(ids(`2026-${month}-05`, 0, 500));
    await born(ids("2026-11-05", 0, 3));
    const first = await store.listTransactions(ledger, { ...everyDate, limit: 1 });
    expect(first.records).toEqual([]);
    expect(first.next?.date).toBe("2026-07-05");
    expect(heard.length).toBeLessThanOrEqual(12);
    const met: string[] = [];
    for (let after = first.next; after !== undefined; ) {
      const { records, next }: Awaited<ReturnType<LedgerStore["listTransactions"]>> = await store.listTransactions(
        ledger,
        { ...everyDate, after, limit: 1 },
      );
      met.push(...records.map(({ id }) => id));
      after = next as TransactionPosition;
    }
    expect(met).toEqual(ids("2026-11-05", 0, 3));
  });

  it("goes on over several requests where they stop at a megabyte", async () => {
    const note = "\u{10ffff}".repeat(1000);
    const long = ids("2026-11-05", 0, 600);
    await putAll(long.map((id) => ({ op: "put", record: transaction(id, { note }), expect: "absent" })));
    const { records } = await store.listTransactions(ledger, { ...everyDate, limit: 1000 });
    expect(records.map(({ id }) => id)).toEqual(long);
    expect(heard.length).toBeGreaterThan(1);
  });
});

describe("several ids", () => {
  it("of dates close together are read by one query from the first to the last of them", async () => {
    const dates = Array.from({ length: 20 }, (_, index) => `2026-11-${String(1 + index).padStart(2, "0")}`);
    await born(dates.flatMap((date) => ids(date, 0, 2)));
    const asked = dates.flatMap((date) => ids(date, 1, 5));
    const slots = await store.getTransactions(ledger, asked);
    expect(slots.map((slot) => slot?.id)).toEqual(asked.map((id) => (id.endsWith("1") ? id : undefined)));
    expect(heard.map(({ operation, input }) => [operation, input.ExpressionAttributeValues])).toEqual([
      [
        "Query",
        {
          ":p": `U#${ledger}`,
          ":first": `T#2026-11-01#${asked[0]}`,
          ":last": `T#2026-11-20#${asked.at(-1)}`,
        },
      ],
    ]);
  });

  it("of dates far apart are got one by one, a hundred in a request", async () => {
    const asked = Array.from({ length: 150 }, (_, index) => idOn(`${1900 + index}-06-01`, 1));
    await born(asked);
    expect((await store.getTransactions(ledger, asked)).map((slot) => slot?.id)).toEqual(asked);
    expect(operations()).toEqual(["BatchGetItem", "BatchGetItem"]);
  });

  it("among very many others are got one by one from where a query has looked at enough", async () => {
    await born(ids("2026-11-05", 0, 400));
    const asked = [0, 100, 200, 399].map((number) => idOn("2026-11-05", number));
    expect((await store.getTransactions(ledger, asked)).map((slot) => slot?.id)).toEqual(asked);
    expect(heard.map(({ operation, input }) => [operation, input.Limit])).toEqual([
      ["Query", 64],
      ["BatchGetItem", undefined],
    ]);
  });

  it("are asked for again where the table was too busy to read them all", async () => {
    const asked = Array.from({ length: 8 }, (_, index) => idOn(`20${10 + index}-06-01`, 1));
    await born(asked);
    const busy = tables.client();
    let requests = 0;
    listenIn(busy, async ({ input }, send) => {
      requests += 1;
      const [
        [
          table,
          {
            Keys: [first, ...rest],
            ConsistentRead,
          },
        ],
      ] = Object.entries(input.RequestItems as Record<string, { Keys: unknown[]; ConsistentRead: boolean }>) as [
        [string, { Keys: unknown[]; ConsistentRead: boolean }],
      ];
      (input.RequestItems as Record<string, object>)[table] = { Keys: [first], ConsistentRead };
      const answer = await send();
      return { ...answer, UnprocessedKeys: rest.length === 0 ? {} : { [table]: { Keys: rest, ConsistentRead } } };
    });
    const slow = createDynamoDbStore({ client: busy, tableName, ...swiftClock() });
    expect((await slow.getTransactions(ledger, asked)).map((slot) => slot?.id)).toEqual(asked);
    expect(requests).toBe(8);
  });
});

describe("a transaction that moves while it is looked for", () => {
  const id = idOn("2026-11-05", 1);
  const dates = ["2026-11-05", "2026-12-24", "2025-01-01", "2026-11-05", "2199-12-31"];
  const move = (step: number) =>
    other.commit(ledger, [
      {
        op: "put",
        record: transaction(id, { version: step + 1, date: dates[step] as string }),
        expect: step,
        was: dates[step - 1],
      },
    ]);

  it.each<[string, () => Promise<string | undefined>]>([
    ["one id", async () => (await store.getTransaction(ledger, id))?.id],
    ["several ids", async () => (await store.getTransactions(ledger, [id, idOn("2026-11-06", 1)]))[0]?.id],
  ])("is found by a look for %s", async (_, look) => {
    await born([id]);
    await move(1);
    let step = 2;
    listenIn(client, async (_heard, send) => {
      const answer = await send();
      if (step < dates.length) await move(step++);
      return answer;
    });
    expect(await look()).toBe(id);
  });

  it("is nothing once it was removed meanwhile", async () => {
    await born([id]);
    await move(1);
    let removed = false;
    listenIn(client, async (_heard, send) => {
      const answer = await send();
      if (!removed) {
        removed = true;
        await other.commit(ledger, [{ op: "delete", kind: "transaction", id, was: "2026-12-24", expect: 2 }]);
      }
      return answer;
    });
    expect(await store.getTransaction(ledger, id)).toBeUndefined();
  });
});

describe("a ledger's months", () => {
  it("are read by a query, and one alone by its key: that is in order with transactions under way", async () => {
    const sums = { income: 1, expense: 0, incomeCount: 1, expenseCount: 0 };
    await other.commit(ledger, [
      { op: "add", month: "2026-11", sums, categories: {} },
      { op: "add", month: "2026-12", sums, categories: {} },
    ]);
    expect(await store.listMonths(ledger, "2026-11", "2026-12")).toHaveLength(2);
    expect(await store.listMonths(ledger, "2026-11", "2026-11")).toHaveLength(1);
    expect(operations()).toEqual(["Query", "GetItem"]);
  });
});

describe("what operators list", () => {
  it("is read register by register, in pages of a thousand", async () => {
    const table = await tables.newTable();
    const names = Array.from({ length: 1100 }, (_, number) => `user-${number}`);
    const items = names.flatMap((name) => [
      registeredKey(name),
      markKey(name, "recurring", "2026-11-05"),
      markKey(name, "delivery", "2026-11-05"),
    ]);
    const documents = DynamoDBDocumentClient.from(tables.client());
    for (let start = 0; start < items.length; start += 25) {
      const requests = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
      await documents.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
    }
    const listed = createDynamoDbStore({ client, tableName: table });
    const first = await listed.ledgers();
    expect(first.records).toHaveLength(1000);
    const second = await listed.ledgers(first.next);
    expect(second.next).toBeUndefined();
    expect([...first.records, ...second.records].toSorted()).toEqual(names.toSorted());
    heard.length = 0;
    const due: string[] = [];
    for (let after: string | undefined, pages = 0; pages < 10; pages += 1) {
      const { records, next } = await listed.due("delivery", "2026-11-05", after);
      due.push(...records.map((record) => record.ledger));
      if (next === undefined) break;
      after = next;
    }
    expect(due.toSorted()).toEqual(names.toSorted());
    expect(new Set(operations())).toEqual(new Set(["Query"]));
  });
});
