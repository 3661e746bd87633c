import {
  assembleLedger,
  type Ledger,
  type OperationName,
  operationNames,
  type TransactionTotals,
} from "@farthing/contract";
import type { ClientOptions } from "./client-options.ts";
import { type CallOptions, createSender, type Input } from "./create-sender.ts";
import { readValue } from "./read-answer.ts";
import { readJob } from "./read-job.ts";
import { readPieces } from "./read-pieces.ts";

/**
 * Gives the ledger of a token's user over HTTP: the same interface as in one's own process.
 *
 * What fails without harm is sent again, whatever it is: every write carries an id or a key, made once a call, by which the
 * server tells a repeat. Errors have the server's codes, or `network`, `timeout`, `aborted` and `bad_response`.
 */
export function createClient(options: ClientOptions): Ledger {
  const send = createSender(options);

  const ask = (operation: OperationName) => (input?: Input, options?: CallOptions) =>
    send(operation, input, options, async (answer, guard, limitMs) => {
      const value = answer.headers.get("content-type")?.startsWith("application/x-ndjson")
        ? await readJob(readPieces(answer, guard, limitMs), answer, options?.onProgress)
        : await readValue(answer, guard, limitMs);
      guard.close();
      return value;
    });

  async function* download(input?: Input, options?: CallOptions): AsyncGenerator<Uint8Array> {
    const { pieces, guard } = await send("transactions.export", input, options, async (answer, guard, limitMs) => ({
      pieces: readPieces(answer, guard, limitMs),
      guard,
    }));
    try {
      yield* pieces;
    } finally {
      guard.close();
    }
  }

  async function totals(input?: Input, options?: CallOptions): Promise<TransactionTotals> {
    const askOnce = ask("transactions.totals");
    let sum = (await askOnce(input, options)) as TransactionTotals;
    while (!sum.complete) {
      const more = (await askOnce({ ...input, cursor: sum.cursor }, options)) as TransactionTotals;
      sum = {
        ...more,
        count: sum.count + more.count,
        income: sum.income + more.income,
        expense: sum.expense + more.expense,
        net: sum.net + more.net,
      };
    }
    return sum;
  }

  const special: Partial<Record<OperationName, (input?: Input, options?: CallOptions) => unknown>> = {
    "transactions.export": download,
    "transactions.totals": totals,
  };
  return assembleLedger(operationNames, (operation) => special[operation] ?? ask(operation));
}
