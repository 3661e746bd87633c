import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DynamoDB } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, connect, createTable, key, N, openTable, put, S } from "../test/local-table.ts";
import { endpointOf, startCommand } from "../test/start-command.ts";

const accounts = ["a", "b", "c", "d", "e"];
const atStart = 1000;

interface Transfer {
  id: string;
  from: string;
  to: string;
  amount: number;
}

const transferOf = (id: string, number: number): Transfer => ({
  id,
  from: accounts[number % 5] ?? "a",
  to: accounts[(number + 1 + (number % 4)) % 5] ?? "b",
  amount: 1 + (number % 7),
});

const send = (client: DynamoDB, { id, from, to, amount }: Transfer) =>
  client.transactWriteItems({
    ClientRequestToken: id,
    TransactItems: [
      add(from, -amount),
      add(to, amount),
      put({ ...key("transfer", id), from: S(from), to: S(to), amount: N(amount) }),
    ],
  });

const readAll = async (client: DynamoDB) => {
  const { Responses = [] } = await client.transactGetItems({
    TransactItems: accounts.map((account) => ({ Get: { TableName: "things", Key: key(account) } })),
  });
  const { Items = [] } = await client.query({
    TableName: "things",
    KeyConditionExpression: "p = :p",
    ExpressionAttributeValues: { ":p": S("transfer") },
    ConsistentRead: true,
  });
  const transfers: Transfer[] = Items.map((item) => ({
    id: item.s?.S ?? "",
    from: item.from?.S ?? "",
    to: item.to?.S ?? "",
    amount: Number(item.amount?.N),
  }));
  return { balances: Responses.map(({ Item }) => Number(Item?.n?.N)), transfers };
};

const balancesAfter = (transfers: readonly Transfer[]): number[] =>
  accounts.map((account) =>
    transfers.reduce(
      (balance, { from, to, amount }) => balance + (to === account ? amount : 0) - (from === account ? amount : 0),
      atStart,
    ),
  );

/** All that was answered is there, nothing is there by half, and what was answered isn't done again. */
const verify = async (client: DynamoDB, answered: readonly Transfer[]) => {
  const { balances, transfers } = await readAll(client);
  expect(balances).toEqual(balancesAfter(transfers));
  expect(transfers).toEqual(expect.arrayContaining([...answered]));
  for (const transfer of answered.slice(-1)) await send(client, transfer);
  expect((await readAll(client)).balances).toEqual(balances);
};

/** Sends transfers, eight at a time, until so many are answered: then the process is killed, whatever it does. */
const liveAndDie = async (path: string, life: number, answersMax: number, answered: Transfer[]) => {
  const command = startCommand("--port", "0", "--path", path);
  const client = connect(await endpointOf(command));
  if (life === 0) {
    await createTable(client, "things");
    for (const account of accounts) {
      await client.putItem({ TableName: "things", Item: { ...key(account), n: N(atStart) } });
    }
  }
  await verify(client, answered);
  let sent = 0;
  let answers = 0;
  const work = async () => {
    for (;;) {
      const transfer = transferOf(`${life}-${sent}`, sent);
      sent += 1;
      await send(client, transfer);
      answered.push(transfer);
      answers += 1;
      if (answers === answersMax) command.process.kill("SIGKILL");
    }
  };
  await Promise.allSettled(Array.from({ length: 8 }, work));
  expect(answers).toBeGreaterThanOrEqual(answersMax);
  await command.ended;
  client.destroy();
};

describe("a process that is killed", () => {
  it("has every transfer that it answered, and none by half", async () => {
    const lives = fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(lives, async (answersMax) => {
        const path = await mkdtemp(join(tmpdir(), "dynalite-transactions-"));
        const answered: Transfer[] = [];
        for (const [life, max] of answersMax.entries()) await liveAndDie(path, life, max, answered);
        const table = await openTable({ path });
        await verify(table.client, answered);
        await table.close();
        await rm(path, { recursive: true });
      }),
      { numRuns: 1, endOnFailure: true },
    );
  });
});
