/** Who a token speaks for. */
export interface TokenIdentity {
  /** 1 … 128 characters; names the ledger. */
  userId: string;
  /** `read` is refused whatever changes something. Starts as `write`. */
  scope?: "read" | "write" | undefined;
  /**
   * Seconds since 1970 until which this answer may be remembered. Left out, the verifier is asked on every request, so that a
   * token taken back is refused from the next request on.
   */
  expiresAt?: number | undefined;
}

/**
 * Tells whose token it is; `undefined` for one that isn't good, whatever the reason.
 * @throws FarthingError `unavailable` when it can't be told now.
 */
export type TokenVerifier = (token: string) => Promise<TokenIdentity | undefined>;
