import type { CalendarDate, Month } from "@farthing/contract";
import { addMonths, FIRST_DATE, firstOfMonth, LAST_DATE, lastOfMonth, monthOf } from "../../dates/calendar.ts";
import type { TransactionPosition } from "../../ports/ledger-store.ts";
import type { Context } from "../context.ts";
import { readRange } from "../transactions/read-range.ts";

const LAST_MONTH = monthOf(LAST_DATE);

/** Every month that has stored totals or a transaction, in order. */
export async function findMonths({ store, ledger }: Context): Promise<Month[]> {
  const stored = (await store.listMonths(ledger, monthOf(FIRST_DATE), LAST_MONTH)).map(({ month }) => month);

  async function firstDateIn(from: CalendarDate, to: CalendarDate): Promise<CalendarDate | undefined> {
    if (from > to) return undefined;
    let after: TransactionPosition | undefined;
    do {
      const { records, next } = await store.listTransactions(ledger, {
        ...readRange({ from, to }, "asc"),
        after,
        limit: 1,
      });
      if (records[0] !== undefined) return records[0].date;
      after = next;
    } while (after !== undefined);
    return undefined;
  }

  const months: Month[] = [];
  let from = FIRST_DATE;
  for (const month of [...stored, undefined]) {
    const to = month === undefined ? LAST_DATE : lastOfMonth(addMonths(month, -1));
    for (let date = await firstDateIn(from, to); date !== undefined; date = await firstDateIn(from, to)) {
      months.push(monthOf(date));
      from = firstOfMonth(addMonths(monthOf(date), 1));
    }
    if (month === undefined) break;
    months.push(month);
    from = firstOfMonth(addMonths(month, 1));
  }
  return months;
}
