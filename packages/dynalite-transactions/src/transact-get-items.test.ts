import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Item, key, type LocalTable, N, openTable, S } from "../test/local-table.ts";

let table: LocalTable;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table.close());

const get = (Key: Item, more: object = {}) => ({ Get: { TableName: "things", Key, ...more } });

describe("TransactGetItems", () => {
  it("gives the items in the order of the request, and an empty response for one that isn't there", async () => {
    await table.transact({ Put: { TableName: "things", Item: { ...key("b"), n: N(2) } } });
    await table.transact({ Put: { TableName: "things", Item: { ...key("a"), n: N(1) } } });
    const { Responses } = await table.client.transactGetItems({
      TransactItems: [get(key("b")), get(key("missing")), get(key("a"))],
    });
    expect(Responses).toEqual([{ Item: { ...key("b"), n: N(2) } }, {}, { Item: { ...key("a"), n: N(1) } }]);
  });

  it("gives what a projection names", async () => {
    await table.put({ ...key("wide"), n: N(1), m: { M: { x: N(2), y: N(3) } } });
    const { Responses } = await table.client.transactGetItems({
      TransactItems: [
        get(key("wide"), { ProjectionExpression: "#m.x, p", ExpressionAttributeNames: { "#m": "m" } }),
        get(key("nothing of it"), { ProjectionExpression: "p" }),
      ],
    });
    expect(Responses).toEqual([{ Item: { p: S("wide"), m: { M: { x: N(2) } } } }, {}]);
  });

  it("names the key that isn't the table's", async () => {
    await expect(
      table.client.transactGetItems({ TransactItems: [get(key("a")), get({ p: S("a") })] }),
    ).rejects.toMatchObject({
      name: "TransactionCanceledException",
      CancellationReasons: [
        { Code: "None" },
        { Code: "ValidationError", Message: "The provided key element does not match the schema" },
      ],
    });
  });

  it("refuses one item twice, a hundred and one, none, and a table that isn't there", async () => {
    const transactGet = (...TransactItems: ReturnType<typeof get>[]) =>
      table.client.transactGetItems({ TransactItems });
    await expect(transactGet(get(key("a")), get(key("a")))).rejects.toMatchObject({
      name: "ValidationException",
      message: "Transaction request cannot include multiple operations on one item",
    });
    const many = Array.from({ length: 101 }, (_, number) => get(key(String(number))));
    await expect(transactGet(...many)).rejects.toThrow(/Member must have length less than or equal to 100$/);
    expect((await transactGet(...many.slice(1))).Responses).toHaveLength(100);
    await expect(transactGet({} as never)).rejects.toThrow(
      /'transactItems.1.member.get' failed .*: Member must not be null$/,
    );
    await expect(transactGet()).rejects.toThrow(/Member must have length greater than or equal to 1$/);
    await expect(transactGet(get(key("a"), { TableName: "nowhere" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("refuses more than 4 MB", async () => {
    const keys = Array.from({ length: 11 }, (_, number) => key("big", String(number)));
    for (const each of keys) await table.put({ ...each, b: S("x".repeat(400_000)) });
    await expect(table.client.transactGetItems({ TransactItems: keys.map((each) => get(each)) })).rejects.toThrow(
      /exceeds the limit of 4194304 bytes$/,
    );
  });
});
