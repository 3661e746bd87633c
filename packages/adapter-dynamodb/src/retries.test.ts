import { setImmediate } from "node:timers/promises";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { FarthingError } from "@farthing/contract";
import { type Change, CommitRefused, type LedgerStore, MONTH_SUM_MAX } from "@farthing/core";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fault, fail, faults } from "../test/faults.ts";
import { idOn, settings, transaction } from "../test/ledger-samples.ts";
import { listenIn } from "../test/listen-in.ts";
import { type LocalTables, openLocalTables } from "../test/local-tables.ts";
import { swiftClock } from "../test/swift-clock.ts";
import { createDynamoDbStore } from "./create-dynamodb-store.ts";

const date = "2026-11-05";
const id = idOn(date, 1);
const sums = { income: 0, expense: 1250, incomeCount: 0, expenseCount: 1 };
const add: Change = { op: "add", month: "2026-11", sums, categories: { food: sums } };
const create: Change[] = [{ op: "put", record: transaction(id), expect: "absent" }, add];
const edit = (version: number, note: string): Change[] => [
  { op: "put", record: transaction(id, { version, note }), expect: version - 1, was: date },
];

let waiting: LocalTables;
let rejecting: LocalTables;
let tableName: string;
let ledgers = 0;

beforeAll(async () => {
  waiting = await openLocalTables();
  rejecting = await openLocalTables({ onConflict: "reject", transactionMs: 5 });
  tableName = await waiting.newTable();
});
afterAll(() => Promise.all([waiting.close(), rejecting.close()]));

const newLedger = () => {
  ledgers += 1;
  return `ledger-${ledgers}`;
};

interface Troubled {
  store: LedgerStore;
  client: DynamoDBClient;
  /** How the next requests fail, one after another. */
  trouble: Fault[];
  waits: number[];
  /** Operations of the requests, and the tokens of those that have one. */
  heard: string[];
  tokens: unknown[];
}

/** A store whose requests fail as they are told to. */
function troubledStore(tables = waiting, table = tableName): Troubled {
  const client = tables.client({ maxAttempts: 1 });
  const waitingFor = swiftClock();
  const trouble: Fault[] = [];
  const heard: string[] = [];
  const tokens: unknown[] = [];
  listenIn(client, ({ operation, input }, send) => {
    heard.push(operation);
    if ("ClientRequestToken" in input) tokens.push(input.ClientRequestToken);
    const fault = trouble.shift();
    return fault === undefined ? send() : fail(fault, operation, send);
  });
  const store = createDynamoDbStore({ client, tableName: table, ...waitingFor });
  return { store, client, trouble, waits: waitingFor.waits, heard, tokens };
}

const some = fc.array(fc.constantFrom(...faults), { minLength: 1, maxLength: 6 });
const runs = { numRuns: 40, interruptAfterTimeLimit: 5000 };

describe("a commit that meets with faults", () => {
  it("is made once, whatever failed and however often, when it has several changes", () =>
    fc.assert(
      fc.asyncProperty(some, async (trouble) => {
        const troubled = troubledStore();
        const ledger = newLedger();
        troubled.trouble.push(...trouble);
        await troubled.store.commit(ledger, create);
        expect(await troubled.store.listMonths(ledger, "2026-11", "2026-11")).toMatchObject([{ version: 1, ...sums }]);
        expect(await troubled.store.getTransaction(ledger, id)).toEqual(transaction(id));
      }),
      runs,
    ));

  it("is made once, whatever failed and however often, when it puts one record in the place of another version", () =>
    fc.assert(
      fc.asyncProperty(some, async (trouble) => {
        const troubled = troubledStore();
        const ledger = newLedger();
        await troubled.store.commit(ledger, create);
        troubled.trouble.push(...trouble);
        await troubled.store.commit(ledger, edit(2, "new"));
        expect(troubled.heard).toContain("PutItem");
        expect(await troubled.store.getTransaction(ledger, id)).toEqual(transaction(id, { version: 2, note: "new" }));
      }),
      runs,
    ));

  it("sends every try with the token of the first, and another commit with another", async () => {
    const { store, trouble, tokens } = troubledStore();
    trouble.push("throttle", "unanswered", "conflict");
    await store.commit(newLedger(), create);
    await store.commit(newLedger(), create);
    expect(tokens).toHaveLength(5);
    expect(new Set(tokens.slice(0, 4)).size).toBe(1);
    expect(new Set(tokens).size).toBe(2);
  });

  it("waits before each further try, by lot", async () => {
    const { store, trouble, waits } = troubledStore();
    trouble.push("throttle", "conflict", "overload");
    await store.commit(newLedger(), create);
    expect(waits).toHaveLength(3);
    for (const [index, wait] of waits.entries()) expect(wait).toBeLessThan(20 * 2 ** index);
  });

  it("is refused at once when a condition fails, and not sent again", async () => {
    const { store, heard } = troubledStore();
    const ledger = newLedger();
    await store.commit(ledger, create);
    await expect(store.commit(ledger, create)).rejects.toMatchObject({ change: 0, reason: "expectation" });
    expect(heard).toEqual(["TransactWriteItems", "TransactWriteItems"]);
  });

  it("is told by the expectation that failed where a sum is too large as well", async () => {
    const { store } = troubledStore();
    const ledger = newLedger();
    await store.commit(ledger, create);
    const large: Change = { op: "add", month: "2026-11", sums: { ...sums, expense: MONTH_SUM_MAX }, categories: {} };
    await expect(store.commit(ledger, [large, ...edit(4, "")])).rejects.toMatchObject({
      change: 1,
      reason: "expectation",
    });
    await expect(store.commit(ledger, [...edit(2, ""), large])).rejects.toMatchObject({
      change: 1,
      reason: "overflow",
    });
  });

  it.each<[string, Fault]>([
    ["is always too busy", "throttle"],
    ["is always in conflict", "conflict"],
    ["never answers", "lost"],
    ["fails", "overload"],
  ])("ends with unavailable after ten seconds where DynamoDB %s", async (_, fault) => {
    const { store, trouble, waits, heard } = troubledStore();
    trouble.push(...Array.from({ length: 100 }, () => fault));
    const error: unknown = await store.commit(newLedger(), create).catch((thrown: unknown) => thrown);
    expect(FarthingError.is(error) && [error.code, error.retryAfterSeconds]).toEqual(["unavailable", 1]);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(10_000);
    expect(heard.length).toBe(waits.length + 1);
    await expect(store.getSmall("me")).rejects.toMatchObject({ code: "unavailable" });
  });

  it("fails with a plain error, once, where sending it again would not help", async () => {
    const client = waiting.client({ maxAttempts: 1 });
    let requests = 0;
    listenIn(client, async () => {
      requests += 1;
      throw Object.assign(new Error("cancelled"), {
        name: "TransactionCanceledException",
        CancellationReasons: [{ Code: "ValidationError" }, { Code: "TransactionConflict" }],
      });
    });
    const store = createDynamoDbStore({ client, tableName, ...swiftClock() });
    const error: unknown = await store.commit(newLedger(), create).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(FarthingError.is(error)).toBe(false);
    expect(requests).toBe(1);
  });
});

describe("a single put whose answer was lost", () => {
  /** Makes an edit whose first try is done, or not, without an answer; before the next one, something else happens. */
  async function loseAnswer(isDone: boolean, meanwhile: (other: LedgerStore, ledger: string) => Promise<void>) {
    const client = waiting.client({ maxAttempts: 1 });
    const other = createDynamoDbStore({ client: waiting.client(), tableName });
    const ledger = newLedger();
    await other.commit(ledger, create);
    let puts = 0;
    listenIn(client, async ({ operation }, send) => {
      if (operation !== "PutItem" || puts > 0) return send();
      puts += 1;
      if (isDone) await send();
      await meanwhile(other, ledger);
      throw Object.assign(new Error("no answer"), { name: "TimeoutError" });
    });
    const store = createDynamoDbStore({ client, tableName, ...swiftClock() });
    const outcome = await store.commit(ledger, edit(2, "mine")).then(
      () => "made",
      (error: unknown) =>
        error instanceof CommitRefused ? "refused" : FarthingError.is(error) ? error.code : "failed",
    );
    const slot = await other.getTransaction(ledger, id);
    return [outcome, slot?.kind === "transaction" ? slot.note : undefined];
  }

  it("was made when it stands there", async () => {
    expect(await loseAnswer(true, async () => {})).toEqual(["made", "mine"]);
  });

  it("is made when it wasn't", async () => {
    expect(await loseAnswer(false, async () => {})).toEqual(["made", "mine"]);
  });

  it("is refused when another put its version first", async () => {
    expect(await loseAnswer(false, (other, ledger) => other.commit(ledger, edit(2, "theirs")))).toEqual([
      "refused",
      "theirs",
    ]);
  });

  it("is refused when another put the very same first: exactly one of two equal commits is made", async () => {
    expect(await loseAnswer(false, (other, ledger) => other.commit(ledger, edit(2, "mine")))).toEqual([
      "refused",
      "mine",
    ]);
  });

  it("can't be told once another version stands in its place, done or not", async () => {
    const theirs = async (other: LedgerStore, ledger: string) => {
      await other.commit(ledger, edit(2, "theirs")).catch(() => {});
      await other.commit(ledger, edit(3, "later"));
    };
    expect(await loseAnswer(true, theirs)).toEqual(["unavailable", "later"]);
    expect(await loseAnswer(false, theirs)).toEqual(["unavailable", "later"]);
  });

  it("was made when the SDK itself has sent it again", async () => {
    const client = waiting.client();
    let puts = 0;
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const answer = await next(args);
        if (context.commandName !== "PutItemCommand" || puts > 0) return answer;
        puts += 1;
        throw Object.assign(new Error("reset"), { code: "ECONNRESET" });
      },
      { step: "deserialize", priority: "high" },
    );
    const store = createDynamoDbStore({ client, tableName });
    const ledger = newLedger();
    await store.commit(ledger, create);
    await store.commit(ledger, edit(2, "mine"));
    expect(puts).toBe(1);
    expect(await store.getTransaction(ledger, id)).toMatchObject({ version: 2, note: "mine" });
    await expect(store.commit(ledger, edit(2, "mine"))).rejects.toBeInstanceOf(CommitRefused);
  });
});

describe("commits that race where writes that meet are rejected", () => {
  it("are all made, twenty of them on one month, though they met", async () => {
    const table = await rejecting.newTable();
    const client = rejecting.client();
    let met = 0;
    listenIn(client, (_, send) =>
      send().catch((error: Error) => {
        if (error.name === "TransactionCanceledException") met += 1;
        throw error;
      }),
    );
    const store = createDynamoDbStore({ client, tableName: table });
    const ids = Array.from({ length: 20 }, (_, number) => idOn(date, number));
    await Promise.all(
      ids.map((one) => store.commit("me", [{ op: "put", record: transaction(one), expect: "absent" }, add])),
    );
    expect(met).toBeGreaterThan(0);
    expect(await store.listMonths("me", "2026-11", "2026-11")).toMatchObject([
      { version: 20, expense: 25_000, expenseCount: 20 },
    ]);
  });

  it("are told right, a single put that comes while a transaction has its record", async () => {
    const table = await rejecting.newTable();
    const client = rejecting.client();
    let begun = () => {};
    let met = 0;
    listenIn(client, async ({ operation }, send) => {
      const answer = send().catch((error: Error) => {
        if (error.name === "TransactionConflictException") met += 1;
        throw error;
      });
      if (operation === "TransactWriteItems") await setImmediate().then(begun);
      return answer;
    });
    const store = createDynamoDbStore({ client, tableName: table });
    await store.commit("me", [{ op: "put", record: settings(), expect: "absent" }]);
    for (let version = 2; version < 12; version += 1) {
      const put: Change = { op: "put", record: settings({ version }), expect: version - 1 };
      const underway = new Promise<void>((resolve) => {
        begun = resolve;
      });
      const transaction = store.commit("me", [put, add]);
      await underway;
      await expect(store.commit("me", [put])).rejects.toBeInstanceOf(CommitRefused);
      await transaction;
      expect(await store.getSmall("me")).toEqual([settings({ version })]);
    }
    expect(met).toBeGreaterThan(0);
  });
});
