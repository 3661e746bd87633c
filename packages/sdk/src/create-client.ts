import {
  assembleLedger,
  type Ledger,
  type OperationName,
  operationNames,
  routes,
  type TransactionTotals,
} from "@farthing/contract";
import { buildRequest, type CallOptions } from "./build-request.ts";
import type { ClientOptions } from "./client-options.ts";
import type { FetchResponse } from "./fetch.ts";
import { parseJson } from "./read-problem.ts";
import { readBytes, readJob } from "./read-stream.ts";
import { send } from "./send.ts";

type Input = Readonly<Record<string, unknown>>;

const readJson = async (response: FetchResponse) => parseJson(await response.text());

/**
 * The ledger of a token's user, over HTTP: the interface that a Farthing in the same process gives.
 *
 * Every write carries an id or a key of its own, made once a call, so what is sent again after a lost answer happens once.
 * Errors are `FarthingError`s with the server's codes, or `network`, `timeout`, `aborted` and `bad_response`.
 */
export function createClient(client: ClientOptions): Ledger {
  const perform = (name: OperationName, input: Input = {}, options: CallOptions = {}) =>
    send<unknown>(client, buildRequest(name, routes[name], input, options), options.signal, (response) =>
      routes[name].gives === "job" ? readJob(response, options.onProgress) : readJson(response),
    );

  async function* exportCsv(input: Input = {}, options: CallOptions = {}) {
    const name = "transactions.export";
    const response = await send(
      client,
      buildRequest(name, routes[name], input, options),
      options.signal,
      async (answer) => answer,
    );
    yield* readBytes(response, options.signal);
  }

  /** The server adds up as much as one call may read; here it is the whole. */
  async function totals(input: Input = {}, options?: CallOptions): Promise<TransactionTotals> {
    const total = { count: 0, income: 0, expense: 0, net: 0 };
    for (let cursor = input.cursor; ; ) {
      const part = (await perform("transactions.totals", { ...input, cursor }, options)) as TransactionTotals;
      for (const figure of ["count", "income", "expense", "net"] as const) total[figure] += part[figure];
      if (part.cursor === null) return { ...total, complete: true, cursor: null };
      cursor = part.cursor;
    }
  }

  return assembleLedger(operationNames, (name) => {
    if (name === "transactions.export") return exportCsv;
    if (name === "transactions.totals") return totals;
    return (input?: Input, options?: CallOptions) => perform(name, input, options);
  });
}
