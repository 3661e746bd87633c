import { FarthingError } from "@farthing/contract";
import { sha256 } from "./sha256.ts";
import type { TokenIdentity, TokenVerifier } from "./token-verifier.ts";

/** Tells whose request it is. @throws FarthingError `unauthenticated`, the same whatever is wrong. */
export type Authenticator = (request: Request) => TokenIdentity | Promise<TokenIdentity>;

const REMEMBERED_MAX = 10_000;

const unauthenticated = () =>
  new FarthingError("unauthenticated", "Send a good token: `Authorization: Bearer <token>`.");

/** Asks the verifier once for each token whose answer may be remembered. What is remembered isn't the token but its SHA-256. */
export function createAuthenticator(verify: TokenVerifier): Authenticator {
  const remembered = new Map<string, TokenIdentity>();

  async function ask(header: string, digest: string): Promise<TokenIdentity> {
    remembered.delete(digest);
    const token = /^Bearer ([0-9A-Za-z._~+/-]+=*)$/.exec(header)?.[1];
    const identity = token === undefined ? undefined : await verify(token);
    if (identity === undefined) throw unauthenticated();
    if (identity.expiresAt !== undefined) {
      remembered.set(digest, identity);
      if (remembered.size > REMEMBERED_MAX) remembered.delete(remembered.keys().next().value as string);
    }
    return identity;
  }

  return (request) => {
    const header = request.headers.get("authorization");
    if (header === null) throw unauthenticated();
    const digest = sha256(header);
    const known = remembered.get(digest);
    return known?.expiresAt !== undefined && known.expiresAt > Date.now() / 1000 ? known : ask(header, digest);
  };
}
