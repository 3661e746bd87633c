import type { CalendarDate, ImportMapping } from "@farthing/contract";
import { calendarDate, daysInMonth } from "../dates/calendar.ts";
import { monthOfName } from "./month-names.ts";
import { quoteCell } from "./quote-cell.ts";

export type DateOrder = NonNullable<ImportMapping["dateOrder"]>;

/** The numbers of a date. Only in `yearFirst` and `named` does it say itself which is which; there they are year, month, day. */
export interface DateParts {
  first: number;
  second: number;
  third: number;
  form: "yearFirst" | "yearLast" | "yearShort" | "compact" | "named";
  /** Of a named date: whether the month stands before the day. */
  monthFirst: boolean;
}

const LENGTH_MAX = 48;

/** A time, a zone or both behind a date. */
const tail =
  /^\.?(?:(?:T|[\s,]+)\d{1,2}[:.h]?\d{2}(?:[:.]?\d{2}(?:[.,]\d{1,9})?)?(?:\s?[ap]\.?m\.?)?)?(?:\s?(?:Z|[+-]\d{2}(?::?\d{2})?)|\s[A-Z]{2,5})?(?:\s?\[[^\]]*\])?\s*$/i;

const isDigit = (code: number) => code >= 48 && code <= 57;
const isSeparator = (code: number) => code === 46 || code === 47 || code === 45 || code === 32;

function endOfDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

const parts = (
  first: number,
  second: number,
  third: number,
  form: DateParts["form"],
  monthFirst = false,
): DateParts => ({
  first,
  second,
  third,
  form,
  monthFirst,
});

const fullYear = (year: number, digits: number) => (digits > 2 ? year : year < 70 ? 2000 + year : 1900 + year);

const named =
  /^(\d{1,4}|\p{L}{3,10})(?:st|nd|rd|th|er|º|\.)?[\s./,-]{0,3}(?:de |del |of |di )?(\d{1,2}|\p{L}{3,10})(?:st|nd|rd|th|er|º|\.)?[\s./,-]{0,3}(?:de |del |of |di )?(\d{1,4})(?!\d)/iu;

/** Dates whose month is a word: `22. Nov 2026`, `November 22nd, 2026`, `2026-Nov-22`. */
function splitNamed(text: string): DateParts | undefined {
  const match = named.exec(text);
  if (match === null || !tail.test(text.slice(match[0].length))) return undefined;
  const [, first = "", second = "", third = ""] = match;
  if (isDigit(first.charCodeAt(0)) === isDigit(second.charCodeAt(0))) return undefined;
  const monthFirst = !isDigit(first.charCodeAt(0));
  const month = monthOfName(monthFirst ? first : second);
  if (month === undefined) return undefined;
  if (first.length === 4 && !monthFirst) return third.length > 2 ? undefined : parts(+first, month, +third, "named");
  if (third.length !== 2 && third.length !== 4) return undefined;
  return parts(fullYear(+third, third.length), month, monthFirst ? +second : +first, "named", monthFirst);
}

/** Takes a date apart without deciding what is day and what is month; `undefined` for what isn't shaped like a date. */
export function splitDate(cell: string): DateParts | undefined {
  const text = cell.trim();
  if (text.length < 6 || text.length > LENGTH_MAX) return undefined;
  const firstEnd = endOfDigits(text, 0);
  if (firstEnd === 0) return splitNamed(text);
  if (firstEnd === 8 || firstEnd === 14) {
    const date = parts(+text.slice(0, 8), 0, 0, "compact");
    // Any eight digits would do, so these must be a date.
    return tail.test(text.slice(firstEnd)) && exists(date) ? date : undefined;
  }
  const separator = text.charCodeAt(firstEnd);
  if (firstEnd > 2 && firstEnd !== 4) return undefined;
  if (!isSeparator(separator)) return splitNamed(text);
  let secondAt = firstEnd + 1;
  if (separator === 46 && text.charCodeAt(secondAt) === 32) secondAt += 1;
  const secondEnd = endOfDigits(text, secondAt);
  if (secondEnd === secondAt) return splitNamed(text);
  if (secondEnd - secondAt > 2 || text.charCodeAt(secondEnd) !== separator) return undefined;
  let thirdAt = secondEnd + 1;
  if (separator === 46 && text.charCodeAt(thirdAt) === 32) thirdAt += 1;
  const thirdEnd = endOfDigits(text, thirdAt);
  const thirdLength = thirdEnd - thirdAt;
  if (thirdEnd < text.length && !tail.test(text.slice(thirdEnd))) return undefined;
  const first = +text.slice(0, firstEnd);
  const second = +text.slice(secondAt, secondEnd);
  const third = +text.slice(thirdAt, thirdEnd);
  if (firstEnd === 4)
    return thirdLength === 1 || thirdLength === 2 ? parts(first, second, third, "yearFirst") : undefined;
  if (thirdLength === 4) return parts(first, second, third, "yearLast");
  return thirdLength === 2 ? parts(first, second, third, "yearShort") : undefined;
}

/** Year, month and day in this order, or `undefined` where the date has no place for it. */
function inOrder({ first, second, third, form }: DateParts, order: DateOrder): [number, number, number] | undefined {
  if (form === "yearFirst" || form === "named") return [first, second, third];
  if (form === "compact") {
    if (order === "ymd") return [Math.floor(first / 10_000), Math.floor(first / 100) % 100, first % 100];
    const [one, two] = [Math.floor(first / 1_000_000), Math.floor(first / 10_000) % 100];
    return order === "dmy" ? [first % 10_000, two, one] : [first % 10_000, one, two];
  }
  if (order === "ymd") return form === "yearShort" ? [fullYear(first, 2), second, third] : undefined;
  const year = form === "yearShort" ? fullYear(third, 2) : third;
  return order === "dmy" ? [year, second, first] : [year, first, second];
}

/** The date that the parts mean in this order, or `undefined` where that date doesn't exist. */
export function resolveDate(date: DateParts, order: DateOrder): CalendarDate | undefined {
  const numbers = inOrder(date, order);
  return numbers && calendarDate(...numbers);
}

function exists(date: DateParts): boolean {
  return (["dmy", "mdy", "ymd"] as const).some((order) => resolveDate(date, order) !== undefined);
}

/** Whether the cell is a date in some order of its numbers. */
export function isDate(cell: string): boolean {
  const date = splitDate(cell);
  return date !== undefined && exists(date);
}

const isPlainDate = (cell: string) => cell.length === 10 && cell.charCodeAt(4) === 45 && cell.charCodeAt(7) === 45;

/** Reads a date; a time or zone behind it changes nothing. `undefined` for what isn't a date of 1900 … 2199. */
export function readDate(cell: string, order: DateOrder): CalendarDate | undefined {
  const date = splitDate(cell);
  if (date === undefined) return undefined;
  const read = resolveDate(date, order);
  // Equal texts are best the same text: years of rows share one day's.
  return read === cell && isPlainDate(cell) ? cell : read;
}

const monthNames = "January February March April May June July August September October November December".split(" ");
const orders: Readonly<Record<DateOrder, string>> = { ymd: "year first", dmy: "day first", mdy: "month first" };

/** `day first` and the like. */
export const nameDateOrder = (order: DateOrder): string => orders[order];

/** Why {@link readDate} can't read the cell. */
export function explainDate(cell: string, order: DateOrder): string {
  if (cell.trim() === "") return "The date is missing";
  const date = splitDate(cell);
  const numbers = date && inOrder(date, order);
  if (numbers === undefined) {
    const other = date && (["dmy", "mdy"] as const).some((wrong) => resolveDate(date, wrong) !== undefined);
    return other ? `${quoteCell(cell)} isn't a date with the ${orders[order]}` : `${quoteCell(cell)} isn't a date`;
  }
  const [year, month, day] = numbers;
  const name = monthNames[month - 1];
  if (name === undefined || day === 0) return `${quoteCell(cell)} isn't a date with the ${orders[order]}`;
  if (year < 1900 || year > 2199) return `${quoteCell(cell)} is in the year ${year}: dates go from 1900 to 2199`;
  return day > daysInMonth(year, month) ? `There is no ${day} ${name} ${year}` : `${quoteCell(cell)} isn't a date`;
}
