import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type Change, CommitRefused, type LedgerStore, type UndoRecord } from "@farthing/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { idOn, settings, transaction } from "../test/ledger-samples.ts";
import { listenIn } from "../test/listen-in.ts";
import { type LocalTables, openLocalTables } from "../test/local-tables.ts";
import { swiftClock } from "../test/swift-clock.ts";
import { createDynamoDbStore } from "./create-dynamodb-store.ts";
import { registeredKey } from "./item-keys.ts";
import { itemSize } from "./item-size.ts";

const date = "2026-11-05";
const id = idOn(date, 1);
const put = (number: number, members = {}): Change => ({
  op: "put",
  record: transaction(idOn(date, number), members),
  expect: "absent",
});
const begin: Change = { op: "put", record: settings(), expect: "absent" };

let tables: LocalTables;
let tableName: string;
let store: LedgerStore;
let documents: DynamoDBDocumentClient;

beforeAll(async () => {
  tables = await openLocalTables();
  tableName = await tables.newTable();
  store = createDynamoDbStore({ client: tables.client(), tableName });
  documents = DynamoDBDocumentClient.from(tables.client());
});
afterAll(() => tables.close());

async function itemsOf(partition: string): Promise<Record<string, unknown>[]> {
  const query = new QueryCommand({
    TableName: tableName,
    KeyConditionExpression: "PK = :p",
    ExpressionAttributeValues: { ":p": partition },
  });
  return (await documents.send(query)).Items ?? [];
}
const isRegistered = async (ledger: string) =>
  (await documents.send(new GetCommand({ TableName: tableName, Key: registeredKey(ledger) }))).Item !== undefined;

describe("what stands in the table", () => {
  it("is named by short attributes, and leaves out what is empty", async () => {
    const sums = { income: 0, expense: 1250, incomeCount: 0, expenseCount: 1 };
    await store.commit("short", [
      begin,
      put(1, { digest: "0f" }),
      { op: "add", month: "2026-11", sums, categories: { food: sums } },
      {
        op: "put",
        record: {
          kind: "gone",
          id: idOn(date, 2),
          version: 2,
          deletedAt: "2026-11-06T00:00:00.000Z",
          digest: null,
          expires: 1_800_000_000,
        },
        expect: "absent",
      },
    ]);
    await store.commit("short", [put(3, { date: "2026-12-24" })]);
    const written = { v: 1, t: "e", a: 1250, d: "Corner shop", c: "food", b: "2026-11-22T09:15:00.000Z" };
    expect(await itemsOf("U#short")).toEqual([
      { PK: "U#short", SK: "M#2026-11", v: 1, i: 0, e: 1250, I: 0, E: 1, foode: 1250, foodE: 1 },
      { PK: "U#short", SK: "S#s#settings", v: 1, c: "EUR", l: "de-AT", z: "Europe/Vienna", d: 1 },
      { PK: "U#short", SK: `T#${date}#${id}`, ...written, h: "0f" },
      { PK: "U#short", SK: `T#${date}#${idOn(date, 2)}`, v: 2, z: "2026-11-06T00:00:00.000Z", x: 1_800_000_000 },
      { PK: "U#short", SK: `T#${date}#${idOn(date, 3)}`, m: "2026-12-24" },
      { PK: "U#short", SK: `T#2026-12-24#${idOn(date, 3)}`, ...written },
    ]);
    expect(await isRegistered("short")).toBe(true);
  });

  it("tells by the attribute that DynamoDB looks at when it may go", async () => {
    const record: UndoRecord = {
      kind: "undo",
      id: "u1.000000",
      version: 1,
      entries: [],
      outcome: null,
      expires: 1_800_000_000,
    };
    await store.commit("expiring", [{ op: "put", record, expect: "absent" }]);
    expect(await itemsOf("U#expiring")).toEqual([
      { PK: "U#expiring", SK: "U#u1.000000", v: 1, j: '{"entries":[],"outcome":null}', x: 1_800_000_000 },
    ]);
  });
});

describe("a commit as full as it may be", () => {
  const rows = (count: number) => Array.from({ length: count }, (_, number) => put(number));

  it("begins a ledger, and enters it in the register", async () => {
    await store.commit("full", [begin, ...rows(99)]);
    expect(await isRegistered("full")).toBe(true);
    expect(await itemsOf("U#full")).toHaveLength(100);
  });

  it("leaves no ledger in the register when it is refused", async () => {
    await store.commit("refused", [put(98)]);
    await expect(store.commit("refused", [begin, ...rows(99)])).rejects.toMatchObject({ change: 99 });
    expect(await isRegistered("refused")).toBe(false);
  });

  it("leaves a ledger that has begun in the register when it is refused", async () => {
    await store.commit("begun", [begin]);
    await expect(store.commit("begun", [begin, ...rows(99)])).rejects.toMatchObject({ change: 0 });
    expect(await isRegistered("begun")).toBe(true);
  });

  it("ends a ledger, and takes it out of the register", async () => {
    await store.commit("ended", [begin]);
    await store.commit("ended", [{ op: "delete", kind: "settings", id: "settings", expect: 1 }, ...rows(99)]);
    expect(await isRegistered("ended")).toBe(false);
    expect(await itemsOf("U#ended")).toHaveLength(99);
  });
});

describe("what is too large", () => {
  const undo = (characters: number): Change => ({
    op: "put",
    record: {
      kind: "undo",
      id: "u1.000000",
      version: 1,
      entries: [{ created: "x".repeat(characters), left: 1 }],
      outcome: null,
      expires: 1_800_000_000,
    },
    expect: "absent",
  });
  const room =
    400 * 1024 -
    itemSize({
      PK: "U#small",
      SK: "U#u1.000000",
      v: 1,
      j: JSON.stringify({ entries: [{ created: "", left: 1 }], outcome: null }),
      x: 1_800_000_000,
    });

  it("is a record of more than 400 KB, told before anything happens", async () => {
    await store.commit("small", [undo(room), put(1)]);
    await expect(store.commit("large", [put(1), undo(room + 1)])).rejects.toMatchObject({
      code: "too_large",
      message:
        "The record U#u1.000000 would come to 409601 bytes, and one may have 409600: make a smaller change of it, or several. Nothing was changed.",
    });
    expect(await itemsOf("U#large")).toHaveLength(0);
  });

  it("are records of more than 4 MB in one commit", async () => {
    const note = "\u{10ffff}".repeat(12_000);
    const rows = Array.from({ length: 90 }, (_, number) => put(number, { note }));
    await expect(store.commit("large", rows)).rejects.toMatchObject({ code: "too_large" });
    expect(await itemsOf("U#large")).toHaveLength(0);
  });

  it("is an addition to more categories than a request can name", async () => {
    const sums = { income: 1, expense: 1, incomeCount: 1, expenseCount: 1 };
    const categories = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, number) => [number.toString(36).padStart(4, "0"), sums]));
    await store.commit("many", [{ op: "add", month: "2026-11", sums, categories: categories(124) }]);
    expect(Object.keys((await store.listMonths("many", "2026-11", "2026-11"))[0]?.categories ?? {})).toHaveLength(124);
    await expect(
      store.commit("many", [{ op: "add", month: "2026-11", sums, categories: categories(125) }]),
    ).rejects.toMatchObject({ code: "too_large" });
  });

  it("is a ledger's id of more than 128 characters", async () => {
    await expect(store.commit("x".repeat(129), [begin])).rejects.toThrow(RangeError);
    await expect(store.getSmall("x".repeat(129))).rejects.toThrow(RangeError);
  });
});

describe("erasing", () => {
  const fill = async (ledger: string) => {
    await store.commit(ledger, [begin, ...Array.from({ length: 60 }, (_, number) => put(number))]);
    await store.commit(ledger, [
      { op: "mark", work: "recurring", on: date },
      { op: "mark", work: "delivery", on: "2199-12-31" },
    ]);
  };

  it("sends again what the table was too busy to remove", async () => {
    await fill("busy");
    const client = tables.client();
    listenIn(client, async ({ operation, input }, send) => {
      if (operation !== "BatchWriteItem") return send();
      const [[table, requests]] = Object.entries(input.RequestItems as object) as [[string, unknown[]]];
      const [some, rest] = [requests.slice(0, 10), requests.slice(10)];
      input.RequestItems = { [table]: some };
      return { ...(await send()), UnprocessedItems: rest.length === 0 ? {} : { [table]: rest } };
    });
    await createDynamoDbStore({ client, tableName, ...swiftClock() }).erase("busy");
    expect(await itemsOf("U#busy")).toEqual([]);
    expect(await isRegistered("busy")).toBe(false);
  });

  it("is finished by doing it again, wherever it was interrupted, and stays listed until then", async () => {
    for (let broken = 0; ; broken += 1) {
      const ledger = `broken-${broken}`;
      await fill(ledger);
      const client = tables.client();
      let left = broken;
      listenIn(client, ({ operation }, send) => {
        if (operation !== "BatchWriteItem") return send();
        left -= 1;
        if (left < 0) throw new TypeError("interrupted");
        return send();
      });
      const interrupted = await createDynamoDbStore({ client, tableName })
        .erase(ledger)
        .then(
          () => false,
          () => true,
        );
      expect(await isRegistered(ledger)).toBe(interrupted);
      await store.erase(ledger);
      expect(await itemsOf(`U#${ledger}`)).toEqual([]);
      expect(await isRegistered(ledger)).toBe(false);
      for (const work of ["recurring", "delivery"] as const) {
        expect((await store.due(work, "2199-12-31")).records.filter((mark) => mark.ledger === ledger)).toEqual([]);
      }
      if (!interrupted) break;
    }
  });
});

describe("the client that a store is given", () => {
  it("may have a document client of other ways beside the store", async () => {
    const client = tables.client();
    const theirs = DynamoDBDocumentClient.from(client, {
      marshallOptions: { convertEmptyValues: true, removeUndefinedValues: true },
      unmarshallOptions: { wrapNumbers: true },
    });
    const ours = createDynamoDbStore({ client, tableName });
    await ours.commit("beside", [put(1, { description: "" })]);
    expect(await ours.getTransaction("beside", id)).toEqual(transaction(id, { description: "" }));
    await theirs.send(new PutCommand({ TableName: tableName, Item: { PK: "theirs", SK: "1", a: "", b: undefined } }));
    expect(await itemsOf("theirs")).toEqual([{ PK: "theirs", SK: "1", a: null }]);
    const { Item } = await theirs.send(
      new GetCommand({ TableName: tableName, Key: { PK: "U#beside", SK: `T#${date}#${id}` } }),
    );
    expect(Item?.v).toMatchObject({ value: "1" });
  });

  it("stays open when the store is closed, and what is under way is finished before", async () => {
    const client = tables.client();
    const ours = createDynamoDbStore({ client, tableName });
    const committed = ours.commit("closing", [put(1)]);
    await ours.close();
    expect(await itemsOf("U#closing")).toHaveLength(1);
    await committed;
    await expect(ours.getSmall("closing")).rejects.toMatchObject({ code: "unavailable" });
    expect(await createDynamoDbStore({ client, tableName }).getTransaction("closing", id)).toBeDefined();
  });
});

describe("two stores on one table", () => {
  it("let exactly one of two equal commits be made", async () => {
    const other = createDynamoDbStore({ client: tables.client(), tableName });
    await store.commit("shared", [put(1)]);
    const edit: Change = { op: "put", record: transaction(id, { version: 2, note: "new" }), expect: 1, was: date };
    const made = await Promise.allSettled([store.commit("shared", [edit]), other.commit("shared", [edit])]);
    expect(made.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const refused = made.find((one) => one.status === "rejected");
    expect(refused?.reason).toBeInstanceOf(CommitRefused);
  });
});
