import { Stream } from "node:stream";
import type { Range, Rows } from "./dynalite-types.ts";

const rowsMin = 32;
const rowsMax = 1024;

/** Rows read in pieces that grow: who wants a few reads a few, who wants a page of 1 MB waits seldom. */
async function* pieces<T>(rows: Rows<T>): AsyncGenerator<T[]> {
  try {
    for (let count = rowsMin; ; count = Math.min(2 * count, rowsMax)) {
      const piece = await rows.nextv(count);
      if (piece.length === 0) return;
      yield piece;
    }
  } finally {
    await rows.close();
  }
}

/**
 * What dynalite reads a range with: `data`, `end` and `error` events, and a `destroy` for who has enough.
 * Unlike its own it reads many rows at a time and closes the iterator, which otherwise stays in memory, with all that
 * was deleted or overwritten since, as long as the database is open.
 */
export const streamRows =
  <T>(open: (range: Range) => Rows<T>) =>
  (range: Range = {}): Stream & { destroy(): void } => {
    let wanted = true;
    const stream = Object.assign(new Stream(), {
      destroy() {
        wanted = false;
      },
    });
    const send = async () => {
      for await (const piece of pieces(open(range))) {
        for (const row of piece) {
          if (!wanted) return;
          stream.emit("data", row);
        }
      }
      if (wanted) stream.emit("end");
    };
    process.nextTick(() => send().catch((error: unknown) => stream.emit("error", error)));
    return stream;
  };
