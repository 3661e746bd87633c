const twoDigits = (number: number) => String(number).padStart(2, "0");

/** Today where the person is. */
export function today(now = new Date()): string {
  return `${String(now.getFullYear()).padStart(4, "0")}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}`;
}

export const monthOf = (date: string) => date.slice(0, 7);

/** The month so many later, or earlier. */
export function addMonths(month: string, count: number): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(months / 12)).padStart(4, "0")}-${twoDigits((months % 12) + 1)}`;
}

/** The first and the last date of a month. */
export function datesOf(month: string): { from: string; to: string } {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return { from: `${month}-01`, to: `${month}-${twoDigits(new Date(Date.UTC(year, number, 0)).getUTCDate())}` };
}

export interface CalendarWords {
  /** `22 November 2026` in the order of the locale. */
  date(date: string): string;
  /** `Sun 22 Nov`, with the year where it isn't this one. */
  shortDate(date: string): string;
  /** `November 2026` */
  month(month: string): string;
  /** `Nov` */
  shortMonth(month: string): string;
  /** `Nov 2026` */
  shortMonthYear(month: string): string;
}

/** How dates are written for one locale. They have no time zone, so all are read and written in UTC. */
export function createCalendarWords(locale: string, thisYear = today().slice(0, 4)): CalendarWords {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  const date = format({ dateStyle: "long" });
  const thisYears = format({ weekday: "short", day: "numeric", month: "short" });
  const otherYears = format({ day: "numeric", month: "short", year: "numeric" });
  const month = format({ month: "long", year: "numeric" });
  const shortMonth = format({ month: "short" });
  const shortMonthYear = format({ month: "short", year: "numeric" });
  const at = (text: string) => new Date(`${text}T00:00:00Z`);
  return {
    date: (text) => date.format(at(text)),
    shortDate: (text) => (text.startsWith(thisYear) ? thisYears : otherYears).format(at(text)),
    month: (text) => month.format(at(`${text}-01`)),
    shortMonth: (text) => shortMonth.format(at(`${text}-01`)),
    shortMonthYear: (text) => shortMonthYear.format(at(`${text}-01`)),
  };
}
