import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describeLedgerStore } from "@farthing/store-conformance";
import { afterAll, beforeAll } from "vitest";
import { createDynamoDbStore } from "../src/create-dynamodb-store.ts";
import { type LocalTables, openLocalTables } from "./local-tables.ts";
import { refuseWeakReads } from "./refuse-weak-reads.ts";

const budget = { runs: 20, calls: 50, seconds: 10 };
const told = `${budget.runs} × ${budget.calls} random calls, ${budget.seconds} s at most`;

/** The whole suite of stores, each on a table of its own. */
export function describeDynamoDbStore(name: string, onConflict: "wait" | "reject"): void {
  let tables: LocalTables;
  let client: DynamoDBClient;
  beforeAll(async () => {
    tables = await openLocalTables({ onConflict });
    client = tables.client();
    refuseWeakReads(client);
  });
  afterAll(() => tables.close());

  describeLedgerStore(`${name} (${told})`, {
    ...budget,
    async create() {
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
