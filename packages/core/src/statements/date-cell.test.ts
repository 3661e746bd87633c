import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../dates/calendar.ts";
import { explainDate, readDate } from "./date-cell.ts";

const date = fc.integer({ min: 0, max: 109_572 }).map((days) => addDays("1900-01-01", days));
const split = (text: string) => text.split("-") as [string, string, string];

describe("readDate", () => {
  it("reads every date there is in every order and with every separator", () => {
    fc.assert(
      fc.property(date, fc.constantFrom(".", "/", "-", " ", ". "), (written, separator) => {
        const [year, month, day] = split(written);
        expect(readDate([year, month, day].join(separator), "ymd")).toBe(written);
        expect(readDate([day, month, year].join(separator), "dmy")).toBe(written);
        expect(readDate([month, day, year].join(separator), "mdy")).toBe(written);
        expect(readDate([+day, +month, year].join(separator), "dmy")).toBe(written);
        expect(readDate(`${year}${month}${day}`, "ymd")).toBe(written);
        expect(readDate(`${day}${month}${year}`, "dmy")).toBe(written);
        expect(readDate(`${month}${day}${year}`, "mdy")).toBe(written);
      }),
    );
  });

  it("is the same date whatever time or zone stands behind it", () => {
    const tails =
      "|T10:15|T10:15:30.123Z| 10:15| 10:15:30 PM|, 9:05 am|T23:59:59+14:00| 00:00:00 CET| 10.15|Z|+02:00|T10:15:30[Europe/Berlin]";
    for (const tail of tails.split("|")) expect(readDate(`2026-11-22${tail}`, "dmy")).toBe("2026-11-22");
    expect(readDate("20261122101530", "ymd")).toBe("2026-11-22");
    expect(readDate("20261122T101530Z", "ymd")).toBe("2026-11-22");
    expect(readDate("22/11/2026 23:30", "dmy")).toBe("2026-11-22");
    expect(readDate("2026. 11. 22.", "ymd")).toBe("2026-11-22");
  });

  it("takes two digits of a year from 1970 to 2069", () => {
    expect(readDate("22.11.26", "dmy")).toBe("2026-11-22");
    expect(readDate("11/22/69", "mdy")).toBe("2069-11-22");
    expect(readDate("70-11-22", "ymd")).toBe("1970-11-22");
  });

  it("reads month names in seven languages, whole or short", () => {
    const november =
      "22 November 2026|22. Nov 2026|22-nov-26|22nov2026|22 novembre 2026|22 de noviembre de 2026|22 de nov. de 2026|Nov 22, 2026|November 22nd, 2026|2026-Nov-22";
    for (const cell of november.split("|")) expect(readDate(cell, "dmy")).toBe("2026-11-22");
    const others =
      "3 März 2026=03|3 mrt 2026=03|3 août 2026=08|3 gennaio 2026=01|3 mei 2026=05|3 Mai 2026=05|3 outubro 2026=10|3 dic 2026=12|3 déc. 2026=12|3 juil. 2026=07|3 juin 2026=06|3 Jänner 2026=01";
    for (const [cell, month] of others.split("|").map((one) => one.split("=") as [string, string])) {
      expect(readDate(cell, "mdy")).toBe(`2026-${month}-03`);
    }
  });

  it("reads nothing else", () => {
    const cells =
      "|x|2026|11/2026|1.234|12.34|1.2.3|10:15|192.168.0.1|31.02.2026|00.11.2026|22.13.2026|29.02.2023|22.11.1899|22.11.2200|3 jui 2026|3 Foo 2026|20261122x|2026-11-22ABC|22/11-2026|+49 30 123456";
    for (const cell of cells.split("|")) expect(readDate(cell, "dmy")).toBeUndefined();
  });
});

describe("explainDate", () => {
  it("says what is wrong with a date", () => {
    expect(explainDate(" ", "dmy")).toBe("The date is missing");
    expect(explainDate("soon", "dmy")).toBe('"soon" isn\'t a date');
    expect(explainDate("31/11/2026", "dmy")).toBe("There is no 31 November 2026");
    expect(explainDate("13/31/2026", "dmy")).toBe('"13/31/2026" isn\'t a date with the day first');
    expect(explainDate("22/11/2226", "dmy")).toBe('"22/11/2226" is in the year 2226: dates go from 1900 to 2199');
    expect(explainDate("22/11/2026", "ymd")).toBe('"22/11/2026" isn\'t a date with the year first');
  });
});
