import * as fc from "fast-check";
import { expect, it } from "vitest";
import { swiftClock } from "../test/swift-clock.ts";
import { createPatience } from "./create-patience.ts";

it("waits at random, up to twice as long each time, a second at most", async () => {
  const waiting = { ...swiftClock(), random: () => 0.999 };
  const again = createPatience(waiting);
  for (let tries = 0; tries < 8; tries += 1) await again();
  expect(waiting.waits.map(Math.round)).toEqual([20, 40, 80, 160, 320, 639, 999, 999]);
});

it("gives up after ten seconds or sixty tries, whatever is drawn", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1 }), async (draws) => {
      let drawn = 0;
      const waiting = { ...swiftClock(), random: () => draws[drawn++ % draws.length] as number };
      const again = createPatience(waiting);
      while (await again());
      const waited = waiting.waits.reduce((sum, wait) => sum + wait, 0);
      expect(waited).toBeLessThanOrEqual(10_000);
      expect(waiting.waits.length).toBeLessThan(60);
      expect(waited > 9000 || waiting.waits.length === 59).toBe(true);
    }),
    { numRuns: 30 },
  );
});

it("counts the time that the tries themselves take", async () => {
  let now = 0;
  const again = createPatience({ clock: { now: () => now, sleep: async () => {} }, random: () => 0 });
  now = 9999;
  expect(await again()).toBe(true);
  now = 10_001;
  expect(await again()).toBe(false);
});
