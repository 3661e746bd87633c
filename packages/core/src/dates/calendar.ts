import type { CalendarDate, Month } from "@farthing/contract";

/** The first and the last date there is. */
export const FIRST_DATE: CalendarDate = "1900-01-01";
export const LAST_DATE: CalendarDate = "2199-12-31";

const pad = (value: number) => (value < 10 ? `0${value}` : String(value));

export const isLeapYear = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days in a month; `month` is 1 … 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The date of these numbers, or `undefined` where there is none from 1900 to 2199. */
export function calendarDate(year: number, month: number, day: number): CalendarDate | undefined {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return undefined;
  return `${year}-${pad(month)}-${pad(day)}`;
}

export function isCalendarDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && calendarDate(+text.slice(0, 4), +text.slice(5, 7), +text.slice(8, 10)) === text
  );
}

export const isMonth = (text: string) => isCalendarDate(`${text}-01`);

export const monthOf = (date: CalendarDate): Month => date.slice(0, 7);

export const firstOfMonth = (month: Month): CalendarDate => `${month}-01`;

export const lastOfMonth = (month: Month): CalendarDate =>
  `${month}-${pad(daysInMonth(+month.slice(0, 4), +month.slice(5, 7)))}`;

/** Months since year 0. */
const monthNumber = (month: Month) => +month.slice(0, 4) * 12 + +month.slice(5, 7) - 1;

export function addMonths(month: Month, count: number): Month {
  const number = monthNumber(month) + count;
  return `${String(Math.floor(number / 12)).padStart(4, "0")}-${pad((number % 12) + 1)}`;
}

/** How many months from `from` to `to`, both counted; 0 or less where `to` is earlier. */
export const countMonths = (from: Month, to: Month) => monthNumber(to) - monthNumber(from) + 1;

/** Every month from `from` to `to`, both included. */
export function monthsBetween(from: Month, to: Month): Month[] {
  return Array.from({ length: Math.max(0, countMonths(from, to)) }, (_, index) => addMonths(from, index));
}

/** Days since 1970-01-01, by which dates are told apart and counted. */
export const dayNumber = (date: CalendarDate) =>
  Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10)) / 86_400_000;

/** May leave 1900 … 2199 at either end, where it is good only as the end of a range. */
export const addDays = (date: CalendarDate, count: number): CalendarDate =>
  new Date((dayNumber(date) + count) * 86_400_000).toISOString().slice(0, 10);

/** How many days from `from` to `to`, both counted. */
export const countDays = (from: CalendarDate, to: CalendarDate) => dayNumber(to) - dayNumber(from) + 1;
