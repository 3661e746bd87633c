import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { createRequestListener, type DynamoDbOptions, inProcess } from "dynalite-transactions";
import { createTable } from "../src/create-table.ts";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** A DynamoDB in this process, for the tests of one file. */
export interface LocalTables {
  /** A client of its own, so that what listens in on it hears nothing of others. */
  client(config?: DynamoDBClientConfig): DynamoDBClient;
  /** The name of a table that nothing else uses. */
  newTable(): Promise<string>;
  close(): Promise<void>;
}

export async function openLocalTables(options?: DynamoDbOptions): Promise<LocalTables> {
  const { listener, close } = await createRequestListener(options);
  const client: LocalTables["client"] = (config = {}) =>
    new DynamoDBClient({
      endpoint: "http://dynamodb.test",
      region: "eu-west-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      ...inProcess(listener),
      ...config,
    });
  const operator = client();
  let tables = 0;
  return {
    client,
    async newTable() {
      tables += 1;
      const tableName = `table-${tables}`;
      await createTable({ client: operator, tableName, random: () => 0 });
      return tableName;
    },
    close,
  };
}
