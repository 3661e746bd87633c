import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { createDynamoDbStore } from "@farthing/adapter-dynamodb";
import { FarthingError, type Ledger, repeatableCodes } from "@farthing/contract";
import { type Clock, createFarthing, type IdSource, type LedgerStore } from "@farthing/core";
import { ordinaryClock } from "@farthing/core/platform";
import { type FaultRates, injectFaults, planFaults, type SentRequests } from "@farthing/store-conformance";
import { dyingStore } from "../dying-store.ts";
import type { Table } from "./open-table.ts";

/** What it took to be answered. */
export interface Spent {
  /** How much was asked of the ledger, and how often in all. */
  operations: number;
  calls: number;
  /** How often it refused with each code. */
  refused: Record<string, number>;
  /** How much the ledger asked of its store. */
  storeCalls: number;
  /** By what was asked: how often, and the requests that took. */
  byName: Record<string, { operations: number; requests: number }>;
}

/** A server of a ledger, with a clock of its own on which waiting takes no time, whose requests meet with faults. */
export interface Process {
  ids: IdSource;
  clock: Clock;
  sent: SentRequests;
  spent: Spent;
  ledger: Ledger;
  /** The same ledger as a process has it that dies with the commit of that number, counted from 0. */
  dying(at: number, when: "before" | "after"): Ledger;
  /** Asks until there is an answer that another try wouldn't change, as a client does, at most so often. */
  ask<Answer>(name: string, send: () => Promise<Answer>, triesMax?: number): Promise<Answer>;
}

export interface ProcessOptions {
  table: Table;
  name: string;
  /** Number among the processes of the table, 0 … 1295. */
  number: number;
  ledger: string;
  rates: FaultRates;
  seed: number;
}

const began = Date.UTC(2026, 2, 31, 12);

function virtualClock(): Clock {
  let now = began;
  return {
    ...ordinaryClock,
    now: () => now,
    async sleep(milliseconds) {
      const end = now + milliseconds;
      await setImmediate();
      now = Math.max(now, end);
    },
  };
}

function seededIds(name: string, seed: number): IdSource {
  let given = 0;
  return {
    random(length) {
      given += 1;
      const digest = createHash("sha256").update(`${name} ${seed} ${given}`).digest("hex");
      return BigInt(`0x${digest}`).toString(36).padStart(50, "0").slice(-length);
    },
  };
}

/** A store that tells of every call. */
const counting = (store: LedgerStore, onCall: () => void): LedgerStore =>
  Object.fromEntries(
    Object.entries(store).map(([name, method]) => [
      name,
      (...call: never[]) => {
        onCall();
        return (method as (...call: never[]) => unknown)(...call);
      },
    ]),
  ) as unknown as LedgerStore;

export function startProcess({ table, name, number, ledger, rates, seed }: ProcessOptions): Process {
  const ids = seededIds(name, seed);
  const clock = virtualClock();
  // Every other one leaves some of the retries to the SDK.
  const client = table.client(1 + 2 * (number % 2));
  const sent = injectFaults(client, { plan: planFaults({ seed, rates }), clock });
  const base36 = (value: number, length: number) => value.toString(36).padStart(length, "0");
  let tokens = 0;
  const spent: Spent = { operations: 0, calls: 0, refused: {}, storeCalls: 0, byName: {} };
  const countCall = () => {
    spent.storeCalls += 1;
  };
  const dynamoDb = createDynamoDbStore({
    client,
    tableName: table.tableName,
    clock,
    random: () => Number.parseInt(ids.random(6), 36) / 36 ** 6,
    token() {
      tokens += 1;
      return `${base36(number, 2)}${base36(tokens, 6)}`;
    },
  });
  const store = counting(dynamoDb, countCall);
  const reach = (over: LedgerStore) => createFarthing({ store: over, clock, ids }).ledger(ledger);
  async function askOften<Answer>(send: () => Promise<Answer>, triesMax: number): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      spent.calls += 1;
      try {
        return await send();
      } catch (error) {
        if (!FarthingError.is(error)) throw error;
        spent.refused[error.code] = (spent.refused[error.code] ?? 0) + 1;
        if (!(repeatableCodes as readonly string[]).includes(error.code) || tries === triesMax) throw error;
        await clock.sleep((error.retryAfterSeconds ?? 1) * 1000);
      }
    }
  }

  return {
    ids,
    clock,
    sent,
    spent,
    ledger: reach(store),
    dying: (at, when) => reach(dyingStore(store, at, when)),
    async ask(name, send, triesMax = 30) {
      spent.operations += 1;
      const before = sent.count;
      try {
        return await askOften(send, triesMax);
      } finally {
        const { operations, requests } = spent.byName[name] ?? { operations: 0, requests: 0 };
        spent.byName[name] = { operations: operations + 1, requests: requests + sent.count - before };
      }
    },
  };
}
