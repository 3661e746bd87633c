import { FarthingError } from "@farthing/contract";
import { addressKey } from "./address-key.ts";
import type { AppOptions } from "./app-options.ts";
import { createAuthenticator } from "./create-authenticator.ts";
import { createRateLimiter, type RateLimiter, type Standing } from "./create-rate-limiter.ts";
import type { Exchange } from "./exchange.ts";
import type { TokenIdentity } from "./token-verifier.ts";

/** Lets a request in or turns it away. */
export interface Admission {
  /**
   * Tells whose request it is, and counts it as that user's.
   * @throws FarthingError `unauthenticated`, the same whatever is wrong; `rate_limited`; `unavailable`.
   */
  user(exchange: Exchange): Promise<TokenIdentity>;
  /** Counts a request as that of its address. @throws FarthingError `rate_limited`. */
  anybody(exchange: Exchange): void;
}

interface NodeEnvironment {
  incoming?: { socket?: { remoteAddress?: string | undefined } };
}

/** The other end of the connection, where the server is Node's. */
const peerAddress = (_request: Request, environment: unknown) =>
  (environment as NodeEnvironment | undefined)?.incoming?.socket?.remoteAddress;

/**
 * Users have a count each. What comes without a good token counts by address, and once an address has used up its own no token
 * of it is looked at but those remembered as good: so guessing costs next to nothing here, and who is signed in goes on.
 */
export function createAdmission({
  verifyToken,
  rateLimit,
  addressOf = peerAddress,
}: Pick<AppOptions, "verifyToken" | "rateLimit" | "addressOf">): Admission {
  const { recall, identify } = createAuthenticator(verifyToken);
  if (rateLimit === undefined) {
    return { user: async ({ request }) => recall(request) ?? identify(request), anybody: () => undefined };
  }
  const { perMinute } = rateLimit;
  const users = createRateLimiter(rateLimit);
  const addresses = createRateLimiter(rateLimit);
  const keyOf = ({ request, environment }: Exchange) => addressKey(addressOf(request, environment));

  function tell(exchange: Exchange, { left, nextInSeconds }: Standing): void {
    exchange.limits = {
      "RateLimit-Policy": `"default";q=${perMinute};w=60`,
      RateLimit: `"default";r=${left};t=${nextInSeconds}`,
    };
  }

  function expectRoom(exchange: Exchange, has: boolean, standing: Standing): void {
    tell(exchange, standing);
    if (has) return;
    const { nextInSeconds } = standing;
    throw new FarthingError(
      "rate_limited",
      `There may be ${perMinute} requests a minute: wait ${nextInSeconds} s and send it again.`,
      { retryAfterSeconds: nextInSeconds },
    );
  }

  function count(exchange: Exchange, limiter: RateLimiter, key: string): void {
    const { taken, ...standing } = limiter.take(key);
    expectRoom(exchange, taken, standing);
  }

  async function askWho(exchange: Exchange): Promise<TokenIdentity> {
    const key = keyOf(exchange);
    const standing = addresses.look(key);
    expectRoom(exchange, standing.left > 0, standing);
    try {
      return await identify(exchange.request);
    } catch (error) {
      if (FarthingError.is(error) && error.code === "unauthenticated") tell(exchange, addresses.take(key));
      throw error;
    }
  }

  return {
    async user(exchange) {
      const identity = recall(exchange.request) ?? (await askWho(exchange));
      count(exchange, users, identity.userId);
      return identity;
    },
    anybody: (exchange) => count(exchange, addresses, keyOf(exchange)),
  };
}
