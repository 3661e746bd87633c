import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { add, check, createTable, key, type LocalTable, N, openTable, put, remove, S } from "../test/local-table.ts";

let table: LocalTable;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table.close());

/** An item of so many bytes: its key takes 3 and its name and value the rest. */
const sized = (p: string, bytes: number) => ({ p: S(p), s: S("-"), b: S("x".repeat(bytes - p.length - 4)) });

const write = (ReturnConsumedCapacity: "TOTAL" | "INDEXES" | "NONE", ...TransactItems: ReturnType<typeof put>[]) =>
  table.client
    .transactWriteItems({ ReturnConsumedCapacity, TransactItems })
    .then(({ ConsumedCapacity }) => ConsumedCapacity);

describe("the capacity of a transaction", () => {
  it("is two write units for every kilobyte begun of every item", async () => {
    expect(await write("TOTAL", put(sized("a", 1024)), put(sized("b", 1025)), add("c", 1))).toEqual([
      { TableName: "things", CapacityUnits: 2 + 4 + 2, WriteCapacityUnits: 8 },
    ]);
  });

  it("counts the larger of the item before and after, and one that isn't there as one kilobyte", async () => {
    await table.put(sized("shrinks", 3000));
    await table.put(sized("goes", 2000));
    await table.put(sized("looked-at", 5000));
    expect(
      await write(
        "TOTAL",
        put(sized("shrinks", 100)),
        remove("goes"),
        check("looked-at", "attribute_exists(p)"),
        remove("never-was"),
      ),
    ).toMatchObject([{ CapacityUnits: 6 + 4 + 10 + 2 }]);
  });

  it("counts bytes of UTF-8, not characters", async () => {
    const item = { ...key("a"), b: S("é".repeat(600)) };
    expect(await write("TOTAL", put(item))).toMatchObject([{ CapacityUnits: 4 }]);
  });

  it("is two read units for every four kilobytes begun", async () => {
    await table.put(sized("r", 4096));
    await table.put(sized("q", 4097));
    const { ConsumedCapacity } = await table.client.transactGetItems({
      ReturnConsumedCapacity: "INDEXES",
      TransactItems: ["r", "q", "absent"].map((p) => ({
        Get: { TableName: "things", Key: key(p), ProjectionExpression: "p" },
      })),
    });
    expect(ConsumedCapacity).toEqual([
      {
        TableName: "things",
        CapacityUnits: 8,
        ReadCapacityUnits: 8,
        Table: { CapacityUnits: 8, ReadCapacityUnits: 8 },
      },
    ]);
  });

  it("is told by table, and not unless it is asked for", async () => {
    await createTable(table.client, "others");
    const other = { Put: { TableName: "others", Item: key("a") } };
    expect(await write("TOTAL", put(key("this")), other, add("that", 1))).toEqual([
      { TableName: "things", CapacityUnits: 4, WriteCapacityUnits: 4 },
      { TableName: "others", CapacityUnits: 2, WriteCapacityUnits: 2 },
    ]);
    expect(await write("NONE", put(key("this")))).toBeUndefined();
  });

  it("counts an index where its entry comes, goes, moves or changes", async () => {
    const index = (IndexName: string, attribute: string, Projection: object) => ({
      IndexName,
      KeySchema: [
        { AttributeName: "p", KeyType: "HASH" },
        { AttributeName: attribute, KeyType: "RANGE" },
      ],
      Projection,
    });
    await createTable(table.client, "indexed", {
      AttributeDefinitions: ["p", "s", "x", "y"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      LocalSecondaryIndexes: [index("all-by-x", "x", { ProjectionType: "ALL" })],
      GlobalSecondaryIndexes: [index("keys-by-y", "y", { ProjectionType: "KEYS_ONLY" })],
    });
    const capacityOf = async (more: object) => {
      const [units] =
        (await write("INDEXES", { Put: { TableName: "indexed", Item: { ...key("a"), ...more } as never } })) ?? [];
      return {
        total: units?.CapacityUnits,
        table: units?.Table?.WriteCapacityUnits,
        x: units?.LocalSecondaryIndexes?.["all-by-x"]?.CapacityUnits,
        y: units?.GlobalSecondaryIndexes?.["keys-by-y"]?.CapacityUnits,
      };
    };
    expect(await capacityOf({ n: N(1) })).toEqual({ total: 2, table: 2, x: 0, y: 0 });
    expect(await capacityOf({ n: N(1), x: S("1"), y: S("1") })).toEqual({ total: 6, table: 2, x: 2, y: 2 });
    expect(await capacityOf({ n: N(2), x: S("1"), y: S("1") })).toEqual({ total: 4, table: 2, x: 2, y: 0 });
    expect(await capacityOf({ n: N(2), x: S("2"), y: S("2") })).toEqual({ total: 10, table: 2, x: 4, y: 4 });
    expect(await capacityOf({ n: N(2) })).toEqual({ total: 6, table: 2, x: 2, y: 2 });
  });
});
