import { once } from "node:events";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rows } from "./dynalite-types.ts";
import { streamRows } from "./stream-rows.ts";

const rowsOf = (count: number) => {
  const read = { rows: 0, closed: 0 };
  const rows: Rows<number> = {
    async nextv(wanted) {
      const piece = Array.from({ length: Math.min(wanted, count - read.rows) }, (_, place) => read.rows + place);
      read.rows += piece.length;
      return piece;
    },
    async close() {
      read.closed += 1;
    },
  };
  return { rows, read };
};

describe("a stream of rows", () => {
  it("gives every row once and in order, ends, and closes what it reads from", () =>
    fc.assert(
      fc.asyncProperty(fc.nat({ max: 3000 }), async (count) => {
        const { rows, read } = rowsOf(count);
        const seen: number[] = [];
        const stream = streamRows(() => rows)().on("data", (row) => seen.push(row));
        await once(stream, "end");
        expect(seen).toEqual(Array.from({ length: count }, (_, place) => place));
        expect(read.closed).toBe(1);
      }),
      { numRuns: 30 },
    ));

  it("stops reading when nobody wants more, and closes all the same", async () => {
    const { rows, read } = rowsOf(100_000);
    const closed = new Promise<void>((resolve) => {
      const { close } = rows;
      rows.close = async () => {
        await close();
        resolve();
      };
    });
    const seen: number[] = [];
    const stream = streamRows(() => rows)();
    stream.on("end", () => expect.unreachable());
    stream.on("data", (row) => {
      seen.push(row);
      if (row === 40) stream.destroy();
    });
    await closed;
    expect(seen).toHaveLength(41);
    expect(read).toEqual({ rows: 32 + 64, closed: 1 });
  });

  it("passes a failure on", async () => {
    const { rows, read } = rowsOf(1);
    const stream = streamRows(() => ({ ...rows, nextv: () => Promise.reject(new Error("unreadable")) }))();
    expect(await once(stream, "error")).toEqual([new Error("unreadable")]);
    expect(read.closed).toBe(1);
  });
});
