import { randomUUID } from "node:crypto";
import { FarthingError } from "@farthing/contract";
import { problem } from "./accounts/problem.ts";
import { describeError } from "./describe-error.ts";

const always = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

const saneId = /^[0-9A-Za-z._:+/=-]{1,128}$/;

const routeOf = (path: string) => path.replace(/^(\/auth\/tokens)\/.*$/, "$1/{id}");

/**
 * Gives a request its id, and its answer the headers and the line in the log that those of the ledger have. What fails is
 * answered without saying what it was; the log says it.
 */
export async function noteExchange(
  request: Request,
  log: (line: object) => void,
  answer: (requestId: string) => Promise<Response>,
): Promise<Response> {
  const since = performance.now();
  const given = request.headers.get("x-request-id") ?? "";
  const requestId = saneId.test(given) ? given : randomUUID();
  let failure: { error: string } | undefined;
  const response = await answer(requestId).catch((error: unknown) => {
    failure = { error: describeError(error) };
    return problem(new FarthingError("internal", "Something went wrong here; the log says more."), requestId);
  });
  for (const [name, value] of Object.entries(always)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  response.headers.set("X-Request-Id", requestId);
  const route = response.status === 404 ? "*" : routeOf(new URL(request.url).pathname);
  const ms = Math.round(performance.now() - since);
  log({ requestId, method: request.method, route, status: response.status, ms, ...failure });
  return response;
}
