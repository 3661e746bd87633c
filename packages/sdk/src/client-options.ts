import type { Fetch } from "./fetch.ts";

export interface ClientOptions {
  /** Where the server is: `https://money.example`, with a path before `/v1` where it has one. */
  baseUrl: string;
  /** The token, or what gives one: asked before each request, and once more when the server refuses the one it gave. */
  token: string | (() => string | Promise<string>);
  /** Starts as the platform's own. */
  fetch?: Fetch | undefined;
  /** How many times to send again what can do no harm twice. Starts as 4. */
  retries?: number | undefined;
  /** How long to wait for an answer to begin, in milliseconds. Starts as 30 000. */
  timeoutMs?: number | undefined;
}
