import { FarthingError, type JobProgress, type Problem } from "@farthing/contract";
import type { FetchAnswer } from "./fetch-function.ts";
import { badResponse, errorOf, parseObject } from "./read-answer.ts";

/** Reads a job's lines: tells its progress, and gives its result. @throws the FarthingError that ended it; `unavailable` when it was cut. */
export async function readJob(
  pieces: AsyncIterable<Uint8Array>,
  answer: FetchAnswer,
  onProgress: ((progress: JobProgress) => void) | undefined,
): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of pieces) {
    const lines = (text + decoder.decode(piece, { stream: true })).split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) {
      const { progress, result, problem } = parseObject(line) ?? {};
      if (problem !== undefined) throw errorOf(problem as Problem, answer);
      if (result !== undefined) return result;
      if (progress === undefined) throw badResponse("a line of progress isn't one");
      onProgress?.(progress as JobProgress);
    }
  }
  throw new FarthingError("unavailable", "The job's answer was cut before its end.");
}
