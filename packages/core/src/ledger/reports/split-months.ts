import type { DateRange, MonthRange } from "@farthing/contract";
import { addMonths, FIRST_DATE, firstOfMonth, LAST_DATE, lastOfMonth, monthOf } from "../../dates/calendar.ts";

/** A range of dates as its whole months and the parts of months before and after them. */
export function splitMonths({ from = FIRST_DATE, to = LAST_DATE }: DateRange): {
  months: MonthRange | undefined;
  parts: { from: string; to: string }[];
} {
  const first = from === firstOfMonth(monthOf(from)) ? monthOf(from) : addMonths(monthOf(from), 1);
  const last = to === lastOfMonth(monthOf(to)) ? monthOf(to) : addMonths(monthOf(to), -1);
  if (first > last) {
    const within = monthOf(from) === monthOf(to);
    return {
      months: undefined,
      parts: within
        ? [{ from, to }]
        : [
            { from, to: lastOfMonth(monthOf(from)) },
            { from: firstOfMonth(monthOf(to)), to },
          ],
    };
  }
  return {
    months: { from: first, to: last },
    parts: [
      ...(from < firstOfMonth(first) ? [{ from, to: lastOfMonth(monthOf(from)) }] : []),
      ...(to > lastOfMonth(last) ? [{ from: firstOfMonth(monthOf(to)), to }] : []),
    ],
  };
}
