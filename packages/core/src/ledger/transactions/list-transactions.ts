import type { Page, Transaction, TransactionQuery } from "@farthing/contract";
import { isCalendarDate } from "../../dates/calendar.ts";
import type { TransactionPosition } from "../../ports/ledger-store.ts";
import { breather, type Context } from "../context.ts";
import { type Cursors, cursorsFor, invalidCursor } from "../cursor.ts";
import { loadSmall } from "../small.ts";
import { matchFilter } from "./match-filter.ts";
import { ROWS_A_CALL, readRange } from "./read-range.ts";
import { showTransaction } from "./show-transaction.ts";

const PAGE = 100;
/** Rows to read at once where filters may leave few of them. */
const BATCH = 500;

/** Where to go on from, as a cursor of `cursors` says. */
export function readPosition(cursors: Cursors, cursor: string | undefined): TransactionPosition | undefined {
  if (cursor === undefined) return undefined;
  const [date = "", id = "", ...more] = cursors.read(cursor);
  if (!isCalendarDate(date) || !/^\d{8}-[0-9a-z]{16,26}$/.test(id) || more.length > 0) throw invalidCursor();
  return { date, id };
}

export async function listTransactions(context: Context, query: TransactionQuery): Promise<Page<Transaction>> {
  const { store, ledger } = context;
  const { limit = PAGE, cursor, order = "desc", ...filter } = query;
  const cursors = cursorsFor(context, { ...filter, order });
  const breathe = breather(context);
  let after = readPosition(cursors, cursor);
  const small = await loadSmall(context);
  const matches = matchFilter(filter, small);
  const items: Transaction[] = [];
  for (let read = 0; read < ROWS_A_CALL; ) {
    const wanted = Math.min(matches === undefined ? limit - items.length : BATCH, ROWS_A_CALL - read);
    const { records, next } = await store.listTransactions(ledger, {
      ...readRange(filter, order),
      after,
      limit: wanted,
    });
    read += Math.max(1, records.length);
    for (const record of records) {
      if (matches !== undefined && !matches(record)) continue;
      items.push(showTransaction(record, small));
      if (items.length === limit) {
        const last = record === records.at(-1) && next === undefined;
        return { items, nextCursor: last ? null : cursors.write(record.date, record.id) };
      }
    }
    if (next === undefined) return { items, nextCursor: null };
    after = next;
    await breathe();
  }
  return { items, nextCursor: after === undefined ? null : cursors.write(after.date, after.id) };
}
