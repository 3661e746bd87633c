import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** One request of a client: its operation, as `GetItem`, and its input in native values. */
export interface Heard {
  operation: string;
  input: Record<string, unknown>;
}

/** What takes part in every request of a client, outside the SDK's own retries: what it gives or throws is the answer. */
export type Listener = (heard: Heard, send: () => Promise<Record<string, unknown>>) => Promise<Record<string, unknown>>;

export function listenIn(client: DynamoDBClient, listener: Listener): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const operation = String(context.commandName).replace(/Command$/, "");
      let response: unknown;
      const output = await listener({ operation, input: args.input as Record<string, unknown> }, async () => {
        const answered = await next(args);
        response = answered.response;
        return answered.output as object as Record<string, unknown>;
      });
      return { response, output: output as never };
    },
    { step: "initialize" },
  );
}
