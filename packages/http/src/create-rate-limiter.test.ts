import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRateLimiter } from "./create-rate-limiter.ts";

function open(perMinute: number, keysMax?: number) {
  let now = 1000;
  const limiter = createRateLimiter({ perMinute, now: () => now }, keysMax);
  return { ...limiter, pass: (ms: number) => void (now += ms) };
}

describe("a rate limit", () => {
  it("lets through as many at once as a minute has, then one each time that one is given back", () => {
    const { take, look, pass } = open(3);
    expect([1, 2, 3, 4, 5].map(() => take("anna"))).toStrictEqual([
      { taken: true, left: 2, nextInSeconds: 20 },
      { taken: true, left: 1, nextInSeconds: 20 },
      { taken: true, left: 0, nextInSeconds: 20 },
      { taken: false, left: 0, nextInSeconds: 20 },
      { taken: false, left: 0, nextInSeconds: 20 },
    ]);
    pass(19_999);
    expect(take("anna")).toStrictEqual({ taken: false, left: 0, nextInSeconds: 1 });
    pass(1);
    expect(take("anna")).toStrictEqual({ taken: true, left: 0, nextInSeconds: 20 });
    pass(59_999);
    expect(look("anna")).toStrictEqual({ left: 2, nextInSeconds: 1 });
    pass(1);
    expect(look("anna")).toStrictEqual({ left: 3, nextInSeconds: 0 });
  });

  it("counts each key for itself", () => {
    const { take, look } = open(1);
    expect(take("anna").taken).toBe(true);
    expect([take("anna").taken, take("bob").taken, look("carol").left]).toStrictEqual([false, true, 1]);
  });

  const steps = fc.array(fc.record({ ms: fc.nat({ max: 90_000 }), key: fc.constantFrom("anna", "bob") }), {
    maxLength: 200,
  });
  const rates = fc.oneof(fc.integer({ min: 1, max: 13 }), fc.constantFrom(600, 7919, 1_000_000));

  it("never lets more through than came back, and never fewer", () =>
    fc.assert(
      fc.property(rates, steps, (perMinute, calls) => {
        const { take, look, pass } = open(perMinute);
        const full = 60_000n * BigInt(perMinute);
        const level = new Map([
          ["anna", full],
          ["bob", full],
        ]);
        for (const { ms, key } of calls) {
          pass(ms);
          for (const [each, has] of level) {
            const more = has + BigInt(ms) * BigInt(perMinute);
            level.set(each, more < full ? more : full);
          }
          const has = level.get(key) as bigint;
          const left = Number(has / 60_000n);
          expect(look(key).left).toBe(left);
          const { taken, ...after } = take(key);
          expect([taken, after.left]).toStrictEqual([left > 0, Math.max(0, left - 1)]);
          if (taken) level.set(key, has - 60_000n);
        }
      }),
    ));

  it("says truly how long to wait", () =>
    fc.assert(
      fc.property(rates, fc.nat({ max: 70_000 }), (perMinute, ms) => {
        const { take, look, pass } = open(perMinute);
        const taken = Math.min(perMinute, 50);
        for (let count = 0; count < taken; count += 1) take("anna");
        pass(ms);
        const { left, nextInSeconds } = look("anna");
        expect(nextInSeconds === 0).toBe(left === perMinute);
        fc.pre(nextInSeconds > 0);
        pass((nextInSeconds - 1) * 1000);
        expect(look("anna").left).toBe(left);
        pass(1000);
        expect(look("anna").left).toBeGreaterThan(left);
      }),
    ));

  it("knows only so many keys, and forgets those first that were used longest ago", () => {
    const { take, look } = open(5, 4);
    for (const key of ["a", "b", "c", "a", "d"]) take(key);
    expect(look("a").left).toBe(3);
    for (const key of ["e", "f", "g", "h"]) take(key);
    expect(["a", "b", "g", "h"].map((key) => look(key).left)).toStrictEqual([5, 5, 4, 4]);
  });

  it("forgets nobody within a minute while there is room, whenever that minute begins", () => {
    for (let earlier = 0; earlier < 150; earlier += 1) {
      const { take, look, pass } = open(60);
      const goOn = () => {
        pass(1000);
        take("bob");
      };
      for (let second = 0; second < earlier; second += 1) goOn();
      for (let count = 0; count < 60; count += 1) take("anna");
      for (let second = 1; second < 60; second += 1) {
        goOn();
        expect([earlier, look("anna").left]).toStrictEqual([earlier, second]);
      }
    }
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1_000_001])("can't be %d", (perMinute) => {
    expect(() => createRateLimiter({ perMinute })).toThrow("1 to 1000000 requests a minute");
  });

  it("goes by the clock of the platform unless there is another", () => {
    const { take } = createRateLimiter({ perMinute: 1 });
    expect([take("anna").taken, take("anna").taken]).toStrictEqual([true, false]);
  });
});
