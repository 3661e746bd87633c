import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FaultKind, type FaultRates, faultKinds, planFaults } from "./plan-faults.ts";

const seeds = fc.integer();
const rates: fc.Arbitrary<FaultRates> = fc
  .tuple(...faultKinds.map(() => fc.integer({ min: 0, max: 20 })))
  .map((shares) => Object.fromEntries(faultKinds.map((kind, place) => [kind, (shares[place] ?? 0) / 200])));
const requests = Array.from({ length: 200 }, (_, number) => number);

describe("a plan of faults", () => {
  it("is the same for the same seed, in whatever order it is asked", () => {
    fc.assert(
      fc.property(seeds, rates, (seed, wanted) => {
        const forwards = requests.map(planFaults({ seed, rates: wanted }));
        const plan = planFaults({ seed, rates: wanted });
        const backwards = requests.toReversed().map(plan).toReversed();
        expect(backwards).toEqual(forwards);
      }),
    );
  });

  it("is another for another seed", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 1000 }), (seed, further) => {
        const wanted = { throttle: 0.3, conflict: 0.3 };
        const [one, other] = [seed, seed + further].map((each) =>
          requests.map(planFaults({ seed: each, rates: wanted })),
        );
        expect(one).not.toEqual(other);
      }),
    );
  });

  it("comes near the rates that were asked for, kind by kind", () => {
    const count = 20_000;
    fc.assert(
      fc.property(seeds, rates, (seed, wanted) => {
        const plan = planFaults({ seed, rates: wanted });
        const met = new Map<FaultKind, number>();
        for (let request = 0; request < count; request += 1) {
          const kind = plan(request)?.kind;
          if (kind !== undefined) met.set(kind, (met.get(kind) ?? 0) + 1);
        }
        for (const kind of faultKinds) {
          const rate = wanted[kind] ?? 0;
          // Six standard deviations: once in 500 million draws.
          const tolerance = 6 * Math.sqrt((rate * (1 - rate)) / count);
          expect(Math.abs((met.get(kind) ?? 0) / count - rate)).toBeLessThanOrEqual(tolerance);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("draws lots from 0 up to 1, evenly", () => {
    const plan = planFaults({ seed: 7, rates: { throttle: 1 } });
    const tenths = new Array<number>(10).fill(0);
    for (let request = 0; request < 10_000; request += 1) {
      const lot = plan(request)?.lot ?? -1;
      tenths[Math.floor(lot * 10)] = (tenths[Math.floor(lot * 10)] ?? Number.NaN) + 1;
    }
    for (const tenth of tenths) expect(Math.abs(tenth - 1000)).toBeLessThan(200);
    expect(tenths).toHaveLength(10);
  });

  it("has none where all rates are 0, and one for every request where they come to 1", () => {
    expect(requests.map(planFaults({ seed: 1, rates: {} })).every((fault) => fault === undefined)).toBe(true);
    expect(requests.map(planFaults({ seed: 1, rates: { stall: 0.5, reset: 0.5 } }))).not.toContain(undefined);
  });

  it.each<[object, string]>([
    [{ throttle: 1.1 }, "throttle"],
    [{ stall: -0.1 }, "stall"],
    [{ reset: Number.NaN }, "reset"],
    [{ hiccup: 0.1 }, "hiccup"],
    [{ throttle: 0.6, conflict: 0.6 }, "1.2"],
  ])("is refused for the rates %j", (wanted, named) => {
    expect(() => planFaults({ seed: 1, rates: wanted })).toThrow(named);
  });
});
