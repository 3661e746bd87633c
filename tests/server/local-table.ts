import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createTable } from "@farthing/adapter-dynamodb";
import { startDynamoDb } from "dynalite-transactions";

/** A table on this machine's disk, and the settings by which a server finds it. */
export interface LocalTable {
  settings: Readonly<Record<string, string>>;
  /** Ends what serves it and starts it again over what is on the disk. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

const tableName = "farthing";

export async function openLocalTable(): Promise<LocalTable> {
  const path = mkdtempSync(join(tmpdir(), "farthing-table-"));
  let server = await startDynamoDb({ path });
  const { endpoint, port } = server;
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
  await createTable({ client, tableName });
  client.destroy();
  return {
    settings: { FARTHING_STORE: "dynamodb", FARTHING_TABLE: tableName, FARTHING_DYNAMODB_ENDPOINT: endpoint },
    async restart() {
      await server.close();
      server = await startDynamoDb({ path, port });
    },
    async remove() {
      await server.close();
      rmSync(path, { recursive: true, force: true });
    },
  };
}
