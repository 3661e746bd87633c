import type { Found, TransactionPosition, TransactionRange, TransactionRecord } from "@farthing/core";
import { decodeRow, type TransactionRow } from "./read-slots.ts";
import type { SqliteDriver } from "./sqlite-driver.ts";

const columns = "select date, id, version, body from transactions where ledger = ?";

/** Both stop at the end of the range by the index: no row beyond is read. */
const statements = {
  asc: `${columns} and (date, id) > (?, ?) and date < ? order by date, id limit ?`,
  desc: `${columns} and (date, id) < (?, ?) and date >= ? order by date desc, id desc limit ?`,
};

/** The place that all of a range follows; no id is empty, so no transaction stands at it. */
function startOf({ from, before, order, after }: TransactionRange): TransactionPosition {
  const edge = { date: order === "asc" ? from : before, id: "" };
  if (after === undefined) return edge;
  const afterIsInside = order === "asc" ? after.date >= from : after.date < before;
  return afterIsInside ? after : edge;
}

export function listTransactions(
  db: SqliteDriver,
  ledger: number,
  range: TransactionRange,
): Found<TransactionRecord, TransactionPosition> {
  const { from, before, order, limit } = range;
  const { date, id } = startOf(range);
  const rows = db.all<TransactionRow>(statements[order], [
    ledger,
    date,
    id,
    order === "asc" ? before : from,
    limit + 1,
  ]);
  const records = rows.slice(0, limit).map(decodeRow);
  const last = rows[limit - 1];
  return rows.length > limit && last ? { records, next: { date: last.date, id: last.id } } : { records };
}
