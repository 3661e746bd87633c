import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  calendarDate,
  countDays,
  countMonths,
  dayNumber,
  daysInMonth,
  FIRST_DATE,
  firstOfMonth,
  isCalendarDate,
  isLeapYear,
  isMonth,
  LAST_DATE,
  lastOfMonth,
  monthOf,
  monthsBetween,
} from "./calendar.ts";

const firstDay = dayNumber(FIRST_DATE);
const lastDay = dayNumber(LAST_DATE);
const dates = fc.integer({ min: 0, max: lastDay - firstDay }).map((days) => addDays(FIRST_DATE, days));
const months = dates.map(monthOf);

describe("the calendar", () => {
  it.each([
    [1900, false],
    [1904, true],
    [2000, true],
    [2026, false],
    [2028, true],
    [2100, false],
    [2196, true],
  ])("has 29 February in %i: %s", (year, leap) => {
    expect(isLeapYear(year)).toBe(leap);
    expect(daysInMonth(year, 2)).toBe(leap ? 29 : 28);
    expect(isCalendarDate(`${year}-02-29`)).toBe(leap);
    expect(addDays(`${year}-02-28`, 1)).toBe(leap ? `${year}-02-29` : `${year}-03-01`);
  });

  it("gives each month its days", () => {
    expect(Array.from({ length: 12 }, (_, index) => daysInMonth(2026, index + 1))).toEqual([
      31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]);
  });

  it("runs from 1900 to 2199 and knows no date outside", () => {
    expect([FIRST_DATE, LAST_DATE].map(isCalendarDate)).toEqual([true, true]);
    expect(["1899-12-31", "2200-01-01", "0000-01-01", "9999-12-31"].map(isCalendarDate)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect([calendarDate(1899, 12, 31), calendarDate(2200, 1, 1)]).toEqual([undefined, undefined]);
    expect([calendarDate(1900, 1, 1), calendarDate(2199, 12, 31)]).toEqual([FIRST_DATE, LAST_DATE]);
  });

  it.each([
    "2026-00-10",
    "2026-13-10",
    "2026-04-00",
    "2026-04-31",
    "2026-4-01",
    "2026-04-1",
    " 2026-04-01",
    "2026-04-01 ",
    "2026-04-01\n",
    "2026-04-01T00:00",
    "26-04-01",
    "2026/04/01",
    "+2026-04-01",
    "２０２６-04-01",
    "",
  ])("takes %j for no date", (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  it.each(["2026-00", "2026-13", "2026-1", "1899-12", "2200-01", "2026-01-01", "2026-01\n", ""])(
    "takes %j for no month",
    (text) => {
      expect(isMonth(text)).toBe(false);
    },
  );

  it("knows no date of numbers out of range", () => {
    for (const [month, day] of [
      [0, 1],
      [13, 1],
      [1, 0],
      [1, 32],
      [2, 30],
      [-1, 5],
    ] as const) {
      expect(calendarDate(2026, month, day)).toBeUndefined();
    }
  });

  it("counts days as they follow one another, through all 300 years", () => {
    let date = FIRST_DATE;
    const astray: string[] = [];
    for (let year = 1900; year <= 2199; year += 1) {
      for (let month = 1; month <= 12; month += 1) {
        for (let day = 1; day <= daysInMonth(year, month); day += 1) {
          if (calendarDate(year, month, day) !== date) astray.push(date);
          date = addDays(date, 1);
        }
      }
    }
    expect(astray).toEqual([]);
    expect(date).toBe("2200-01-01");
  });

  it("goes back by as many days as it went on", () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -200_000, max: 200_000 }), (date, count) => {
        expect(addDays(addDays(date, count), -count)).toBe(date);
        expect(dayNumber(addDays(date, count)) - dayNumber(date)).toBe(count);
      }),
    );
  });

  it("orders dates by their days as by their text", () => {
    fc.assert(
      fc.property(dates, dates, (one, other) => {
        expect(Math.sign(dayNumber(one) - dayNumber(other))).toBe(one < other ? -1 : one > other ? 1 : 0);
      }),
    );
  });

  it("counts both ends of a range of days", () => {
    expect(countDays("2026-11-22", "2026-11-22")).toBe(1);
    expect(countDays("2026-02-01", "2026-03-01")).toBe(29);
    expect(countDays("2026-11-22", "2026-11-21")).toBe(0);
  });

  it("ends each month on the day before the next one begins", () => {
    fc.assert(
      fc.property(months, (month) => {
        expect(addDays(lastOfMonth(month), 1)).toBe(firstOfMonth(addMonths(month, 1)));
        expect(monthOf(lastOfMonth(month))).toBe(month);
        expect(countDays(firstOfMonth(month), lastOfMonth(month))).toBe(
          daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5))),
        );
      }),
    );
  });

  it("leads out of the calendar at either end, for the ends of ranges", () => {
    expect(addDays(LAST_DATE, 1)).toBe("2200-01-01");
    expect(addDays(FIRST_DATE, -1)).toBe("1899-12-31");
    expect([addMonths("1900-01", -1), addMonths("2199-12", 1)]).toEqual(["1899-12", "2200-01"]);
  });

  it("goes back by as many months as it went on, and counts them", () => {
    fc.assert(
      fc.property(months, fc.integer({ min: -5_000, max: 5_000 }), (month, count) => {
        expect(addMonths(addMonths(month, count), -count)).toBe(month);
        expect(countMonths(month, addMonths(month, count))).toBe(count + 1);
      }),
    );
  });

  it("lists every month of a range, both ends included", () => {
    expect(monthsBetween("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
    expect(monthsBetween("2026-02", "2026-02")).toEqual(["2026-02"]);
    expect(monthsBetween("2026-02", "2026-01")).toEqual([]);
    expect(monthsBetween("2026-02", "2020-01")).toEqual([]);
  });
});

describe("the calendar of a process in any time zone", () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it("is the same", () => {
    const zones = [
      "UTC",
      "Pacific/Kiritimati",
      "Pacific/Pago_Pago",
      "America/Sao_Paulo",
      "Asia/Kathmandu",
      "Europe/Berlin",
    ];
    const midnights = new Set<number>();
    for (const each of zones) {
      process.env.TZ = each;
      midnights.add(new Date(2026, 0, 1).getTime());
      // Days on which clocks are put forward or back somewhere, and the bounds.
      expect(
        ["2018-11-03", "2026-03-28", "2026-10-24", "2026-12-31", "1899-12-31"].map((date) => addDays(date, 1)),
      ).toEqual(["2018-11-04", "2026-03-29", "2026-10-25", "2027-01-01", "1900-01-01"]);
      expect([dayNumber("1900-01-01"), dayNumber("1970-01-01"), dayNumber("2199-12-31")]).toEqual([-25_567, 0, 84_005]);
      expect(countDays("2026-03-01", "2026-11-30")).toBe(275);
      expect(lastOfMonth("2028-02")).toBe("2028-02-29");
    }
    expect(midnights.size).toBe(zones.length);
  });
});
