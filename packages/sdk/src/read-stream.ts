import { FarthingError } from "@farthing/contract";
import type { FetchResponse } from "./fetch.ts";
import { platform } from "./platform.ts";
import { parseJson, toError } from "./read-problem.ts";

/** The bytes of an answer as they come. @throws FarthingError `unavailable` where the stream is cut; `aborted`. */
export async function* readBytes(response: FetchResponse, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const stop = () => void reader.cancel().catch(() => undefined);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (signal?.aborted) throw new FarthingError("aborted", "The caller gave up.", { cause: signal.reason });
      if (done) return;
      if (value !== undefined) yield value;
    }
  } catch (cause) {
    if (FarthingError.is(cause)) throw cause;
    throw new FarthingError("unavailable", "The answer broke off before its end.", { cause });
  } finally {
    signal?.removeEventListener("abort", stop);
    stop();
  }
}

/** Lines of a job: tells each progress and answers the result. @throws FarthingError the job's problem; `unavailable`. */
export async function readJob(
  response: FetchResponse,
  onProgress: ((progress: never) => void) | undefined,
): Promise<unknown> {
  const decoder = new platform.TextDecoder();
  let rest = "";
  for await (const bytes of readBytes(response)) {
    const lines = `${rest}${decoder.decode(bytes, { stream: true })}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const said = parseJson(line) as { progress?: never; result?: unknown; problem?: unknown };
      if (said.problem !== undefined) throw toError(said.problem);
      if (said.result !== undefined) return said.result;
      if (said.progress !== undefined) onProgress?.(said.progress);
    }
  }
  throw new FarthingError("unavailable", "The job's answer broke off before its end.");
}
