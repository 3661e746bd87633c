import { errorCodes, type FarthingError, type Problem, type ServerErrorCode } from "@farthing/contract";

/** An answer that says what went wrong in the same shape as the ledger's own. */
export function problem(error: FarthingError, requestId: string, headers: Record<string, string> = {}): Response {
  const code = error.code as ServerErrorCode;
  const { status, title } = errorCodes[code];
  const body: Problem = { type: `/docs#${code}`, title, status, detail: error.message, code, requestId };
  if (error.errors) body.errors = error.errors;
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...headers,
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      ...(error.retryAfterSeconds !== undefined && { "Retry-After": String(error.retryAfterSeconds) }),
    },
  });
}
