import { FarthingError, type JobProgress, type OperationName, repeatableCodes, routes } from "@farthing/contract";
import type { ClientOptions } from "./client-options.ts";
import type { FetchAnswer } from "./fetch-function.ts";
import { createGuard, type Guard } from "./guard.ts";
import { expectOk } from "./read-answer.ts";
import { type Options, toRequest } from "./to-request.ts";

export type Input = Readonly<Record<string, unknown>>;
export type CallOptions = Options & { onProgress?: ((progress: JobProgress) => void) | undefined };

/** Makes something of a good answer, each piece of it within so many milliseconds, and closes the guard once it is done. */
export type Reader<Result> = (answer: FetchAnswer, guard: Guard, limitMs: number) => Promise<Result>;

/** Sends an operation's request until its answer could be read, again where that does no harm. */
export type Send = <Result>(
  operation: OperationName,
  input: Input | undefined,
  options: CallOptions | undefined,
  read: Reader<Result>,
) => Promise<Result>;

/** The longest wait that a server may ask for before the call fails instead. */
const WAIT_SECONDS_MAX = 60;
/** How often to ask after a job whose answer was cut while it goes on. */
const ASKING_MAX = 100;

const repeatable: readonly string[] = [...repeatableCodes, "network", "timeout"];

/** How long to wait: at random, so that those who failed together don't come back together. */
const waitAfter = (retryAfterSeconds: number, tries: number) =>
  retryAfterSeconds * 1000 + Math.random() * Math.min(8000, 125 * 2 ** tries);

export function createSender({
  baseUrl,
  token,
  fetch: send = fetch,
  retries = 4,
  timeoutMs = 30_000,
}: ClientOptions): Send {
  const origin = baseUrl.replace(/\/+$/, "");

  return async (operation, input, options, read) => {
    const { method, path, headers, body } = toRequest(operation, input ?? {}, options ?? {});
    const limitMs = routes[operation].sends === "file" ? timeoutMs * 10 : timeoutMs;
    let renewed = typeof token === "string";
    let answered = false;
    let waitMs = 0;
    for (let tries = 0, asked = 0; ; ) {
      const guard = createGuard(options?.signal);
      try {
        if (waitMs > 0) await guard.pause(waitMs);
        const bearer = typeof token === "string" ? token : await guard.within(limitMs, token());
        const sending = async () =>
          send(`${origin}/v1${path}`, {
            method,
            headers: { ...headers, Authorization: `Bearer ${bearer}` },
            body,
            redirect: "manual",
            signal: guard.signal,
          });
        const answer = await guard.within(limitMs, sending()).catch((cause: unknown) => {
          throw FarthingError.is(cause)
            ? cause
            : new FarthingError("network", "The server can't be reached.", { cause });
        });
        await expectOk(answer, guard, limitMs);
        answered = true;
        return await read(answer, guard, limitMs);
      } catch (error) {
        guard.close();
        if (!FarthingError.is(error)) throw error;
        const { code, retryAfterSeconds = 0 } = error;
        if (retryAfterSeconds > WAIT_SECONDS_MAX) throw error;
        if (code === "unauthenticated" && !renewed) renewed = true;
        else if (code === "request_in_progress" && answered && asked < ASKING_MAX) asked += 1;
        else if (repeatable.includes(code) && tries < retries) tries += 1;
        else throw error;
        waitMs = waitAfter(retryAfterSeconds, tries);
      }
    }
  };
}
