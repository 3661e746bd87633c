import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { add, key, type LocalTable, N, openTable, put } from "../test/local-table.ts";
import { openClientTokens } from "./client-tokens.ts";
import type { Level, Write } from "./dynalite-types.ts";

const tenMinutesMs = 600_000;
const nothing = { sizes: {} };

const openTokens = (stored: [string, unknown][] = []) =>
  openClientTokens({
    async *iterator() {
      yield* stored;
    },
  } as unknown as Level);

describe("client tokens", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("let a transaction happen once within ten minutes, and again after them", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 0 });
    const tokens = await openTokens();
    const replay = { sizes: { things: [17] } };
    const perform = async (remember: (replay: { sizes: Record<string, number[]> }) => Write[]) => remember(replay);
    const first = await tokens.once("token", ["add"], perform);
    expect(first).toMatchObject({ done: [{ type: "put", key: "token~token" }] });
    vi.setSystemTime(tenMinutesMs - 1);
    expect(await tokens.once("token", ["add"], perform)).toMatchObject({ replay });
    vi.setSystemTime(tenMinutesMs);
    expect(await tokens.once("token", ["add"], perform)).toMatchObject({
      done: [
        { type: "del", key: "token~token" },
        { type: "put", key: "token~token" },
      ],
    });
  });

  it("refuse a second transaction while the first is running, and another one after it", async () => {
    const tokens = await openTokens();
    let finish = () => {};
    const first = tokens.once("token", ["a"], async (remember) => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return remember(nothing);
    });
    const second = () => tokens.once("token", ["a"], () => expect.unreachable());
    const other = () => tokens.once("token", ["b"], () => expect.unreachable());
    await expect(second()).rejects.toMatchObject({
      body: { __type: "com.amazonaws.dynamodb.v20120810#TransactionInProgressException" },
    });
    finish();
    await first;
    expect(await second()).toMatchObject({ replay: nothing });
    await expect(other()).rejects.toMatchObject({
      body: { __type: "com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException" },
    });
  });

  it("are free again when a transaction fails", async () => {
    const tokens = await openTokens();
    const failing = tokens.once("token", ["a"], async (remember) => {
      remember(nothing);
      throw new Error("full disk");
    });
    await expect(failing).rejects.toThrow("full disk");
    expect(await tokens.once("token", ["b"], async () => "done")).toEqual({ done: "done" });
  });

  it("don't mind in which order the members of a request come", () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), async (parameters) => {
        const tokens = await openTokens();
        await tokens.once("token", parameters, async (remember) => remember(nothing));
        const reversed = parameters.map((each) => Object.fromEntries(Object.entries(each).reverse()));
        expect(await tokens.once("token", reversed, () => expect.unreachable())).toMatchObject({ replay: nothing });
      }),
    ));

  it("tell different requests apart", () =>
    fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (one) => {
        const tokens = await openTokens();
        await tokens.once("token", { one }, async (remember) => remember(nothing));
        await expect(tokens.once("token", { one: [one] }, async () => {})).rejects.toThrow(/another transaction/);
      }),
    ));

  it("that are kept are loaded, and forgotten in the order of their expiry", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1000 });
    const tokens = await openTokens([
      ["token~a", { ...nothing, digest: "", expires: 3000 }],
      ["token~b", { ...nothing, digest: "", expires: 1500 }],
      ["token~c", { ...nothing, digest: "", expires: 900 }],
    ]);
    vi.setSystemTime(2000);
    const { done } = (await tokens.once("d", [], async (remember) => remember(nothing))) as { done: Write[] };
    expect(done.map((write) => `${write.type} ${write.key}`)).toEqual(["del token~c", "del token~b", "put token~d"]);
  });
});

describe("ClientRequestToken", () => {
  let folder: string;
  let table: LocalTable;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "dynalite-transactions-"));
    table = await openTable({ path: folder });
  });
  afterAll(async () => {
    await table.close();
    await rm(folder, { recursive: true });
  });

  const addOnce = (ClientRequestToken: string, amount: number) =>
    table.client.transactWriteItems({
      ClientRequestToken,
      ReturnConsumedCapacity: "TOTAL",
      TransactItems: [add("counter", amount), put({ ...key(`marker ${amount}`) })],
    });

  it("makes a retry answer without doing it again: it is charged for reading", async () => {
    expect((await addOnce("first", 5)).ConsumedCapacity).toEqual([
      { TableName: "things", CapacityUnits: 4, WriteCapacityUnits: 4 },
    ]);
    expect((await addOnce("first", 5)).ConsumedCapacity).toEqual([
      { TableName: "things", CapacityUnits: 4, ReadCapacityUnits: 4 },
    ]);
    expect(await table.get("counter")).toEqual({ ...key("counter"), n: N(5) });
  });

  it("can't be used for another transaction", async () => {
    await expect(addOnce("first", 6)).rejects.toMatchObject({ name: "IdempotentParameterMismatchException" });
    expect(await table.get("counter")).toEqual({ ...key("counter"), n: N(5) });
  });

  it("can be used again when the transaction was cancelled", async () => {
    const once = (condition: string) =>
      table.client.transactWriteItems({
        ClientRequestToken: "cancelled",
        TransactItems: [add("other", 1, { ConditionExpression: condition })],
      });
    await expect(once("attribute_exists(p)")).rejects.toMatchObject({ name: "TransactionCanceledException" });
    await once("attribute_not_exists(p)");
    expect(await table.get("other")).toEqual({ ...key("other"), n: N(1) });
  });

  it("is remembered when the database is opened again", async () => {
    await addOnce("kept", 10);
    await table.close();
    table = await openTable({ path: folder });
    await addOnce("kept", 10);
    await expect(addOnce("kept", 11)).rejects.toMatchObject({ name: "IdempotentParameterMismatchException" });
    expect(await table.get("counter")).toEqual({ ...key("counter"), n: N(15) });
  });

  it.each([
    ["", "greater than or equal to 1"],
    ["x".repeat(37), "less than or equal to 36"],
  ])("can't be %j", async (token, limit) => {
    await expect(addOnce(token, 1)).rejects.toThrow(
      new RegExp(`at 'clientRequestToken' failed to satisfy constraint: Member must have length ${limit}$`),
    );
  });
});
