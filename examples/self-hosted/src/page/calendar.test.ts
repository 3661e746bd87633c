import { describe, expect, it } from "vitest";
import { addMonths, createCalendarWords, datesOf, monthOf, today } from "./calendar.ts";

describe("dates", () => {
  it("are today's where the person is, not in UTC", () => {
    expect(today(new Date(2026, 0, 1, 0, 5))).toBe("2026-01-01");
    expect(today(new Date(2026, 11, 31, 23, 55))).toBe("2026-12-31");
  });

  it("move by months over the turn of a year", () => {
    expect(addMonths("2026-01", -1)).toBe("2025-12");
    expect(addMonths("2026-11", 2)).toBe("2027-01");
    expect(addMonths("2026-06", -12)).toBe("2025-06");
    expect(monthOf("2026-11-22")).toBe("2026-11");
  });

  it("of a month end with its real last day", () => {
    expect(datesOf("2028-02")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
    expect(datesOf("2026-04")).toEqual({ from: "2026-04-01", to: "2026-04-30" });
  });

  it("are written in words without shifting by a time zone", () => {
    const words = createCalendarWords("en-GB", "2026");
    expect(words.date("2026-11-01")).toBe("1 November 2026");
    expect(words.shortDate("2026-11-22")).toMatch(/^Sun,? 22 Nov$/);
    expect(words.shortDate("2025-11-22")).toBe("22 Nov 2025");
    expect([words.month("2026-11"), words.shortMonth("2026-11"), words.shortMonthYear("2026-11")]).toEqual([
      "November 2026",
      "Nov",
      "Nov 2026",
    ]);
  });
});
