import { FarthingError } from "@farthing/contract";
import type { FetchAnswer } from "./fetch-function.ts";
import type { Guard } from "./guard.ts";
import { badResponse } from "./read-answer.ts";

/** The pieces of an answer's body. @throws FarthingError `unavailable` when it is cut before its end. */
export async function* readPieces({ body }: FetchAnswer, guard: Guard, timeoutMs: number): AsyncGenerator<Uint8Array> {
  if (body === null) throw badResponse("it has no body");
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await guard.within(timeoutMs, reader.read());
      if (done) return;
      if (value !== undefined) yield value;
    }
  } catch (cause) {
    throw FarthingError.is(cause)
      ? cause
      : new FarthingError("unavailable", "The answer was cut before its end.", { cause });
  } finally {
    reader.cancel().catch(() => {});
  }
}
