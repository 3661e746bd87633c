import { respond } from "../exchange.ts";
import { toProblem } from "../to-problem.ts";
import { answerJson } from "./answer-json.ts";
import type { Call } from "./call.ts";
import { streamJob } from "./stream-job.ts";

export const NDJSON = "application/x-ndjson";

/** Answers once the job is done, or with a line for each step of it where that is asked for. */
export async function answerJob(call: Call): Promise<Response> {
  if (call.type !== NDJSON) return answerJson(call);
  const { exchange, type, perform } = call;
  const { lines, ended, replayed } = await streamJob(perform, (error) => toProblem(error, exchange.requestId));
  exchange.streaming = ended;
  return respond(exchange, 200, lines, {
    "Content-Type": type,
    ...(replayed ? { "Idempotent-Replayed": "true" } : {}),
  });
}
