/** Who a token speaks for. */
export interface TokenIdentity {
  /** 1 … 128 characters; names the ledger. */
  userId: string;
  /**
   * What a token made for a program may be used for: `read` is refused whatever changes something, `write` only what a person
   * does themselves. Left out, it is the token of somebody who is signed in, and is refused nothing.
   */
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
