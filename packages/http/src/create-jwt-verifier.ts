import { FarthingError } from "@farthing/contract";
import { JwtVerifier } from "aws-jwt-verify";
import { FetchError, JwksValidationError, JwkValidationError } from "aws-jwt-verify/error";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import type { TokenVerifier } from "./token-verifier.ts";

export interface JwtVerifierOptions {
  /** What `iss` has to be. */
  issuer: string;
  /** What `aud` has to be or hold; of several, one. */
  audience: string | readonly string[];
  /** The issuer's JWKS: its https address, or a function that gives it, for an issuer in the same process. */
  jwks: string | (() => Promise<{ keys: readonly object[] }>);
}

/** What says nothing of the token: the issuer's keys can't be had or read. */
const keyErrors = [FetchError, JwksValidationError, JwkValidationError];

/** The one kind of key that may sign with each algorithm taken. */
const keyTypes: Readonly<Record<string, string>> = { EdDSA: "OKP", RS256: "RSA", ES256: "EC" };

const encoder = new TextEncoder();

/** Verifies JWTs of one issuer, signed with EdDSA, RS256 or ES256. Their `sub` is the user. */
export function createJwtVerifier({ issuer, audience, jwks }: JwtVerifierOptions): TokenVerifier {
  const inProcess =
    typeof jwks === "string"
      ? {}
      : {
          fetcher: {
            fetch: async () => {
              try {
                return encoder.encode(JSON.stringify(await jwks())).buffer;
              } catch (cause) {
                throw new FetchError("in process", cause);
              }
            },
          },
        };
  const verifier = JwtVerifier.create(
    {
      issuer,
      audience: typeof audience === "string" ? audience : [...audience],
      jwksUri: typeof jwks === "string" ? jwks : "in-process",
      customJwtCheck: ({ header, jwk }) => {
        if ("crit" in header || keyTypes[header.alg ?? ""] !== jwk.kty) throw new Error("Not a token of ours.");
      },
    },
    { jwksCache: new SimpleJwksCache(inProcess) },
  );
  return async (token) => {
    const payload = await verifier.verify(token).catch((error: unknown) => {
      if (keyErrors.some((kind) => error instanceof kind)) {
        throw new FarthingError("unavailable", "The issuer's keys can't be reached now.", { cause: error });
      }
      return undefined;
    });
    const { sub, exp } = payload ?? {};
    if (typeof sub !== "string" || sub === "" || sub.length > 128) return undefined;
    if (typeof exp !== "number" || exp <= Date.now() / 1000) return undefined;
    return { userId: sub, expiresAt: exp };
  };
}
