import type { ErrorCode } from "./error-codes.ts";

/** One fault in a request. */
export interface Fault {
  /** JSON Pointer (RFC 6901) into the operation's input: `/amount`, `/tags/2`. */
  pointer: string;
  /** What kind of fault: `required`, `invalid`, `unknown_member`, `too_long`, `unknown_category` … */
  code: string;
  /** What is wrong and how to put it right. */
  detail: string;
}

export interface FarthingErrorOptions {
  cause?: unknown;
  errors?: readonly Fault[] | undefined;
  /** The record as it is now, with `version_mismatch`. */
  current?: unknown;
  /** How long to wait before sending again. */
  retryAfterSeconds?: number | undefined;
  /** What the server calls this request in its log. */
  requestId?: string | undefined;
}

const marker = Symbol.for("farthing.error");

/** The one error that Farthing throws. Branch on `code`. */
export class FarthingError extends Error {
  readonly [marker] = true;
  override readonly name = "FarthingError";
  readonly code: ErrorCode;
  readonly errors: readonly Fault[] | undefined;
  readonly current: unknown;
  readonly retryAfterSeconds: number | undefined;
  readonly requestId: string | undefined;

  constructor(code: ErrorCode, message: string, options: FarthingErrorOptions = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.errors = options.errors;
    this.current = options.current;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.requestId = options.requestId;
  }

  /** True for a FarthingError of any copy of this package. */
  static is(value: unknown): value is FarthingError {
    return typeof value === "object" && value !== null && marker in value;
  }
}

/** RFC 9457 problem details, as `application/problem+json`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  requestId: string;
  errors?: readonly Fault[] | undefined;
  current?: unknown;
}
