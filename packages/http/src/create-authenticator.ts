import { FarthingError } from "@farthing/contract";
import { sha256 } from "./sha256.ts";
import type { TokenIdentity, TokenVerifier } from "./token-verifier.ts";

/** Tells whose request it is. */
export interface Authenticator {
  /** What was found earlier for its token, as long as that may be remembered. */
  recall(request: Request): TokenIdentity | undefined;
  /** @throws FarthingError `unauthenticated`, the same whatever is wrong. */
  identify(request: Request): Promise<TokenIdentity>;
}

const REMEMBERED_MAX = 10_000;

/** Asks the verifier once for each token whose answer may be remembered. What is remembered isn't the token but its SHA-256. */
export function createAuthenticator(verify: TokenVerifier): Authenticator {
  const remembered = new Map<string, TokenIdentity>();

  return {
    recall({ headers }) {
      const header = headers.get("authorization");
      const known = header === null ? undefined : remembered.get(sha256(header));
      return known?.expiresAt !== undefined && known.expiresAt > Date.now() / 1000 ? known : undefined;
    },
    async identify({ headers }) {
      const header = headers.get("authorization") ?? "";
      const token = /^Bearer ([0-9A-Za-z._~+/-]+=*)$/.exec(header)?.[1];
      const identity = token === undefined ? undefined : await verify(token);
      if (identity === undefined)
        throw new FarthingError("unauthenticated", "Send a good token: `Authorization: Bearer <token>`.");
      if (identity.expiresAt !== undefined) {
        const digest = sha256(header);
        remembered.delete(digest);
        remembered.set(digest, identity);
        if (remembered.size > REMEMBERED_MAX) remembered.delete(remembered.keys().next().value as string);
      }
      return identity;
    },
  };
}
