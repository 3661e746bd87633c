import type { MonthRange, TransactionTotals, TransactionTotalsQuery } from "@farthing/contract";
import { FIRST_DATE, LAST_DATE } from "../../dates/calendar.ts";
import type { Sums } from "../../ports/records.ts";
import { breather, type Context } from "../context.ts";
import { cursorsFor } from "../cursor.ts";
import { splitMonths } from "../reports/split-months.ts";
import { noSums, ofType, plus, showNetSums, sumsOf } from "../reports/sums.ts";
import { loadSmall, type Small } from "../small.ts";
import { readPosition } from "./list-transactions.ts";
import { matchFilter } from "./match-filter.ts";
import { ROWS_A_CALL, readRange } from "./read-range.ts";

async function storedSums(
  { store, ledger }: Context,
  { resolve }: Small,
  months: MonthRange,
  query: TransactionTotalsQuery,
): Promise<Sums> {
  const { type, categoryId } = query;
  const wanted = categoryId === "none" ? null : resolve(categoryId ?? null);
  const parts = (await store.listMonths(ledger, months.from, months.to)).flatMap((month) =>
    categoryId === undefined
      ? [month]
      : Object.entries(month.categories).flatMap(([key, sums]) => (resolve(key) === wanted ? [sums] : [])),
  );
  return ofType(parts.reduce(plus, noSums), type);
}

/** Whether stored totals can tell what is asked. */
const isStored = ({
  from: _from,
  to: _to,
  type: _type,
  categoryId: _categoryId,
  cursor: _cursor,
  ...rest
}: TransactionTotalsQuery) => Object.values(rest).every((value) => value === undefined);

/**
 * Adds up whole months from their stored totals, in the first call, and the rows of the parts of months beside them; every row
 * where other filters are set. A cursor stands for the rows already read.
 */
export async function totalTransactions(context: Context, query: TransactionTotalsQuery): Promise<TransactionTotals> {
  const { store, ledger } = context;
  const { cursor, ...filter } = query;
  const cursors = cursorsFor(context, filter);
  const breathe = breather(context);
  let after = readPosition(cursors, cursor);
  const small = await loadSmall(context);
  const unknown =
    filter.categoryId !== undefined && filter.categoryId !== "none" && small.resolve(filter.categoryId) === null;
  const { from = FIRST_DATE, to = LAST_DATE } = filter;
  const { months, parts } = isStored(query) ? splitMonths({ from, to }) : { months: undefined, parts: [{ from, to }] };
  let sums =
    months !== undefined && cursor === undefined && !unknown ? await storedSums(context, small, months, query) : noSums;
  const matches = matchFilter(filter, small) ?? (() => true);
  let read = 0;
  for (const part of unknown ? [] : parts) {
    if (after !== undefined && after.date > part.to) continue;
    do {
      if (read >= ROWS_A_CALL && after !== undefined) {
        return { ...showNetSums(sums), complete: false, cursor: cursors.write(after.date, after.id) };
      }
      const limit = Math.min(1000, ROWS_A_CALL - read);
      const { records, next } = await store.listTransactions(ledger, { ...readRange(part, "asc"), after, limit });
      read += Math.max(1, records.length);
      for (const record of records) if (matches(record)) sums = plus(sums, sumsOf(record));
      const last = records.at(-1);
      after = next ?? after;
      if (next === undefined) {
        after = last === undefined ? after : { date: last.date, id: last.id };
        break;
      }
      await breathe();
    } while (true);
  }
  return { ...showNetSums(sums), complete: true, cursor: null };
}
