import type { CalendarDate } from "@farthing/contract";
import type { DueWork, Found, LedgerId } from "@farthing/core";
import type { SqliteDriver } from "./sqlite-driver.ts";

const pageSize = 1000;

/** Ledgers that have begun, by id. */
export function listLedgers(db: SqliteDriver, after: LedgerId): Found<LedgerId, LedgerId> {
  const rows = db.all<{ id: LedgerId }>(
    `select id from ledgers
    where id > ? and exists (select 1 from records where ledger = number and kind = 'settings')
    order by id limit ?`,
    [after, pageSize + 1],
  );
  const records = rows.slice(0, pageSize).map(({ id }) => id);
  return rows.length > pageSize ? { records, next: records.at(-1) } : { records };
}

/** Work that is due, by date; goes on from the date and number of a ledger. */
export function listDue(
  db: SqliteDriver,
  work: DueWork,
  until: CalendarDate,
  after: string,
): Found<{ ledger: LedgerId; on: CalendarDate }, string> {
  const [date = "", number] = after.split(" ");
  const rows = db.all<{ due: CalendarDate; number: number; id: LedgerId }>(
    `select due, number, id from marks join ledgers on number = ledger
    where work = ? and due <= ? and (due, ledger) > (?, ?)
    order by due, ledger limit ?`,
    [work, until, date, Number(number ?? 0), pageSize + 1],
  );
  const records = rows.slice(0, pageSize).map(({ due, id }) => ({ ledger: id, on: due }));
  const last = rows[pageSize - 1];
  return rows.length > pageSize && last ? { records, next: `${last.due} ${last.number}` } : { records };
}
