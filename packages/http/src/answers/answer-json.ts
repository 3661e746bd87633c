import { routes } from "@farthing/contract";
import { isNotModified } from "../conditions.ts";
import { respond } from "../exchange.ts";
import { sha256 } from "../sha256.ts";
import type { Call } from "./call.ts";

const weakTag = (text: string) => `W/"${sha256(text).slice(0, 32)}"`;

/** Answers with the value: a new record with its place, a record with its version, a list with what tells it from another. */
export async function answerJson({ exchange, operation, type, perform }: Call): Promise<Response> {
  const { method, path, gives, status } = routes[operation];
  const { value, replayed } = await perform();
  const { id, version } = value as { id?: string; version?: number };
  const body = JSON.stringify(value);
  const headers: Record<string, string> = { "Content-Type": type };
  if (gives === "record") headers.ETag = `"${version}"`;
  else if (method === "GET") headers.ETag = weakTag(body);
  if (status === 201) headers.Location = `/v1${path}/${id}`;
  if (replayed) headers["Idempotent-Replayed"] = "true";
  if (method === "GET" && isNotModified(exchange.request.headers.get("if-none-match"), headers.ETag as string)) {
    return respond(exchange, 304, null, { ETag: headers.ETag as string });
  }
  return respond(exchange, status, body, headers);
}
