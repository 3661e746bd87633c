import { FarthingError, type JobProgress, type OperationName, type Route, routes } from "@farthing/contract";
import { type Outcome, operations, type PerformOptions } from "@farthing/core";
import { answerCsv } from "./answers/answer-csv.ts";
import { answerJob, NDJSON } from "./answers/answer-job.ts";
import { answerJson } from "./answers/answer-json.ts";
import type { Call } from "./answers/call.ts";
import type { AppOptions } from "./app-options.ts";
import { readIdempotencyKey, readIfMatch } from "./conditions.ts";
import type { Admission } from "./create-admission.ts";
import type { CursorPlace, CursorSeal } from "./cursor-seal.ts";
import type { Exchange } from "./exchange.ts";
import { expectScope } from "./expect-scope.ts";
import { negotiate } from "./negotiate.ts";
import type { FileInput, FileReader } from "./read-file.ts";
import { readJson, readNothing } from "./read-json.ts";
import { createQueryReader } from "./read-query.ts";
import { takesVersion } from "./takes-version.ts";
import { invalidRequest } from "./to-problem.ts";

/** Answers an operation; `parameters` are those of its path. */
export type OperationHandler = (exchange: Exchange, parameters: Parameters) => Promise<Response>;

export interface HandlerTools {
  farthing: AppOptions["farthing"];
  admit: Admission["user"];
  seal: CursorSeal;
  readFile: FileReader;
}

const ways: Readonly<Record<Route["gives"], { types: readonly string[]; answer: (call: Call) => Promise<Response> }>> =
  {
    json: { types: ["application/json"], answer: answerJson },
    record: { types: ["application/json"], answer: answerJson },
    job: { types: ["application/json", NDJSON], answer: answerJob },
    csv: { types: ["text/csv"], answer: answerCsv },
  };

type Parameters = Readonly<Record<string, string>>;

/** What was sent, with what the path says. @throws FarthingError `invalid_request` where both say the same member. */
function joined(sent: Readonly<Record<string, unknown>>, parameters: Parameters): Record<string, unknown> {
  for (const member in parameters) {
    if (Object.hasOwn(sent, member))
      throw invalidRequest(`/${member}`, "repeated", "The path says it already: leave it out here.");
  }
  return { ...sent, ...parameters };
}

/** Makes the function that answers an operation: who asks, for what, done by the ledger, told as the route says. */
export function createOperationHandler(operation: OperationName, tools: HandlerTools): OperationHandler {
  const { farthing, admit, seal, readFile } = tools;
  const { method, sends, gives, needs } = routes[operation];
  const { types, answer } = ways[gives];
  const reads = method === "GET";
  const versioned = takesVersion(routes[operation]);
  const paged = "cursor" in operations[operation].input.shape;
  const readQuery = createQueryReader(operations[operation]);

  async function readSent(request: Request, parameters: Parameters): Promise<FileInput> {
    const query = readQuery(request.url);
    if (sends === "json") {
      const [stray] = Object.keys(query);
      if (stray !== undefined)
        throw invalidRequest(`/${stray}`, "unknown_member", "Write it into the body, not into the query.");
      return { input: joined(await readJson(request), parameters) };
    }
    const input = joined(query, parameters);
    if (sends === "file") return readFile(request, input);
    if (!reads) await readNothing(request);
    return { input };
  }

  function readOptions(request: Request): PerformOptions {
    const { headers } = request;
    const today = headers.get("farthing-today") ?? undefined;
    // What concerns one record is over before anybody could go away, and listening for that isn't free.
    const signal = gives === "record" ? undefined : request.signal;
    if (reads) return { signal, today };
    const idempotencyKey = readIdempotencyKey(headers.get("idempotency-key"));
    const ifVersion = versioned ? readIfMatch(headers.get("if-match")) : undefined;
    return { signal, today, idempotencyKey, ifVersion };
  }

  async function sealed(value: unknown, place: CursorPlace): Promise<unknown> {
    const { cursor, nextCursor } = value as { cursor?: unknown; nextCursor?: unknown };
    const close = async (member: string, plain: unknown) =>
      typeof plain === "string" ? { [member]: await seal.close(plain, place) } : {};
    return { ...(value as object), ...(await close("cursor", cursor)), ...(await close("nextCursor", nextCursor)) };
  }

  return async (exchange, parameters) => {
    const { request } = exchange;
    const { userId, scope } = await admit(exchange);
    expectScope(scope, needs);
    const type = negotiate(request.headers.get("accept"), types);
    if (type === undefined) throw new FarthingError("not_acceptable", `It can be given as ${types.join(" or ")}.`);
    const options = readOptions(request);
    const { input, discard } = await readSent(request, parameters);
    const place = { userId, operation, input };
    const { cursor } = input;
    const opened = paged && typeof cursor === "string" ? { ...input, cursor: await seal.open(cursor, place) } : input;

    async function perform(onProgress?: (progress: JobProgress) => void): Promise<Outcome> {
      try {
        const outcome = await farthing.perform({
          ledger: userId,
          operation,
          input: opened,
          options: onProgress === undefined ? options : { ...options, onProgress },
        });
        return paged ? { ...outcome, value: await sealed(outcome.value, place) } : outcome;
      } finally {
        await discard?.();
      }
    }
    return answer({ exchange, operation, type, input, perform });
  };
}
