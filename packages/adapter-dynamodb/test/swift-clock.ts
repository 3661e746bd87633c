import { setImmediate } from "node:timers/promises";
import type { Waiting } from "../src/create-patience.ts";

/** A clock on which waiting takes no time, and tells how long was waited. */
export function swiftClock(): Waiting & { waits: number[] } {
  const waits: number[] = [];
  let now = 0;
  return {
    waits,
    random: Math.random,
    clock: {
      now: () => now,
      async sleep(milliseconds) {
        const end = now + milliseconds;
        waits.push(milliseconds);
        await setImmediate();
        now = Math.max(now, end);
      },
    },
  };
}
