import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { createTable } from "@farthing/adapter-dynamodb";
import { createRequestListener, inProcess } from "dynalite-transactions";

/** A DynamoDB table in this process that refuses writes which meet, as the real one does. */
export interface Table {
  tableName: string;
  /** A client of its own. @param tries how often the SDK sends a request by itself, without waiting. */
  client(tries: number): DynamoDBClient;
  close(): Promise<void>;
}

function retryAtOnce(tries: number): NonNullable<DynamoDBClientConfig["retryStrategy"]> {
  const token = (count: number) => ({ getRetryCount: () => count, getRetryDelay: () => 0 });
  return {
    acquireInitialRetryToken: async () => token(0),
    async refreshRetryTokenForRetry({ getRetryCount }: ReturnType<typeof token>, { errorType }: { errorType: string }) {
      if (errorType === "CLIENT_ERROR" || getRetryCount() + 1 >= tries) throw new Error("It was tried often enough.");
      return token(getRetryCount() + 1);
    },
    recordSuccess() {},
  };
}

export async function openTable(): Promise<Table> {
  const { listener, close } = await createRequestListener({ onConflict: "reject" });
  const tableName = "farthing";
  const client: Table["client"] = (tries) =>
    new DynamoDBClient({
      endpoint: "http://dynamodb.test",
      region: "eu-west-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      ...inProcess(listener),
      retryStrategy: retryAtOnce(tries),
    });
  await createTable({ client: client(1), tableName });
  return { tableName, client, close };
}
