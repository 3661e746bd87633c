/** What stands behind each error code. */
export interface ErrorKind {
  /** The HTTP status. */
  status: number;
  title: string;
  /** Whether sending the very same request again can do harm; where it can't, clients send it again by themselves. */
  retry: boolean;
}

const kind = /* @__NO_SIDE_EFFECTS__ */ (status: number, title: string, retry = false): ErrorKind => ({
  status,
  title,
  retry,
});

/** Every error code that a server answers. */
export const errorCodes = {
  invalid_request: kind(400, "The request has faults"),
  invalid_cursor: kind(400, "The cursor doesn't belong to this list"),
  malformed_json: kind(400, "The body isn't JSON"),
  invalid_idempotency_key: kind(400, "The Idempotency-Key can't be used"),
  unauthenticated: kind(401, "Sign in first"),
  forbidden: kind(403, "This token may not do that"),
  not_found: kind(404, "There is no such thing"),
  method_not_allowed: kind(405, "That method doesn't exist here"),
  not_acceptable: kind(406, "It can't be given in that form"),
  request_timeout: kind(408, "The request came too slowly"),
  category_exists: kind(409, "There is a category of that name"),
  category_in_use: kind(409, "The category is in use"),
  id_taken: kind(409, "The id belongs to something else"),
  deleted: kind(409, "It was deleted meanwhile"),
  plan_changed: kind(409, "The ledger changed since the preview"),
  currency_in_use: kind(409, "There are amounts in the other currency"),
  limit_reached: kind(409, "There are as many as there may be"),
  request_in_progress: kind(409, "The same request is still running", true),
  conflict: kind(409, "Other changes came first", true),
  version_mismatch: kind(412, "It was changed meanwhile"),
  too_large: kind(413, "The request is too large"),
  batch_too_large: kind(413, "The batch is too large"),
  unsupported_media_type: kind(415, "The body's type can't be read"),
  idempotency_key_reused: kind(422, "The Idempotency-Key was used for another request"),
  amount_overflow: kind(422, "The month's sum would be too large"),
  not_importable: kind(422, "The file can't be imported"),
  rate_limited: kind(429, "Too many requests", true),
  internal: kind(500, "Something went wrong here"),
  not_supported: kind(501, "This server doesn't offer that"),
  unavailable: kind(503, "The ledger can't be reached now", true),
  storage_full: kind(507, "There is no room left"),
} as const satisfies Record<string, ErrorKind>;

/** Codes that only a client raises, where there is no answer to go by. */
export const clientErrorCodes = ["network", "timeout", "aborted", "bad_response"] as const;

export type ServerErrorCode = keyof typeof errorCodes;
export type ErrorCode = ServerErrorCode | (typeof clientErrorCodes)[number];

/** The codes whose `retry` is true, for clients that carry no more of the table with them. */
export const repeatableCodes: readonly ServerErrorCode[] = [
  "request_in_progress",
  "conflict",
  "rate_limited",
  "unavailable",
];
