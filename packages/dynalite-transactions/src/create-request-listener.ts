import type { IncomingMessage, RequestListener } from "node:http";
import { answerRequest, type Operation } from "./answer-request.ts";
import type { Backend } from "./backend.ts";
import { openBackend } from "./open-backend.ts";
import type { DynamoDbOptions } from "./options.ts";
import { refuseBusyItems } from "./refuse-busy-items.ts";
import { describeTimeToLive, updateTimeToLive } from "./time-to-live.ts";
import { transactGetItems } from "./transact-get-items.ts";
import { transactWriteItems } from "./transact-write-items.ts";

export interface LocalRequestListener {
  listener: RequestListener;
  /** Closes the database. Let the server finish its requests first. */
  close(): Promise<void>;
}

const operationsOf = (backend: Backend): Map<string, Operation> =>
  new Map(
    Object.entries({
      TransactWriteItems: transactWriteItems,
      TransactGetItems: transactGetItems,
      UpdateTimeToLive: updateTimeToLive,
      DescribeTimeToLive: describeTimeToLive,
      ...(backend.onConflict === "reject" ? refuseBusyItems : {}),
    }).map(([name, create]) => [`DynamoDB_20120810.${name}`, create(backend)]),
  );

const targetOf = ({ method, headers }: IncomingMessage): string =>
  method === "POST" ? String(headers["x-amz-target"]) : "";

/**
 * DynamoDB as a listener for an HTTP server of your own.
 * Rejects when an option is wrong or the database can't be opened, with a message that says what to do.
 */
export const createRequestListener = async (options: DynamoDbOptions = {}): Promise<LocalRequestListener> => {
  const { backend, listener } = await openBackend(options);
  const { store } = backend;
  const operations = operationsOf(backend);
  return {
    listener(request, response) {
      const operation = operations.get(targetOf(request));
      if (operation !== undefined) {
        void answerRequest(operation, store, request, response);
        return;
      }
      listener(request, response);
      // dynalite ends the process when a client goes away before its answer.
      request.removeAllListeners("error").on("error", () => {});
    },
    close: () => store.db.close(),
  };
};
