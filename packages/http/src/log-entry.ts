import { errorCodes, FarthingError, type ServerErrorCode } from "@farthing/contract";

/** What one request leaves in the log: never a body, a token or an address. */
export interface LogEntry {
  requestId: string;
  method: string;
  /** The pattern of the path, `/v1/transactions/{id}`; `*` for a path that leads nowhere. */
  route: string;
  status: number;
  /** Milliseconds until the answer was ready or, of a stream, at its end. */
  ms: number;
  /** The code of what was refused or failed. */
  code?: string;
  /** What failed inside and why, where it is this side's fault. */
  error?: string;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const here = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? here : `${here}\nCaused by ${describe(error.cause)}`;
}

/** What a log says of a failure. */
export function describeFailure(failure: unknown): Pick<LogEntry, "code" | "error"> {
  if (failure === undefined) return {};
  if (!FarthingError.is(failure)) return { code: "internal", error: describe(failure) };
  const { status = 0 } = errorCodes[failure.code as ServerErrorCode] ?? {};
  return status < 500 ? { code: failure.code } : { code: failure.code, error: describe(failure) };
}
