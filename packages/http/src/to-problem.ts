import { errorCodes, FarthingError, type Problem, type ServerErrorCode } from "@farthing/contract";

const isServerCode = (code: string): code is ServerErrorCode => Object.hasOwn(errorCodes, code);

/** The problem that tells an error to a client. What went wrong inside is never part of it. */
export function toProblem(error: unknown, requestId: string): Problem {
  const told = FarthingError.is(error) && isServerCode(error.code) && error.code !== "internal" ? error : undefined;
  const code = (told?.code ?? "internal") as ServerErrorCode;
  const { status, title } = errorCodes[code];
  return {
    type: `urn:farthing:error:${code}`,
    title,
    status,
    detail:
      told?.message ?? `Something failed that shouldn't have. The server's log has the reason under ${requestId}.`,
    code,
    requestId,
    errors: told?.errors,
    current: told?.current,
  };
}

/** Seconds after which to send again; `undefined` where sending again would do no good or harm. */
export function retryAfter(error: unknown, { code }: Problem): number | undefined {
  if (!errorCodes[code as ServerErrorCode].retry) return undefined;
  return Math.max(1, Math.ceil((FarthingError.is(error) && error.retryAfterSeconds) || 1));
}

/** The one error for a request with a single fault. */
export const invalidRequest = (pointer: string, code: string, detail: string) =>
  new FarthingError("invalid_request", `${pointer || "The request"}: ${detail}`, {
    errors: [{ pointer, code, detail }],
  });
