import * as z from "zod";
import { isCalendarDate, isMonth } from "../dates/calendar.ts";
import { currencyDecimals } from "../money/currencies.ts";
import { codePoints, hasControls, tidyText } from "../text/tidy-text.ts";

/** A check whose failure carries a fault code of its own, and is the only one told of that member. */
const check = <Value>(test: (value: Value) => boolean, fault: string, message: string) =>
  z.refine<Value>(test, { error: message, params: { fault }, abort: true });

interface TextRule {
  min?: 0 | 1;
  max: number;
  lines?: boolean;
}

/** Text as it is kept: NFC, trimmed, `max` counted in code points. */
export const text = ({ min = 0, max, lines = false }: TextRule) =>
  z
    .string()
    .check(
      check((value) => value.isWellFormed(), "not_unicode", "It has half a surrogate pair: send well-formed Unicode."),
    )
    .overwrite(tidyText)
    .check(
      check((value) => value.length >= min, "too_short", "It can't be empty."),
      check(
        (value) => value.length <= max || codePoints(value) <= max,
        "too_long",
        `It has more than ${max} characters.`,
      ),
      check(
        (value) => !hasControls(value, lines),
        "control_character",
        lines ? "It has control characters other than tab and newline." : "It has control characters.",
      ),
    )
    .meta({ minLength: min, maxLength: max });

/** Text of one form. */
export const pattern = (expression: RegExp, message: string) =>
  z
    .string()
    .check(check((value: string) => expression.test(value), "invalid", message))
    .meta({ pattern: expression.source });

export const id = pattern(/^[0-9A-Za-z._-]{1,64}$/, "An id is 1 to 64 of the characters 0-9 A-Z a-z . _ -");
export const categoryId = pattern(/^[0-9a-z]{4}$/, "A category's id is 4 of the characters 0-9 a-z.");
/** Of the pattern `none` has too, which no category may have. */
export const categoryOrNone = categoryId.describe("A category's id, or `none` for the uncategorised.");
export const transactionId = pattern(
  /^\d{8}-[0-9a-z]{16,26}$/,
  "A transaction's id is its date as yyyymmdd, a dash and 16 to 26 of the characters 0-9 a-z.",
).check(
  check(
    (value: string) => isCalendarDate(`${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6, 8)}`),
    "no_such_date",
    "The id must begin with a date from 1900 to 2199.",
  ),
);

export const date = pattern(/^\d{4}-\d{2}-\d{2}$/, "A date is written YYYY-MM-DD.")
  .check(check(isCalendarDate, "no_such_date", "There is no such date from 1900-01-01 to 2199-12-31."))
  .meta({ format: "date", examples: ["2026-11-22"] });
export const month = pattern(/^\d{4}-\d{2}$/, "A month is written YYYY-MM.")
  .check(check(isMonth, "no_such_date", "There is no such month from 1900-01 to 2199-12."))
  .meta({ examples: ["2026-11"] });
export const instant = z.string().meta({ format: "date-time", examples: ["2026-11-22T09:15:00.000Z"] });

export const amount = z.int().min(1).max(1_000_000_000_000).describe("Minor units (cents) of the ledger's currency.");
export const sum = z.int().describe("Minor units (cents); may be zero or negative.");
export const count = z.int().min(0);
export const version = z.int().min(1).describe("Rises by one with every change.");
export const transactionType = z.enum(["income", "expense"]).describe("Whether money came in or went out.");

export const currency = z
  .string()
  .check(
    check(
      (code) => currencyDecimals(code) !== undefined,
      "unknown_currency",
      "It isn't an ISO 4217 currency code in use, such as USD.",
    ),
  )
  .meta({
    description: "ISO 4217. It relabels amounts and never converts them; starts as `USD`.",
    examples: ["USD"],
  });

/** True where `make` doesn't throw: the way Intl tells a known name from another. */
const isKnown = (make: () => unknown) => {
  try {
    make();
    return true;
  } catch {
    return false;
  }
};

export const locale = z
  .string()
  .max(35)
  .check(
    check(
      (tag) => isKnown(() => new Intl.Locale(tag)),
      "unknown_locale",
      "It isn't a BCP 47 language tag, such as en-US.",
    ),
  )
  .meta({
    description: "BCP 47. Decides how dates in bank files are read that could be read both ways; starts as `en-US`.",
    examples: ["en-US"],
  });
export const timeZone = z
  .string()
  .max(64)
  .check(
    check(
      (zone) => /^[A-Za-z]/.test(zone) && isKnown(() => new Intl.DateTimeFormat("en", { timeZone: zone })),
      "unknown_time_zone",
      "It isn't an IANA time zone, such as Europe/Berlin.",
    ),
  )
  .meta({
    description: "IANA name. Decides which day is today when the caller doesn't say; starts as `UTC`.",
    examples: ["Europe/Berlin"],
  });

export const tags = z
  .array(text({ min: 1, max: 40 }))
  .max(10)
  .check(check((values) => new Set(values).size === values.length, "repeated", "A tag stands twice."))
  .readonly()
  .describe("All different, kept in the order given.");
