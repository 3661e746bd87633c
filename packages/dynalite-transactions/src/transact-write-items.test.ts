import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { add, check, createTable, key, type LocalTable, N, openTable, put, remove, S } from "../test/local-table.ts";

let table: LocalTable;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table.close());

describe("TransactWriteItems", () => {
  it("puts, updates, deletes and checks together", async () => {
    await table.put({ ...key("old"), n: N(1) });
    await table.put({ ...key("gone") });
    await table.put({ ...key("there") });
    await table.transact(
      put({ ...key("new"), list: { L: [S("a"), { B: new Uint8Array([0, 255]) }] } }),
      add("old", 2),
      remove("gone"),
      check("there", "attribute_exists(p)"),
    );
    expect(await table.get("new")).toEqual({ ...key("new"), list: { L: [S("a"), { B: new Uint8Array([0, 255]) }] } });
    expect(await table.get("old")).toEqual({ ...key("old"), n: N(3) });
    expect(await table.get("gone")).toBeUndefined();
    expect(await table.get("there")).toEqual(key("there"));
  });

  it("writes to several tables", async () => {
    await createTable(table.client, "others");
    await table.transact(put(key("both")), { Put: { TableName: "others", Item: key("both") } });
    expect(await table.get("both")).toEqual(key("both"));
    expect((await table.client.getItem({ TableName: "others", Key: key("both") })).Item).toEqual(key("both"));
  });

  it("writes nothing when one condition of many fails, and says which", async () => {
    await expect(
      table.transact(put(key("one")), check("absent", "attribute_exists(p)"), add("two", 5), remove("three")),
    ).rejects.toMatchObject({
      name: "TransactionCanceledException",
      message:
        "Transaction cancelled, please refer cancellation reasons for specific reasons " +
        "[None, ConditionalCheckFailed, None, None]",
      CancellationReasons: [
        { Code: "None" },
        { Code: "ConditionalCheckFailed", Message: "The conditional request failed" },
        { Code: "None" },
        { Code: "None" },
      ],
    });
    expect(await table.get("one")).toBeUndefined();
    expect(await table.get("two")).toBeUndefined();
  });

  it("names every condition that fails", async () => {
    const never = { ConditionExpression: "attribute_exists(q)" };
    await expect(
      table.transact(put(key("1"), never), add("2", 1, never), remove("3", never), check("4", "attribute_exists(p)")),
    ).rejects.toMatchObject({ CancellationReasons: Array(4).fill({ Code: "ConditionalCheckFailed" }) });
  });

  it("gives the item that a condition failed on when it is asked for", async () => {
    await table.put({ ...key("shown"), n: N(7) });
    const shown = { ReturnValuesOnConditionCheckFailure: "ALL_OLD" };
    const never = { ConditionExpression: "attribute_exists(q)" };
    const failure = await table
      .transact(put(key("shown"), { ...never, ...shown }), add("missing", 1, { ...never, ...shown }), put(key("fine")))
      .catch((error: unknown) => error);
    expect(failure).toHaveProperty("CancellationReasons", [
      {
        Code: "ConditionalCheckFailed",
        Message: "The conditional request failed",
        Item: { ...key("shown"), n: N(7) },
      },
      { Code: "ConditionalCheckFailed", Message: "The conditional request failed" },
      { Code: "None" },
    ]);
  });

  it("reports an update that doesn't fit its item as ValidationError, beside a failed condition", async () => {
    await table.put({ ...key("text"), n: S("seven") });
    await table.put({ ...key("full"), b: S("x".repeat(400_000)) });
    await expect(
      table.transact(
        add("text", 1),
        check("absent", "attribute_exists(p)"),
        {
          Update: {
            TableName: "things",
            Key: key("full"),
            UpdateExpression: "SET c = :c",
            ExpressionAttributeValues: { ":c": S("x".repeat(10_000)) },
          },
        },
        put(key("well")),
      ),
    ).rejects.toMatchObject({
      name: "TransactionCanceledException",
      CancellationReasons: [
        { Code: "ValidationError", Message: "An operand in the update expression has an incorrect data type" },
        { Code: "ConditionalCheckFailed" },
        { Code: "ValidationError", Message: "Item size to update has exceeded the maximum allowed size" },
        { Code: "None" },
      ],
    });
    expect(await table.get("well")).toBeUndefined();
  });

  it("reports a key that isn't the table's as ValidationError", async () => {
    await expect(
      table.transact(
        put({ p: S("half") }),
        { Delete: { TableName: "things", Key: { p: S("half") } } },
        { Update: { TableName: "things", Key: { p: N(1), s: S("-") }, UpdateExpression: "REMOVE n" } },
        put(key("whole")),
      ),
    ).rejects.toMatchObject({
      CancellationReasons: [
        {
          Code: "ValidationError",
          Message: "One or more parameter values were invalid: Missing the key s in the item",
        },
        { Code: "ValidationError", Message: "The provided key element does not match the schema" },
        { Code: "ValidationError", Message: "The provided key element does not match the schema" },
        { Code: "None" },
      ],
    });
  });

  it("tells conditions apart that differ in a name or a value alone", async () => {
    await table.put({ ...key("seven"), n: N(7), m: N(8) });
    const has = (name: string, number: number) =>
      check("seven", "#name = :number", {
        ExpressionAttributeNames: { "#name": name },
        ExpressionAttributeValues: { ":number": N(number) },
      });
    const holds = (name: string, number: number) =>
      table.transact(has(name, number)).then(
        () => true,
        () => false,
      );
    for (let round = 0; round < 2; round++) {
      expect(await Promise.all([holds("n", 7), holds("n", 8), holds("m", 7), holds("m", 8)])).toEqual([
        true,
        false,
        false,
        true,
      ]);
    }
  });

  it("refuses two actions on one item", async () => {
    await expect(table.transact(put(key("twice")), check("twice", "attribute_not_exists(p)"))).rejects.toMatchObject({
      name: "ValidationException",
      message: "Transaction request cannot include multiple operations on one item",
    });
  });

  it("takes a hundred actions and refuses one more", async () => {
    const puts = Array.from({ length: 101 }, (_, number) => put(key(`hundred-${number}`)));
    await expect(table.transact(...puts)).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringMatching(
        /^1 validation error detected: Value '.*' at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100$/s,
      ),
    });
    await table.transact(...puts.slice(0, 100));
    expect(await table.get("hundred-99")).toEqual(key("hundred-99"));
    expect(await table.get("hundred-100")).toBeUndefined();
  });

  it("refuses no action at all", async () => {
    await expect(table.transact()).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("Member must have length greater than or equal to 1"),
    });
  });

  it("refuses more than 4 MB", async () => {
    const big = (number: number) => put({ ...key(`big-${number}`), b: S("x".repeat(400_000)) });
    const eleven = Array.from({ length: 11 }, (_, number) => big(number));
    await expect(table.transact(...eleven)).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("exceeds the limit of 4194304 bytes"),
    });
    expect(await table.get("big-0")).toBeUndefined();
    await table.transact(...eleven.slice(0, 10));
    expect(await table.get("big-9")).toBeDefined();
  });

  it("refuses an action of two kinds, and one of none", async () => {
    const message = "TransactItems can only contain one of Check, Put, Update or Delete";
    const both = { ...put(key("mixed")), ...remove("mixed") };
    await expect(table.transact(both)).rejects.toMatchObject({ name: "ValidationException", message });
    await expect(table.transact({})).rejects.toMatchObject({ name: "ValidationException", message });
  });

  it("refuses a table that isn't there", async () => {
    await expect(
      table.transact(put(key("lonely")), { Put: { TableName: "nowhere", Item: key("lonely") } }),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException", message: "Requested resource not found" });
    expect(await table.get("lonely")).toBeUndefined();
  });

  it.each([
    ["a wrong expression", add("x", 1, { UpdateExpression: "ADD n" }), /^Invalid UpdateExpression: Syntax error/],
    [
      "a value that no expression names",
      put(key("x"), { ExpressionAttributeValues: { ":v": N(1) } }),
      /ConditionExpression is null$/,
    ],
    [
      "a name that is unused",
      check("x", "attribute_exists(p)", { ExpressionAttributeNames: { "#n": "n" } }),
      /unused in expressions: keys: {#n}$/,
    ],
    [
      "no expression",
      { Update: { TableName: "things", Key: key("x"), UpdateExpression: undefined } },
      /'transactItems.1.member.update.updateExpression' failed to satisfy constraint: Member must not be null$/,
    ],
    [
      "no condition",
      { ConditionCheck: { TableName: "things", Key: key("x"), ConditionExpression: undefined } },
      /'transactItems.1.member.conditionCheck.conditionExpression'/,
    ],
    [
      "a number that is none",
      put({ ...key("x"), n: { N: "seven" } }),
      /^The parameter cannot be converted to a numeric value: seven$/,
    ],
    [
      "an item above 400 KB",
      put({ ...key("x"), b: S("x".repeat(410_000)) }),
      /^Item size has exceeded the maximum allowed size$/,
    ],
  ])("refuses %s for the whole request", async (_what, action, message) => {
    await expect(table.transact(action as never)).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringMatching(message),
    });
  });

  it("keeps the indexes in step", async () => {
    const { client } = table;
    await createTable(client, "indexed", {
      AttributeDefinitions: ["p", "s", "g"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-g",
          KeySchema: [{ AttributeName: "g", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    });
    const found = async (g: string) =>
      (
        await client.query({
          TableName: "indexed",
          IndexName: "by-g",
          KeyConditionExpression: "g = :g",
          ExpressionAttributeValues: { ":g": S(g) },
        })
      ).Items;
    const write = (...items: object[]) =>
      client.transactWriteItems({
        TransactItems: items.map((Item) => ({ Put: { TableName: "indexed", Item: Item as never } })),
      });
    await write({ ...key("a"), g: S("one") }, { ...key("b"), g: S("one") });
    await write({ ...key("a"), g: S("two") }, key("b"));
    expect(await found("one")).toEqual([]);
    expect(await found("two")).toEqual([{ ...key("a"), g: S("two") }]);
  });
});
