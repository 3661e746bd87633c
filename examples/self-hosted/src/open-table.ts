import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { checkTable, createDynamoDbStore, createTable } from "@farthing/adapter-dynamodb";
import type { LedgerStore } from "@farthing/core";
import type { Settings } from "./settings.ts";
import { StartRefused } from "./start-refused.ts";

type TableSettings = Settings["dynamodb"];

/** An emulator takes any region and credentials, and needs some. */
const forEmulators = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };

const clientOf = ({ endpoint }: TableSettings) =>
  new DynamoDBClient(endpoint === undefined ? {} : { endpoint, ...forEmulators });

/** For somebody who has commands and no functions. */
function told(error: unknown): StartRefused {
  const message = error instanceof Error ? error.message : String(error);
  return new StartRefused(message.replaceAll("createTable", "`npm run table:create`"));
}

/** @throws StartRefused where the table is missing, isn't one of Farthing's, or can't be reached. */
export async function openTable(settings: TableSettings): Promise<LedgerStore> {
  const client = clientOf(settings);
  const tableName = settings.table;
  await checkTable({ client, tableName }).catch((error: unknown) => {
    client.destroy();
    throw told(error);
  });
  const store = createDynamoDbStore({ client, tableName });
  return {
    ...store,
    async close() {
      await store.close();
      client.destroy();
    },
  };
}

/** Makes the table where it is missing. @throws StartRefused where that can't be done. */
export async function makeTable(settings: TableSettings): Promise<void> {
  const client = clientOf(settings);
  try {
    await createTable({ client, tableName: settings.table });
  } catch (error) {
    throw told(error);
  } finally {
    client.destroy();
  }
}
