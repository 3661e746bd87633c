import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, countDays, firstOfMonth, lastOfMonth, monthsBetween } from "../../dates/calendar.ts";
import { splitMonths } from "./split-months.ts";

const days = (from: string, to: string) =>
  Array.from({ length: countDays(from, to) }, (_, index) => addDays(from, index));

describe("splitMonths", () => {
  it.each<[string, string, string, ReturnType<typeof splitMonths>]>([
    ["one whole month", "2026-02-01", "2026-02-28", { months: { from: "2026-02", to: "2026-02" }, parts: [] }],
    ["a whole year", "2026-01-01", "2026-12-31", { months: { from: "2026-01", to: "2026-12" }, parts: [] }],
    ["one day", "2026-02-10", "2026-02-10", { months: undefined, parts: [{ from: "2026-02-10", to: "2026-02-10" }] }],
    [
      "the beginning of a month",
      "2026-02-01",
      "2026-02-27",
      { months: undefined, parts: [{ from: "2026-02-01", to: "2026-02-27" }] },
    ],
    [
      "the end of a month",
      "2026-02-02",
      "2026-02-28",
      { months: undefined, parts: [{ from: "2026-02-02", to: "2026-02-28" }] },
    ],
    [
      "parts of two months",
      "2025-12-31",
      "2026-01-30",
      {
        months: undefined,
        parts: [
          { from: "2025-12-31", to: "2025-12-31" },
          { from: "2026-01-01", to: "2026-01-30" },
        ],
      },
    ],
    [
      "months with parts on both sides",
      "2025-12-02",
      "2026-03-01",
      {
        months: { from: "2026-01", to: "2026-02" },
        parts: [
          { from: "2025-12-02", to: "2025-12-31" },
          { from: "2026-03-01", to: "2026-03-01" },
        ],
      },
    ],
    [
      "a month and a part before it",
      "2026-01-31",
      "2026-02-28",
      { months: { from: "2026-02", to: "2026-02" }, parts: [{ from: "2026-01-31", to: "2026-01-31" }] },
    ],
  ])("takes %s apart", (_, from, to, expected) => {
    expect(splitMonths({ from, to })).toEqual(expected);
  });

  it("is all months where no end is given", () => {
    expect(splitMonths({})).toEqual({ months: { from: "1900-01", to: "2199-12" }, parts: [] });
  });

  it("covers each day of a range exactly once, in order, and never by a part where a month would do", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 109_000 }), fc.integer({ min: 0, max: 500 }), (start, length) => {
        const from = addDays("1900-01-01", start);
        const to = addDays(from, length);
        const { months, parts } = splitMonths({ from, to });
        const whole = months === undefined ? [] : monthsBetween(months.from, months.to);
        const covered = [
          ...parts.flatMap((part) => days(part.from, part.to)),
          ...whole.flatMap((month) => days(firstOfMonth(month), lastOfMonth(month))),
        ];
        expect(covered.sort()).toEqual(days(from, to));
        expect(parts.length).toBeLessThanOrEqual(2);
        for (const part of parts) {
          expect(part.from.slice(0, 7)).toBe(part.to.slice(0, 7));
          expect([part.from, part.to]).not.toEqual([
            firstOfMonth(part.from.slice(0, 7)),
            lastOfMonth(part.from.slice(0, 7)),
          ]);
        }
        expect(parts.map((part) => part.from)).toEqual(parts.map((part) => part.from).sort());
      }),
    );
  });
});
