import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { add, check, key, type LocalTable, N, openTable, put, remove, S } from "../test/local-table.ts";

type Kind = "put" | "add" | "remove" | "check";
type Condition = "none" | "exists" | "absent" | "positive";

interface Action {
  kind: Kind;
  name: string;
  amount: number;
  condition: Condition;
}

const names = ["a", "b", "c", "d"];

const conditions: Record<Condition, { holds(n: number | undefined): boolean; more: object }> = {
  none: { holds: () => true, more: {} },
  exists: { holds: (n) => n !== undefined, more: { ConditionExpression: "attribute_exists(p)" } },
  absent: { holds: (n) => n === undefined, more: { ConditionExpression: "attribute_not_exists(p)" } },
  positive: {
    holds: (n) => n !== undefined && n > 0,
    more: { ConditionExpression: "n > :zero", ExpressionAttributeValues: { ":zero": N(0) } },
  },
};

const requestOf = ({ kind, name, amount, condition }: Action): TransactWriteItem => {
  const { more } = conditions[condition];
  if (kind === "put") return put({ ...key(name), n: N(amount) }, more);
  if (kind === "remove") return remove(name, more);
  if (kind === "check") return check(name, "attribute_exists(p) OR attribute_not_exists(p)", more);
  const values = { ":amount": N(amount), ...(condition === "positive" ? { ":zero": N(0) } : {}) };
  return add(name, amount, { ...more, ExpressionAttributeValues: values });
};

/** What a plain map would hold afterwards. */
const apply = (items: Map<string, number>, { kind, name, amount }: Action): void => {
  if (kind === "put") items.set(name, amount);
  if (kind === "add") items.set(name, (items.get(name) ?? 0) + amount);
  if (kind === "remove") items.delete(name);
};

const action = fc.record<Action>({
  kind: fc.constantFrom<Kind>("put", "add", "remove", "check"),
  name: fc.constantFrom(...names),
  amount: fc.integer({ min: -5, max: 5 }),
  condition: fc.constantFrom<Condition>("none", "exists", "absent", "positive"),
});

const transaction = fc.uniqueArray(action, { minLength: 1, maxLength: 4, selector: ({ name }) => name });

const readAll = async ({ client }: LocalTable, p: readonly string[]) => {
  const { Responses = [] } = await client.transactGetItems({
    TransactItems: p.map((name) => ({ Get: { TableName: "things", Key: key(name) } })),
  });
  return Responses.map(({ Item }) => Item);
};

describe("transactions one after another", () => {
  let table: LocalTable;
  beforeAll(async () => {
    table = await openTable();
  });
  afterAll(() => table.close());

  it("do to a database what they would do to a map, wholly or not at all", () =>
    fc.assert(
      fc.asyncProperty(fc.array(transaction, { maxLength: 12 }), async (transactions) => {
        await table.transact(...names.map((name) => remove(name)));
        const items = new Map<string, number>();
        for (const actions of transactions) {
          const codes = actions.map(({ name, condition }) =>
            conditions[condition].holds(items.get(name)) ? "None" : "ConditionalCheckFailed",
          );
          const answer = await table.transact(...actions.map(requestOf)).catch((error: unknown) => error);
          if (codes.includes("ConditionalCheckFailed")) {
            expect(answer).toMatchObject({ CancellationReasons: codes.map((Code) => ({ Code })) });
          } else {
            expect(answer).not.toBeInstanceOf(Error);
            for (const each of actions) apply(items, each);
          }
        }
        const expected = names.map((name) => {
          const n = items.get(name);
          return n === undefined ? undefined : { ...key(name), n: N(n) };
        });
        expect(await readAll(table, names)).toEqual(expected);
      }),
      { numRuns: 40 },
    ));
});

describe.each(["in memory", "on disk"])("transactions at the same time, %s", (place) => {
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

  const transfer = fc.record({
    from: fc.constantFrom(...names),
    to: fc.constantFrom(...names),
    amount: fc.integer({ min: 1, max: 60 }),
  });

  it("keep the sum of all accounts, at every moment that a reader sees, and lose no write of one item", () =>
    fc.assert(
      fc.asyncProperty(fc.array(transfer, { minLength: 5, maxLength: 30 }), async (transfers) => {
        await table.transact(...names.map((name) => put({ ...key(name), n: N(100), touched: N(0) })));
        const sum = (items: readonly ({ n?: { N?: string } } | undefined)[]) =>
          items.reduce((total, item) => total + Number(item?.n?.N), 0);
        const answers = await Promise.all(
          transfers.flatMap(({ from, to, amount }) => [
            from === to
              ? undefined
              : table
                  .transact(
                    add(from, -amount, {
                      ConditionExpression: "n >= :least",
                      ExpressionAttributeValues: { ":amount": N(-amount), ":least": N(amount) },
                    }),
                    add(to, amount),
                  )
                  .catch((error: Error) => {
                    expect(error.name).toBe("TransactionCanceledException");
                  }),
            table.client.updateItem({
              TableName: "things",
              Key: key(from),
              UpdateExpression: "ADD touched :one",
              ExpressionAttributeValues: { ":one": N(1) },
            }),
            readAll(table, names).then((items) => expect(sum(items as never)).toBe(400)),
          ]),
        );
        expect(answers).toHaveLength(3 * transfers.length);
        const items = await readAll(table, names);
        expect(sum(items as never)).toBe(400);
        for (const item of items) expect(Number(item?.n?.N)).toBeGreaterThanOrEqual(0);
        const touched = names.map((name) => transfers.filter(({ from }) => from === name).length);
        expect(items.map((item) => Number(item?.touched?.N))).toEqual(touched);
      }),
      { numRuns: 10 },
    ));

  it("aren't seen by half in one page of a Query or one BatchGetItem of an item", async () => {
    const pair = (round: number) => ({ ...key("pair"), x: S(String(round)), y: S(String(round)) });
    await table.put(pair(0));
    const reads: Promise<unknown>[] = [];
    for (let round = 1; round <= 20; round++) {
      reads.push(
        table.transact(put(pair(round)), add("beside", 1)),
        table.client
          .batchGetItem({ RequestItems: { things: { Keys: [key("pair")], ConsistentRead: true } } })
          .then(({ Responses }) => expect(Responses?.things?.[0]?.x).toEqual(Responses?.things?.[0]?.y)),
        table.client
          .query({
            TableName: "things",
            KeyConditionExpression: "p = :p",
            ExpressionAttributeValues: { ":p": S("pair") },
            ConsistentRead: true,
          })
          .then(({ Items }) => expect(Items?.[0]?.x).toEqual(Items?.[0]?.y)),
      );
    }
    await Promise.all(reads);
    expect(await table.get("beside")).toMatchObject({ n: N(20) });
  });
});
