import type { Farthing } from "@farthing/core";
import type { CorsOptions } from "./cors.ts";
import type { RateLimit } from "./create-rate-limiter.ts";
import type { LogEntry } from "./log-entry.ts";
import type { Spool } from "./spool.ts";
import type { TokenVerifier } from "./token-verifier.ts";

export interface AppOptions {
  farthing: Pick<Farthing, "perform" | "ready">;
  verifyToken: TokenVerifier;
  /** At least 32 bytes that nobody can guess, the same for every process that serves these ledgers. Another one ends the cursors that are out, nothing else. */
  secret: string | Uint8Array;
  /** Starts as 52 428 800 (50 MiB). */
  maxImportBytes?: number | undefined;
  /** Left out, no page of another origin may call. */
  cors?: CorsOptions | undefined;
  /** Left out, nobody is held back. */
  rateLimit?: RateLimit | undefined;
  /**
   * Where a request comes from, by which those without a good token are counted: an IPv4 or IPv6 address. Starts as the other end
   * of the connection, on Node; behind a proxy that is the proxy's, so read there what the proxy says.
   * @param environment what `app.fetch` was given beside the request.
   */
  addressOf?: ((request: Request, environment: unknown) => string | undefined) | undefined;
  /** Where files wait while they are imported. Starts as memory. */
  spool?: Spool | undefined;
  /** Told about every request once it is answered. */
  log?: ((entry: LogEntry) => void) | undefined;
}
