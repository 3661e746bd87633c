import fc from "fast-check";
import { expect, it } from "vitest";
import { roundStep } from "./months-chart.ts";

it("steps an axis by a round number, never below what has to fit and never half as much again above it", () => {
  expect([1, 3, 26, 51, 187_000, 200_000, 201_000, 287_850].map(roundStep)).toEqual([
    1, 3, 30, 60, 200_000, 200_000, 250_000, 300_000,
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 15_000_000_000_000 }), (sum) => {
      const step = roundStep(sum);
      expect(step).toBeGreaterThanOrEqual(sum);
      expect(step).toBeLessThanOrEqual(sum * 1.5);
    }),
  );
});
