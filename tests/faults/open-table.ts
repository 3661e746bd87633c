import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { createTable } from "@farthing/adapter-dynamodb";
import { createRequestListener } from "dynalite-transactions";

/** A DynamoDB table in this process that refuses writes which meet, as the real one does. */
export interface Table {
  tableName: string;
  /** A client of its own. @param tries how often the SDK sends a request by itself, without waiting. */
  client(tries: number): DynamoDBClient;
  close(): Promise<void>;
}

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

type Received = { statusCode: number; headers: Record<string, string>; body: Uint8Array };

/** Hands requests to a listener without a socket: what happens then, and in which order, is the same each time. */
function requestHandler(listener: RequestListener): NonNullable<DynamoDBClientConfig["requestHandler"]> {
  const ask = ({ method, path, headers, body = "" }: Sent) =>
    new Promise<Received>((resolve) => {
      const received: Received = { statusCode: 200, headers: {}, body: new Uint8Array() };
      const response = {
        get statusCode() {
          return received.statusCode;
        },
        set statusCode(status: number) {
          received.statusCode = status;
        },
        headersSent: false,
        setHeader(name: string, value: unknown) {
          received.headers[name.toLowerCase()] = String(value);
        },
        writeHead(status: number, more: Record<string, unknown> = {}) {
          received.statusCode = status;
          for (const [name, value] of Object.entries(more)) response.setHeader(name, value);
          return response;
        },
        end: (text = "") => resolve({ ...received, body: Buffer.from(text) }),
      };
      const bytes = typeof body === "string" ? Buffer.from(body) : body;
      const request = Object.assign(Readable.from([bytes], { objectMode: false }), { method, url: path, headers });
      listener(request as unknown as IncomingMessage, response as unknown as ServerResponse);
    });
  return {
    /** As from a socket, an answer never comes in the same turn of the event loop. */
    handle: (request: Sent) => setImmediate().then(async () => ({ response: await ask(request) })),
  } as never;
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
      requestHandler: requestHandler(listener),
      retryStrategy: retryAtOnce(tries),
    });
  await createTable({ client: client(1), tableName });
  return { tableName, client, close };
}
