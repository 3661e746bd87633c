import { errorCodes, FarthingError, type Problem, type ServerErrorCode } from "@farthing/contract";

const isServerCode = (code: string): code is ServerErrorCode => Object.hasOwn(errorCodes, code);

/** What is said of failures on this side, whose own words may name files and addresses: those are for the log alone. */
const ownFailures: Partial<Record<ServerErrorCode, string>> = {
  internal: "Something failed that shouldn't have.",
  unavailable: "The ledger can't be reached now: nothing is lost, and sending the request again does no harm.",
  storage_full: "The server has no room left: what it had acknowledged is safe, and whoever runs it has to make room.",
};

/** The problem that tells an error to a client. What went wrong inside is never part of it. */
export function toProblem(error: unknown, requestId: string): Problem {
  const told = FarthingError.is(error) && isServerCode(error.code) ? error : undefined;
  const code = (told?.code ?? "internal") as ServerErrorCode;
  const { status, title } = errorCodes[code];
  const failure = ownFailures[code];
  return {
    type: `/docs#${code}`,
    title,
    status,
    detail:
      failure === undefined
        ? (told?.message ?? title)
        : `${failure} The server's log has the reason under ${requestId}.`,
    code,
    requestId,
    ...(failure === undefined ? { errors: told?.errors, current: told?.current } : {}),
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
