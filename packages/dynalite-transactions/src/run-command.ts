import { parseArgs } from "node:util";
import { startDynamoDb } from "./start-dynamo-db.ts";

const usage = `Usage: dynalite-transactions [options]

DynamoDB on this machine: dynalite with TransactWriteItems and TransactGetItems.

  --port <port>                 where to listen (default 4567; 0 takes any that is free)
  --host <address>              where to listen (default 127.0.0.1: for this machine alone)
  --path <folder>               keep everything in this folder (default: in memory)
  --on-conflict <wait|reject>   what happens to a request for an item that a transaction holds (default wait)
  --transaction-ms <ms>         how long a transaction holds its items at least (default 0)
  --help                        show this and exit
`;

const options = {
  port: { type: "string", default: "4567" },
  host: { type: "string" },
  path: { type: "string" },
  "on-conflict": { type: "string" },
  "transaction-ms": { type: "string" },
  help: { type: "boolean", default: false },
} as const;

const integer = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined || /^\d{1,15}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new Error(`--${name} has to be a whole number, but is ${JSON.stringify(text)}.`);
};

const conflictPolicy = (text: string | undefined): "wait" | "reject" | undefined => {
  if (text === undefined || text === "wait" || text === "reject") return text;
  throw new Error(`--on-conflict has to be wait or reject, but is ${JSON.stringify(text)}.`);
};

export interface CommandResult {
  /** What the process exits with when there is nothing to wait for. */
  code: 0 | 1;
  output: string;
  errors: string;
  /** There while the command listens. */
  close?: (() => Promise<void>) | undefined;
}

const start = async (args: readonly string[]): Promise<CommandResult> => {
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) return { code: 0, output: usage, errors: "" };
  const { host, path } = values;
  const { endpoint, close } = await startDynamoDb({
    port: integer("port", values.port),
    host,
    path,
    onConflict: conflictPolicy(values["on-conflict"]),
    transactionMs: integer("transaction-ms", values["transaction-ms"]),
  });
  const kept = path === undefined ? "in memory" : `in ${path}`;
  return {
    code: 0,
    output: `dynalite-transactions listens at ${endpoint} and keeps everything ${kept}\n`,
    errors: "",
    close,
  };
};

/** What the command does and says, apart from the process that it runs in. */
export const runCommand = (args: readonly string[]): Promise<CommandResult> =>
  start(args).catch((error: Error) => ({ code: 1, output: "", errors: `dynalite-transactions: ${error.message}\n` }));
