import type { FetchFunction } from "./fetch-function.ts";

export interface ClientOptions {
  /** Where the server is: `https://money.example`, with what stands before `/v1` where something does. */
  baseUrl: string;
  /** Whose ledger it is. A function is asked before each request, and once more when what it gave was refused. */
  token: string | (() => string | Promise<string>);
  /** Starts as the platform's own. */
  fetch?: FetchFunction | undefined;
  /** How often to send a request again that failed without harm. Starts as 4. */
  retries?: number | undefined;
  /** How long to wait for an answer, and for each further piece of a stream. Starts as 30 000; files get ten times as long. */
  timeoutMs?: number | undefined;
}
