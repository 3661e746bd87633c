import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { FarthingError } from "@farthing/contract";
import { classifyFailure, wasRepeated } from "./classify-failure.ts";
import { createPatience, type Patience, type Waiting } from "./create-patience.ts";
import { explainFailure } from "./explain-failure.ts";

/** One request, made anew for every try. */
export type Request<Output> = (documents: DynamoDBDocumentClient) => Promise<Output>;

export type Outcome<Output> =
  | { output: Output }
  /** Places of the actions whose conditions failed; `doubtful` where an earlier try may have been done. */
  | { refused: readonly number[]; doubtful: boolean };

/** Sends requests about one table, and again what can be mended by that. */
export interface Sender {
  table: string;
  /**
   * @throws FarthingError `unavailable` once it was tried for long enough: whether it was done isn't known.
   * @throws Error for whoever runs the table.
   */
  attempt<Output>(request: Request<Output>): Promise<Outcome<Output>>;
  /** A request that has no conditions. */
  send<Output>(request: Request<Output>): Promise<Output>;
  patience(): Patience;
}

export const unavailable = (table: string, cause?: unknown) =>
  new FarthingError("unavailable", `The DynamoDB table ${table} can't be reached now, or is too busy: try again.`, {
    cause,
    retryAfterSeconds: 1,
  });

/** A configuration of its own: another document client of the same client may translate values otherwise. */
const documentsOf = (client: DynamoDBClient) =>
  DynamoDBDocumentClient.from({
    config: { ...client.config },
    middlewareStack: client.middlewareStack,
  } as DynamoDBClient);

export function createSender(client: DynamoDBClient, table: string, waiting: Waiting): Sender {
  const documents = documentsOf(client);
  const patience = () => createPatience(waiting);

  async function attempt<Output>(request: Request<Output>): Promise<Outcome<Output>> {
    const again = patience();
    for (let doubtful = false; ; ) {
      try {
        return { output: await request(documents) };
      } catch (error) {
        const failure = classifyFailure(error);
        if (failure.then === "stop") throw explainFailure(error, table);
        if (failure.then === "refuse") return { refused: failure.failed, doubtful: doubtful || wasRepeated(error) };
        doubtful ||= failure.doubtful || wasRepeated(error);
        if (!(await again())) throw unavailable(table, error);
      }
    }
  }

  async function send<Output>(request: Request<Output>): Promise<Output> {
    const outcome = await attempt(request);
    if ("output" in outcome) return outcome.output;
    throw new Error(`DynamoDB refused a request to the table ${table} that has no conditions.`);
  }

  return { table, attempt, send, patience };
}
