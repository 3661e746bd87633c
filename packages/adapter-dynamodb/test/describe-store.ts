import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describeLedgerStore } from "@farthing/store-conformance";
import { createDynamoDbStore } from "../src/create-dynamodb-store.ts";
import { type LocalTables, openLocalTables } from "./local-tables.ts";
import { refuseWeakReads } from "./refuse-weak-reads.ts";

const budget = { runs: 20, calls: 50, seconds: 10 };
const told = `${budget.runs} × ${budget.calls} random calls, ${budget.seconds} s at most`;

interface Opened {
  tables: LocalTables;
  /** Fails where a read isn't strong. */
  client: DynamoDBClient;
}

async function openStrictly(onConflict: "wait" | "reject"): Promise<Opened> {
  const tables = await openLocalTables({ onConflict });
  const client = tables.client();
  refuseWeakReads(client);
  return { tables, client };
}

/** The whole suite of stores, each on a table of its own. */
export function describeDynamoDbStore(name: string, onConflict: "wait" | "reject"): void {
  let opened: Promise<Opened> | undefined;

  describeLedgerStore(`${name} (${told})`, {
    ...budget,
    async create() {
      opened ??= openStrictly(onConflict);
      const { tables, client } = await opened;
      const options = { client, tableName: await tables.newTable() };
      let store = createDynamoDbStore(options);
      return {
        store,
        async reopen() {
          await store.close();
          store = createDynamoDbStore(options);
          return store;
        },
        destroy: () => store.close(),
      };
    },
  });
}
