import type { JobProgress, Problem } from "@farthing/contract";
import type { Outcome } from "@farthing/core";

type Line = { progress: JobProgress } | { result: unknown } | { problem: Problem };

const encoder = new TextEncoder();
const write = (line: Line) => encoder.encode(`${JSON.stringify(line)}\n`);

/** Something to wait for again and again. */
function createBell() {
  let ring = () => {};
  let rung: Promise<void>;
  const reset = () => {
    rung = new Promise((resolve) => {
      ring = resolve;
    });
  };
  reset();
  return { ring: () => ring(), rung: () => rung, reset };
}

/**
 * Starts a job, waits for its first sign of life, and gives its lines. A reader slower than the job misses progress and never
 * the last line; one who leaves doesn't end the job.
 * @throws whatever ended the job before it made any progress.
 */
export async function streamJob(
  start: (onProgress: (progress: JobProgress) => void) => Promise<Outcome>,
  tell: (error: unknown) => Problem,
) {
  const bell = createBell();
  let latest: JobProgress | undefined;
  const running = start((progress) => {
    latest = progress;
    bell.ring();
  });
  const over = running.then(
    ({ value }) => ({ line: { result: value }, failure: undefined }),
    (error: unknown) => ({ line: { problem: tell(error) }, failure: error }),
  );
  const early = await Promise.race([running, bell.rung()]);

  const lines = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await Promise.race([bell.rung(), over]);
        if (latest !== undefined) {
          controller.enqueue(write({ progress: latest }));
          latest = undefined;
          return bell.reset();
        }
        controller.enqueue(write((await over).line));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return {
    lines,
    /** Resolves when the job is over, with what failed. */
    ended: over.then(({ failure }) => failure),
    /** Whether it had been done before; told only of a job that is over at once. */
    replayed: early?.replayed ?? false,
  };
}
