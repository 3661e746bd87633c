import putItem from "dynalite/actions/putItem.js";
import { describe, expect, it } from "vitest";
import { add, check, key, N, openTable } from "../test/local-table.ts";
import type { Backend } from "./backend.ts";
import { openBackend } from "./open-backend.ts";
import { refuseBusyItems } from "./refuse-busy-items.ts";
import { transactGetItems } from "./transact-get-items.ts";
import { transactWriteItems } from "./transact-write-items.ts";

const TableName = "things";

/** A database whose next transaction holds its items until it is let go. */
const holding = async (onConflict: "wait" | "reject") => {
  const { backend } = await openBackend({ onConflict });
  const KeySchema = [{ AttributeName: "p" }, { AttributeName: "s" }];
  const AttributeDefinitions = KeySchema.map((element) => ({ ...element, AttributeType: "S" }));
  const table = { TableName, TableStatus: "ACTIVE", KeySchema, AttributeDefinitions };
  await backend.commit([{ type: "put", key: `table~${TableName}`, value: table }]);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let reached = () => {};
  const holds = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const slow: Backend = {
    ...backend,
    async commit(writes) {
      reached();
      await held;
      await backend.commit(writes);
    },
  };
  const put = (on: Backend, ...names: string[]) =>
    transactWriteItems(on).run({
      TransactItems: names.map((name) => ({ Put: { TableName, Item: key(name) } })),
    } as never);
  const holder = put(slow, "held", "held too");
  await holds;
  return { backend, put, holder, letGo };
};

const get = (backend: Backend, ...names: string[]) =>
  transactGetItems(backend).run({
    TransactItems: names.map((name) => ({ Get: { TableName, Key: key(name) } })),
  } as never);

const putPlain = (backend: Backend, name: string) =>
  new Promise<void>((resolve, reject) => {
    putItem(backend.store, { TableName, Item: { ...key(name), plain: N(1) } } as never, (error) =>
      error ? reject(error) : resolve(),
    );
  });

describe("a busy item, where requests wait", () => {
  it("makes transactions and single writes wait for their turn, and others not", async () => {
    const { backend, put, holder, letGo } = await holding("wait");
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    const waiting = [
      holder.then(note("holder")),
      put(backend, "held", "waits").then(note("transaction")),
      putPlain(backend, "held").then(note("plain")),
      put(backend, "waits").then(note("behind the transaction")),
    ];
    await put(backend, "free").then(note("free"));
    await putPlain(backend, "free too").then(note("free plain"));
    expect(order).toEqual(["free", "free plain"]);
    letGo();
    await Promise.all(waiting);
    expect(order.slice(0, 3)).toEqual(["free", "free plain", "holder"]);
    expect(order.slice(3).toSorted()).toEqual(["behind the transaction", "plain", "transaction"]);
  });

  it("shows a reader what was there before, of all items", async () => {
    const { backend, holder, letGo } = await holding("wait");
    expect(await get(backend, "held", "held too")).toEqual({ Responses: [{}, {}] });
    letGo();
    await holder;
    expect(await get(backend, "held", "held too")).toEqual({
      Responses: [{ Item: key("held") }, { Item: key("held too") }],
    });
  });
});

describe("a busy item, where requests are refused", () => {
  const canceled = (...codes: string[]) => ({
    body: {
      __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
      Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(", ")}]`,
      CancellationReasons: codes.map((Code) =>
        Code === "None" ? { Code } : { Code, Message: "Transaction is ongoing for the item" },
      ),
    },
  });

  it("cancels transactions that write or read it, with a reason for each", async () => {
    const { backend, put, holder, letGo } = await holding("reject");
    await expect(put(backend, "free", "held")).rejects.toMatchObject(canceled("None", "TransactionConflict"));
    await expect(get(backend, "held too", "free", "held")).rejects.toMatchObject(
      canceled("TransactionConflict", "None", "TransactionConflict"),
    );
    letGo();
    await holder;
    await put(backend, "free", "held");
    expect(await get(backend, "free")).toEqual({ Responses: [{ Item: key("free") }] });
  });

  it("refuses single writes of it, and no others", async () => {
    const { backend, holder, letGo } = await holding("reject");
    const { PutItem, UpdateItem, DeleteItem } = refuseBusyItems;
    const writes = (name: string) => [
      PutItem(backend).run({ TableName, Item: { ...key(name), n: N(1) } } as never),
      UpdateItem(backend).run({ TableName, Key: key(name) } as never),
      DeleteItem(backend).run({ TableName, Key: key(name) } as never),
    ];
    for (const write of writes("held")) {
      await expect(write).rejects.toMatchObject({
        statusCode: 400,
        body: {
          __type: "com.amazonaws.dynamodb.v20120810#TransactionConflictException",
          message: "Transaction is ongoing for the item",
        },
      });
    }
    await Promise.all(writes("free"));
    letGo();
    await holder;
    await Promise.all(writes("held"));
  });

  it("answers every request over HTTP, and counts none twice", async () => {
    const table = await openTable({ onConflict: "reject", transactionMs: 300 });
    const transactions = Array.from({ length: 8 }, (_, number) =>
      number % 2 === 0
        ? table.transact(add("counter", 1), add(`own-${number}`, 1))
        : table.transact(check("counter", "attribute_not_exists(q)"), add(`own-${number}`, 1)),
    );
    const update = { ...add("counter", 100).Update, TableName: "things" };
    const updates = Array.from({ length: 4 }, () => table.client.updateItem(update as never));
    const answers = await Promise.allSettled([...transactions, ...updates]);
    const names = answers.map((answer) => (answer.status === "fulfilled" ? "done" : answer.reason.name));
    for (const name of names) {
      expect(["done", "TransactionCanceledException", "TransactionConflictException"]).toContain(name);
    }
    expect(names).toContain("TransactionCanceledException");
    const added = names.map((name, place) => (name !== "done" ? 0 : place >= 8 ? 100 : place % 2 === 0 ? 1 : 0));
    const sum = added.reduce<number>((total, amount) => total + amount, 0);
    expect(Number((await table.get("counter"))?.n?.N)).toBe(sum);
    await table.close();
  });
});
