import { type ErrorCode, errorCodes, FarthingError } from "@farthing/contract";
import type { Prepared } from "./build-request.ts";
import type { ClientOptions } from "./client-options.ts";
import type { FetchResponse } from "./fetch.ts";
import { platform } from "./platform.ts";
import { readProblem } from "./read-problem.ts";

const SHORTEST_MS = 200;
const LONGEST_MS = 10_000;

/** Whether sending again can do no harm: every write carries a key, so an answer that never came is one of them. */
const isSafe = (code: ErrorCode) =>
  code === "network" || code === "timeout" || (code in errorCodes && errorCodes[code as keyof typeof errorCodes].retry);

const aborted = (cause: unknown) => new FarthingError("aborted", "The caller gave up.", { cause });

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      platform.clearTimeout(timer);
      reject(aborted(signal?.reason));
    };
    const timer = platform.setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** What a try came to; the signal goes on to cut its stream when the caller gives up. */
type Read<Value> = (response: FetchResponse) => Promise<Value>;

/** Sends a request, and again where that can do no harm, and reads what comes. */
export async function send<Value>(
  { baseUrl, token, fetch = platform.fetch, retries = 4, timeoutMs = 30_000 }: ClientOptions,
  { path, ...request }: Prepared,
  signal: AbortSignal | undefined,
  read: Read<Value>,
): Promise<Value> {
  const url = baseUrl.replace(/\/+$/, "") + path;

  async function once(): Promise<Value> {
    if (signal?.aborted) throw aborted(signal.reason);
    const controller = new platform.AbortController();
    const giveUp = () => controller.abort(signal?.reason);
    let late = false;
    const timer = platform.setTimeout(() => {
      late = true;
      controller.abort();
    }, timeoutMs);
    signal?.addEventListener("abort", giveUp, { once: true });
    try {
      const headers = {
        ...request.headers,
        Authorization: `Bearer ${typeof token === "string" ? token : await token()}`,
      };
      const response = await fetch(url, { ...request, headers, signal: controller.signal });
      platform.clearTimeout(timer);
      if (!response.ok) throw await readProblem(response);
      return await read(response);
    } catch (cause) {
      if (signal?.aborted) throw aborted(cause);
      if (late) throw new FarthingError("timeout", `No answer came within ${timeoutMs} ms.`, { cause });
      if (FarthingError.is(cause)) throw cause;
      throw new FarthingError("network", "The server can't be reached.", { cause });
    } finally {
      platform.clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
    }
  }

  let renewed = false;
  for (let tries = 0; ; ) {
    try {
      return await once();
    } catch (error) {
      if (!FarthingError.is(error)) throw error;
      if (error.code === "unauthenticated" && typeof token === "function" && !renewed) renewed = true;
      else if (isSafe(error.code) && tries < retries) {
        tries += 1;
        const most = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** tries);
        await pause(Math.max((error.retryAfterSeconds ?? 0) * 1000, Math.random() * most), signal);
      } else throw error;
    }
  }
}
