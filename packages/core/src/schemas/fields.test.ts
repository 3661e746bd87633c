import { FarthingError } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { parseInput } from "./faults.ts";
import * as field from "./fields.ts";

/** What a field makes of a value, or the codes of what is wrong with it. */
function read(schema: z.ZodType, value: unknown): unknown {
  try {
    return parseInput(z.strictObject({ value: schema }), { value }).value;
  } catch (error) {
    if (!FarthingError.is(error)) throw error;
    return { faults: error.errors?.map(({ pointer, code }) => `${pointer} ${code}`) };
  }
}

const fault = (code: string) => ({ faults: [`/value ${code}`] });

describe("a text", () => {
  const name = field.text({ min: 1, max: 5 });
  const note = field.text({ max: 5, lines: true });

  it("is kept in NFC, without white space at its ends", () => {
    expect(read(name, " cafe\u0301\u00a0")).toBe("caf\u00e9");
    expect(read(note, "\n a\r\nb \n")).toBe("a\nb");
  });

  it("is measured as it is kept, in code points", () => {
    expect(read(name, "   abcde   ")).toBe("abcde");
    expect(read(name, "\u{1f600}".repeat(5))).toBe("\u{1f600}".repeat(5));
    expect(read(name, "e\u0301".repeat(5))).toBe("\u00e9".repeat(5));
    expect(read(name, "abcdef")).toEqual(fault("too_long"));
    expect(read(name, "\u{1f600}".repeat(6))).toEqual(fault("too_long"));
  });

  it("may be empty only where it needn't be there", () => {
    expect(read(name, "")).toEqual(fault("too_short"));
    expect(read(name, " \u3000\t")).toEqual(fault("too_short"));
    expect(read(note, "  ")).toBe("");
  });

  it.each(["\ud800", "a\udc00", "\udc00\ud800"])("is refused with half a surrogate pair: %j", (value) => {
    expect(read(name, value)).toEqual(fault("not_unicode"));
  });

  it("has no control characters, but for tab and newline where it has lines", () => {
    expect(read(name, "a\tb")).toEqual(fault("control_character"));
    expect(read(name, "a\nb")).toEqual(fault("control_character"));
    expect(read(name, "a\u0000b")).toEqual(fault("control_character"));
    expect(read(note, "a\tb\nc")).toBe("a\tb\nc");
    expect(read(note, "a\rb")).toEqual(fault("control_character"));
    expect(read(note, "a\u0085b")).toEqual(fault("control_character"));
  });

  it.each([[1], [null], [true], [[]], [{}]])("isn't %j", (value) => {
    expect(read(name, value)).toEqual(fault("wrong_type"));
  });

  it("is told one thing at a time", () => {
    expect(read(name, "\ud800 far too long")).toEqual(fault("not_unicode"));
    expect(read(name, "far too long\u0000")).toEqual(fault("too_long"));
  });
});

describe("an id", () => {
  it.each(["a", "A-z_0.9", "x".repeat(64)])("may be %j", (id) => {
    expect(read(field.id, id)).toBe(id);
  });

  it.each(["", "x".repeat(65), "a b", "a/b", "ä", "a\n", "a~b", "../a"])("can't be %j", (id) => {
    expect(read(field.id, id)).toEqual(fault("invalid"));
  });

  it("of a category is four small letters or digits", () => {
    expect(["groc", "0a1b", "none"].map((id) => read(field.categoryId, id))).toEqual(["groc", "0a1b", "none"]);
    for (const id of ["gro", "groce", "Groc", "gr-c", "", "groc\n"])
      expect(read(field.categoryId, id)).toEqual(fault("invalid"));
  });

  it("of a transaction begins with a date that exists", () => {
    for (const id of ["20260305-0123456789abcdef", "19000101-zzzzzzzzzzzzzzzzzzzzzzzzzz"]) {
      expect(read(field.transactionId, id)).toBe(id);
    }
    for (const id of ["20260230-0123456789abcdef", "18991231-0123456789abcdef", "22000101-0123456789abcdef"]) {
      expect(read(field.transactionId, id)).toEqual(fault("no_such_date"));
    }
    for (const id of [
      "20260305-0123456789abcde",
      "20260305-0123456789abcdef0123456789a",
      "20260305-0123456789ABCDEF",
      "20260305_0123456789abcdef",
      "2026-03-05-0123456789abcdef",
    ]) {
      expect(read(field.transactionId, id)).toEqual(fault("invalid"));
    }
  });
});

describe("a date", () => {
  it.each(["1900-01-01", "2024-02-29", "2199-12-31"])("may be %s", (date) => {
    expect(read(field.date, date)).toBe(date);
  });

  it.each(["2026-02-29", "1899-12-31", "2200-01-01", "2026-00-01"])("can't be %s, which there isn't", (date) => {
    expect(read(field.date, date)).toEqual(fault("no_such_date"));
  });

  it.each(["2026-3-5", "20260305", "2026-03-05T00:00:00Z", "05.03.2026", ""])("can't be %j", (date) => {
    expect(read(field.date, date)).toEqual(fault("invalid"));
  });
});

describe("a month", () => {
  it("is a year from 1900 to 2199 and a month", () => {
    expect([read(field.month, "1900-01"), read(field.month, "2199-12")]).toEqual(["1900-01", "2199-12"]);
    for (const month of ["2026-00", "2026-13", "1899-12", "2200-01"])
      expect(read(field.month, month)).toEqual(fault("no_such_date"));
    for (const month of ["2026-1", "2026-01-01", "202601", ""])
      expect(read(field.month, month)).toEqual(fault("invalid"));
  });
});

describe("an amount", () => {
  it.each([1, 100, 1_000_000_000_000])("may be %d", (amount) => {
    expect(read(field.amount, amount)).toBe(amount);
  });

  it.each([
    [0, "too_small"],
    [-1, "too_small"],
    [1_000_000_000_001, "too_large"],
    [0.5, "wrong_type"],
    [1.5, "wrong_type"],
    ["100", "wrong_type"],
    [null, "wrong_type"],
    [true, "wrong_type"],
    [Number.NaN, "wrong_type"],
    [Number.POSITIVE_INFINITY, "wrong_type"],
    [10n, "wrong_type"],
  ])("can't be %s: %s", (amount, code) => {
    expect(read(field.amount, amount)).toEqual(fault(code));
  });

  it("is refused beyond what numbers can tell apart", () => {
    expect(read(field.amount, 2 ** 53)).toMatchObject({ faults: expect.arrayContaining(["/value too_large"]) });
  });
});

describe("a number", () => {
  it("of a version is whole and begins at 1", () => {
    expect(read(field.version, 1)).toBe(1);
    expect(read(field.version, 0)).toEqual(fault("too_small"));
    expect(read(field.version, 1.5)).toEqual(fault("wrong_type"));
  });

  it("of things may be 0, and a sum below it", () => {
    expect([read(field.count, 0), read(field.sum, -5)]).toEqual([0, -5]);
    expect(read(field.count, -1)).toEqual(fault("too_small"));
  });
});

describe("a type", () => {
  it("is income or expense", () => {
    expect([read(field.transactionType, "income"), read(field.transactionType, "expense")]).toEqual([
      "income",
      "expense",
    ]);
    expect(read(field.transactionType, "Income")).toEqual(fault("invalid"));
    expect(read(field.transactionType, 1)).toEqual(fault("invalid"));
  });
});

describe("a currency", () => {
  it("is a code in use", () => {
    expect([read(field.currency, "USD"), read(field.currency, "KWD")]).toEqual(["USD", "KWD"]);
    for (const code of ["usd", "DEM", "", "XXX", "toString"])
      expect(read(field.currency, code)).toEqual(fault("unknown_currency"));
  });
});

describe("a locale", () => {
  it.each(["en", "en-US", "de-CH", "zh-Hant-TW", "pt-BR"])("may be %s", (tag) => {
    expect(read(field.locale, tag)).toBe(tag);
  });

  it.each(["", "e", "en_US", "en-", "english language", "x"])("can't be %j", (tag) => {
    expect(read(field.locale, tag)).toEqual(fault("unknown_locale"));
  });

  it("is no longer than such tags are", () => {
    expect(read(field.locale, `en-${"a".repeat(33)}`)).toMatchObject({
      faults: expect.arrayContaining(["/value too_long"]),
    });
  });
});

describe("a time zone", () => {
  it.each(["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"])("may be %s", (zone) => {
    expect(read(field.timeZone, zone)).toBe(zone);
  });

  it.each(["", "Europe/Atlantis", "+01:00", "-0500", "Mars"])("can't be %j", (zone) => {
    expect(read(field.timeZone, zone)).toEqual(fault("unknown_time_zone"));
  });
});

describe("tags", () => {
  it("are up to ten different texts, in the order given", () => {
    expect(read(field.tags, [])).toEqual([]);
    expect(read(field.tags, [" b ", "a", "B"])).toEqual(["b", "a", "B"]);
    expect(read(field.tags, [..."abcdefghij"])).toHaveLength(10);
    expect(read(field.tags, [..."abcdefghijk"])).toEqual(fault("too_many"));
  });

  it("stand once each, as they are kept", () => {
    expect(read(field.tags, ["a", "b", " a"])).toEqual(fault("repeated"));
    expect(read(field.tags, ["\u00e9", "e\u0301"])).toEqual(fault("repeated"));
  });

  it("are named by their place where they are wrong", () => {
    expect(read(field.tags, ["a", "", "x".repeat(41), 5])).toEqual({
      faults: ["/value/1 too_short", "/value/2 too_long", "/value/3 wrong_type"],
    });
    expect(read(field.tags, "a")).toEqual(fault("wrong_type"));
  });
});
