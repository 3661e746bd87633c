import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  paginateQuery,
  TransactGetCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTable, key, type LocalTable, N, openTable, S } from "../test/local-table.ts";
import { openBackend } from "./open-backend.ts";

const TableName = "things";

describe.each(["in memory", "on disk"])("what dynalite does, %s", (place) => {
  let folder: string;
  let table: LocalTable;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "dynalite-transactions-"));
    table = await openTable(place === "on disk" ? { path: folder } : {});
  });
  afterAll(async () => {
    await table.close();
    await rm(folder, { recursive: true });
  });

  it("puts, gets, updates and deletes under conditions, with every type of value", async () => {
    const { client } = table;
    const Item = {
      ...key("all"),
      list: { L: [S("a"), N(1), { L: [] }] },
      map: { M: { b: { B: new Uint8Array([1, 2, 255]) } } },
      bytes: { B: new Uint8Array(0) },
      yes: { BOOL: true },
      none: { NULL: true as const },
      set: { SS: ["x", "y"] },
      count: N(1),
    };
    const absent = { ConditionExpression: "attribute_not_exists(p)" };
    await client.putItem({ TableName, Item, ...absent });
    expect(await table.get("all")).toEqual(Item);
    await expect(client.putItem({ TableName, Item, ...absent })).rejects.toMatchObject({
      name: "ConditionalCheckFailedException",
    });
    const { Attributes } = await client.updateItem({
      TableName,
      Key: key("all"),
      UpdateExpression: "ADD #count :two, fresh :two",
      ExpressionAttributeNames: { "#count": "count" },
      ExpressionAttributeValues: { ":two": N(2) },
      ReturnValues: "UPDATED_NEW",
    });
    expect(Attributes).toEqual({ count: N(3), fresh: N(2) });
    await client.deleteItem({ TableName, Key: key("all"), ConditionExpression: "attribute_exists(fresh)" });
    expect(await table.get("all")).toBeUndefined();
  });

  it("works with the document client", async () => {
    const documents = DynamoDBDocumentClient.from(table.client);
    const Item = { p: "document", s: "-", list: [1, "a", new Uint8Array([7])], total: 12 };
    await documents.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item } }] }));
    const Get = { TableName, Key: { p: "document", s: "-" } };
    const { Responses } = await documents.send(new TransactGetCommand({ TransactItems: [{ Get }] }));
    expect(Responses).toEqual([{ Item }]);
    const batch = await documents.send(
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [Get.Key], ConsistentRead: true } } }),
    );
    expect(batch.Responses?.[TableName]).toEqual([Item]);
  });

  it("pages through many rows forwards and backwards, each exactly once", async () => {
    const sorts = Array.from({ length: 1500 }, (_, number) => String(number).padStart(4, "0"));
    const text = "x".repeat(1000);
    for (let from = 0; from < sorts.length; from += 100) {
      await table.transact(
        ...sorts
          .slice(from, from + 100)
          .map((s) => ({ Put: { TableName, Item: { ...key("rows", s), text: S(text) } } })),
      );
    }
    await table.put(key("rows2", "0000"));
    const read = async (query: object, pageSize?: number) => {
      const pages: string[][] = [];
      const documents = DynamoDBDocumentClient.from(table.client);
      const request = {
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: "p = :p",
        ExpressionAttributeValues: { ":p": "rows" },
        ...query,
      };
      for await (const { Items = [] } of paginateQuery(
        { client: documents, ...(pageSize ? { pageSize } : {}) },
        request,
      )) {
        pages.push(Items.map(({ s }) => s));
      }
      return pages;
    };
    const whole = await read({});
    expect(whole.flat()).toEqual(sorts);
    expect(whole.length).toBe(2);
    expect((await read({ ScanIndexForward: false }, 400)).flat()).toEqual(sorts.toReversed());
    expect((await read({}, 700)).map((page) => page.length)).toEqual([700, 700, 100]);
    const between = {
      KeyConditionExpression: "p = :p AND s BETWEEN :from AND :to",
      ExpressionAttributeValues: { ":p": "rows", ":from": "0100", ":to": "0199" },
    };
    expect((await read(between)).flat()).toEqual(sorts.slice(100, 200));
    const { Count } = await table.client.query({
      TableName,
      KeyConditionExpression: "p = :p AND begins_with(s, :s)",
      ExpressionAttributeValues: { ":p": S("rows"), ":s": S("12") },
    });
    expect(Count).toBe(100);
  });

  it("deletes a table with its indexes, and no other", async () => {
    const { client } = table;
    const index = {
      AttributeDefinitions: ["p", "s", "g"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-g",
          KeySchema: [{ AttributeName: "g", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    };
    for (const name of ["gone", "gone.too"]) {
      await createTable(client, name, index);
      await client.putItem({ TableName: name, Item: { ...key("a"), g: S("g") } });
    }
    await client.deleteTable({ TableName: "gone" });
    while ((await client.listTables()).TableNames?.includes("gone"));
    await createTable(client, "gone", index);
    expect((await client.scan({ TableName: "gone" })).Count).toBe(0);
    expect((await client.scan({ TableName: "gone", IndexName: "by-g" })).Count).toBe(0);
    expect((await client.scan({ TableName: "gone.too" })).Count).toBe(1);
  });
});

describe("a failing database", () => {
  it("is answered with an error, where dynalite would end the process", async () => {
    const { backend } = await openBackend();
    await backend.store.db.close();
    const failure = await new Promise((resolve) => backend.store.getTable("things", resolve));
    expect(failure).toMatchObject({
      statusCode: 500,
      body: { __type: "com.amazonaws.dynamodb.v20120810#InternalServerError", message: "Database is not open" },
    });
  });
});
