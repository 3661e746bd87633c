import { FarthingError } from "@farthing/contract";
import type { Cors } from "./cors.ts";
import { retryAfter, toProblem } from "./to-problem.ts";

/** One request and what becomes of it. */
export interface Exchange {
  request: Request;
  /** What the server gave beside the request. */
  environment: unknown;
  requestId: string;
  /** Headers for its answer that let a page of another origin read it. */
  shared: Headers;
  /** Headers for its answer that say how much more may be asked. */
  limits: Headers;
  /** What was refused or failed, for the log. */
  failure: unknown;
  /** Of an answer that is a stream: resolves at its end, with what failed. */
  streaming: Promise<unknown> | undefined;
}

type Body = string | ReadableStream<Uint8Array> | null;
type Headers = Readonly<Record<string, string>>;

const saneId = /^[0-9A-Za-z._:+/=-]{1,128}$/;

const nothing = {};

export function openExchange(request: Request, cors: Cors, environment?: unknown): Exchange {
  const given = request.headers.get("x-request-id");
  const requestId = given !== null && saneId.test(given) ? given : crypto.randomUUID();
  return {
    request,
    environment,
    requestId,
    shared: cors.headers(request),
    limits: nothing,
    failure: undefined,
    streaming: undefined,
  };
}

/** Makes an answer, with all of its headers at once: adding some to a finished one costs several times as much. */
export function respond({ requestId, shared, limits }: Exchange, status: number, body: Body, own: Headers): Response {
  const headers: Record<string, string> = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Request-Id": requestId,
  };
  for (const name in shared) headers[name] = shared[name] as string;
  for (const name in limits) headers[name] = limits[name] as string;
  for (const name in own) headers[name] = own[name] as string;
  return new Response(body, { status, headers });
}

/** The client is gone: nobody reads it, only the log does. */
const CLIENT_CLOSED_REQUEST = 499;

/** Makes the answer that tells an error, and keeps the error for the log. */
export function refuse(exchange: Exchange, error: unknown, own: Headers = {}): Response {
  exchange.failure = error;
  if (FarthingError.is(error) && error.code === "aborted") return respond(exchange, CLIENT_CLOSED_REQUEST, null, {});
  const problem = toProblem(error, exchange.requestId);
  const wait = retryAfter(error, problem);
  return respond(exchange, problem.status, JSON.stringify(problem), {
    "Content-Type": "application/problem+json",
    ...(problem.code === "unauthenticated" ? { "WWW-Authenticate": "Bearer" } : {}),
    ...(wait === undefined ? {} : { "Retry-After": String(wait) }),
    ...own,
  });
}
