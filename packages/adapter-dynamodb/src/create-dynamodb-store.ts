import { randomUUID } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { FarthingError, type Id } from "@farthing/contract";
import { assertCommittable, type KeptKind, type LedgerId, type LedgerStore } from "@farthing/core";
import { ordinaryClock } from "@farthing/core/platform";
import { assertFits } from "./assert-fits.ts";
import type { WaitingOptions } from "./create-patience.ts";
import { createSender } from "./create-sender.ts";
import { eraseLedger } from "./erase-ledger.ts";
import { getItem } from "./get-items.ts";
import { monthSort, partitionOf, recordPrefixes, SMALL } from "./item-keys.ts";
import { listDue, listLedgers } from "./list-for-operators.ts";
import { listTransactions } from "./list-transactions.ts";
import { monthKey, readMonth } from "./month-item.ts";
import { planCommit } from "./plan-commit.ts";
import { beginningWith, queryAll, queryPage } from "./query.ts";
import { readOneSlot, readSlots } from "./read-slots.ts";
import { readRecord, readSmall, recordKey } from "./record-items.ts";
import { writeCommit } from "./write-commit.ts";

export interface DynamoDbStoreOptions extends WaitingOptions {
  /** Of the region where the table is. It stays its giver's: closing the store leaves it open. */
  client: DynamoDBClient;
  /** A table made by `createTable` or from `tableDefinition`. */
  tableName: string;
  /** Makes names that were never made before, 8 … 36 characters, by which writes are told apart. Starts as UUIDs. */
  token?: (() => string) | undefined;
}

/**
 * A store in one DynamoDB table, which any number of processes may share. Makes no request of its own: whether the table is
 * there and right, `checkTable` tells.
 */
export function createDynamoDbStore({
  client,
  tableName,
  clock = ordinaryClock,
  random = Math.random,
  token = randomUUID,
}: DynamoDbStoreOptions): LedgerStore {
  const sender = createSender(client, tableName, { clock, random });
  const running = new Set<Promise<unknown>>();
  let closed = false;

  /** Lets a call be waited for when the store is closed. */
  async function during<Value>(work: () => Promise<Value>): Promise<Value> {
    if (closed) throw new FarthingError("unavailable", `The store in the DynamoDB table ${tableName} is closed.`);
    const call = work();
    running.add(call);
    try {
      return await call;
    } finally {
      running.delete(call);
    }
  }

  const store: Omit<LedgerStore, "close"> = {
    getTransaction: (ledger, id) => readOneSlot(sender, ledger, id),

    listTransactions: (ledger, range) => listTransactions(sender, ledger, range),

    async getTransactions(ledger, ids) {
      const slots = await readSlots(sender, ledger, ids);
      return ids.map((id) => slots.get(id));
    },

    async getSmall(ledger) {
      const items = await queryAll(sender, { partition: partitionOf(ledger), ...beginningWith(SMALL) });
      return items.map(readSmall);
    },

    async listMonths(ledger, from, to) {
      const partition = partitionOf(ledger);
      // One item by itself is read in order with transactions under way; a query isn't, and a month's version must be.
      const items =
        from === to
          ? [await getItem(sender, monthKey(ledger, from))]
          : await queryAll(sender, { partition, first: monthSort(from), last: monthSort(to) });
      return items.flatMap((item) => (item === undefined ? [] : [readMonth(item)]));
    },

    async getKept<Kind extends KeptKind>(ledger: LedgerId, kind: Kind, id: Id) {
      const item = await getItem(sender, recordKey(ledger, kind, id));
      return item && readRecord(kind, item);
    },

    async listKept<Kind extends KeptKind>(
      ledger: LedgerId,
      kind: Kind,
      { order, after, limit }: { order: "asc" | "desc"; after?: Id | undefined; limit: number },
    ) {
      const prefix = recordPrefixes[kind];
      const { first, last } = beginningWith(prefix);
      const place = after === undefined ? undefined : prefix + after;
      const range = { partition: partitionOf(ledger), first, last, order, after: place, limit };
      const { items, next } = await queryPage(sender, range);
      const records = items.map((item) => readRecord(kind, item));
      return next === undefined ? { records } : { records, next: next.slice(prefix.length) };
    },

    async commit(ledger, changes) {
      assertCommittable(changes);
      if (changes.length === 0) return;
      const plan = planCommit(ledger, changes);
      assertFits(plan.steps);
      await writeCommit(sender, ledger, plan, token);
    },

    erase: (ledger) => eraseLedger(sender, ledger),

    ledgers: (after) => listLedgers(sender, after),

    due: (work, until, after) => listDue(sender, work, until, after),
  };

  return {
    getTransaction: (...call) => during(() => store.getTransaction(...call)),
    listTransactions: (...call) => during(() => store.listTransactions(...call)),
    getTransactions: (...call) => during(() => store.getTransactions(...call)),
    getSmall: (...call) => during(() => store.getSmall(...call)),
    listMonths: (...call) => during(() => store.listMonths(...call)),
    getKept: (...call) => during(() => store.getKept(...call)),
    listKept: (...call) => during(() => store.listKept(...call)),
    commit: (...call) => during(() => store.commit(...call)),
    erase: (...call) => during(() => store.erase(...call)),
    ledgers: (...call) => during(() => store.ledgers(...call)),
    due: (...call) => during(() => store.due(...call)),
    async close() {
      closed = true;
      await Promise.allSettled(running);
    },
  };
}
