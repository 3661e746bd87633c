import { join } from "node:path";
import { createMemoryStore } from "@farthing/adapter-memory";
import { createSqliteStore } from "@farthing/adapter-sqlite";
import { FarthingError } from "@farthing/contract";
import type { LedgerStore } from "@farthing/core";
import type { Settings } from "./settings.ts";
import { StartRefused } from "./start-refused.ts";

type StoreSettings = Pick<Settings, "dataDirectory" | "dynamodb">;

const openers: Readonly<Record<Settings["store"], (settings: StoreSettings) => Promise<LedgerStore>>> = {
  sqlite: ({ dataDirectory }) => createSqliteStore({ file: join(dataDirectory, "ledger.sqlite") }),
  memory: async () => createMemoryStore(),
  // Who keeps ledgers in a file never loads the AWS SDK.
  dynamodb: async ({ dynamodb }) => (await import("./open-table.ts")).openTable(dynamodb),
};

/** Opens what the ledgers are kept in. @throws StartRefused where it can't be used. */
export async function openStore(store: Settings["store"], settings: StoreSettings): Promise<LedgerStore> {
  try {
    return await openers[store](settings);
  } catch (error) {
    throw FarthingError.is(error) ? new StartRefused(error.message) : error;
  }
}
