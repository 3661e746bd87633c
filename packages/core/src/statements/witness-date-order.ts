import { type DateOrder, type DateParts, nameDateOrder, resolveDate, splitDate } from "./date-cell.ts";
import { type Counted, countExample, type Decision, type Example } from "./decision.ts";
import { quoteCell } from "./quote-cell.ts";

/** Looks at every date of a column and tells in which order day, month and year stand. */
export interface DateOrderWitness {
  /** Whether the cell is shaped like a date that exists in some order. */
  see(cell: string, line: number): boolean;
  /** @param locale decides where every date can be read both ways. */
  decide(locale: string): Decision<DateOrder>;
}

/** Day or month first, as people of this locale write numeric dates. */
function customaryOrder(locale: string): "dmy" | "mdy" {
  const format = new Intl.DateTimeFormat(locale, {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    timeZone: "UTC",
  });
  return format.formatToParts(0).find(({ type }) => type === "day" || type === "month" || type === "year")?.type ===
    "month"
    ? "mdy"
    : "dmy";
}

const DMY = 1;
const MDY = 2;
const YMD = 4;

export function witnessDateOrder(): DateOrderWitness {
  /** By the set of orders in which a date exists. */
  const seen: (Counted | undefined)[] = [];
  let yearFirst = 0;
  let namedDayFirst = 0;
  let namedMonthFirst = 0;
  let example: Example | undefined;
  let lastCell = "";
  let date: DateParts | undefined;
  let orders = 0;
  /** Smallest and largest of the numbers that would be the year of two digits. */
  const ends = { first: [99, 0], third: [99, 0] } satisfies Record<string, [number, number]>;

  const widen = (range: number[], value: number) => {
    if (value < (range[0] as number)) range[0] = value;
    if (value > (range[1] as number)) range[1] = value;
  };

  function ordersOf(date: DateParts): number {
    if (date.form === "yearFirst" || date.form === "named") return resolveDate(date, "ymd") === undefined ? 0 : YMD;
    return (
      (resolveDate(date, "dmy") === undefined ? 0 : DMY) |
      (resolveDate(date, "mdy") === undefined ? 0 : MDY) |
      (resolveDate(date, "ymd") === undefined ? 0 : YMD)
    );
  }

  function see(cell: string, line: number): boolean {
    if (cell !== lastCell) {
      lastCell = cell;
      date = splitDate(cell);
      orders = date === undefined ? 0 : ordersOf(date);
    }
    if (date === undefined || orders === 0) return false;
    example ??= { cell, line };
    if (date.form === "yearFirst") yearFirst += 1;
    else if (date.form === "named") date.monthFirst ? (namedMonthFirst += 1) : (namedDayFirst += 1);
    else {
      if (date.form === "yearShort") {
        widen(ends.first, date.first);
        widen(ends.third, date.third);
      }
      seen[orders] = countExample(seen[orders], cell, line);
    }
    return true;
  }

  const span = ([low = 0, high = 0]: number[]) => high - low;
  /** A short year changes little within a statement, a day changes much. */
  const shortYearMayLead = () => span(ends.first) <= 2 && span(ends.third) > 2;

  function decide(locale: string): Decision<DateOrder> {
    if (example === undefined) return { chosen: "ymd", evidence: "There is no date in the file", assumed: false };
    const where = `${quoteCell(example.cell)} on line ${example.line}`;
    const numeric = seen.reduce((sum, one) => sum + (one?.count ?? 0), 0);
    if (numeric === 0) {
      if (namedDayFirst + namedMonthFirst === 0)
        return { chosen: "ymd", evidence: `Dates begin with the year, as ${where}`, assumed: false };
      const chosen = yearFirst > 0 ? "ymd" : namedMonthFirst > namedDayFirst ? "mdy" : "dmy";
      return { chosen, evidence: `Dates name the month, as ${where}`, assumed: false };
    }
    const votes = (bit: number) => seen.reduce((sum, one, orders) => sum + (orders & bit ? (one?.count ?? 0) : 0), 0);
    const day = votes(DMY);
    const month = votes(MDY);
    const year = votes(YMD);
    const compactYears = seen[YMD]?.count ?? 0;
    if (year >= Math.max(day, month) && (compactYears > 0 || shortYearMayLead())) {
      return { chosen: "ymd", evidence: `Dates begin with the year, as ${where}`, assumed: false };
    }
    const chosen = day === month ? customaryOrder(locale) : day > month ? "dmy" : "mdy";
    const [mine, others] = chosen === "dmy" ? [DMY, MDY] : [MDY, DMY];
    if (day === month) {
      return {
        chosen,
        evidence: `Every date can be read with the day or the month first; ${locale} writes the ${nameDateOrder(chosen)}`,
        assumed: true,
      };
    }
    const only = seen.filter(
      (one, orders): one is Counted => one !== undefined && (orders & mine) > 0 && (orders & others) === 0,
    );
    const count = only.reduce((sum, one) => sum + one.count, 0);
    const first = only.reduce((a, b) => (b.line < a.line ? b : a));
    const proof = `${quoteCell(first.cell)} on line ${first.line}`;
    const evidence =
      count === 1
        ? `${proof} can only be ${nameDateOrder(chosen)}`
        : `${count} dates can only be ${nameDateOrder(chosen)}, such as ${proof}`;
    return { chosen, evidence, assumed: false };
  }

  return { see, decide };
}
