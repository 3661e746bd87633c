import type { CalendarDate, Id } from "@farthing/contract";
import { homeDate, type TransactionRecord, type TransactionSlot } from "@farthing/core";
import type { SqliteDriver } from "./sqlite-driver.ts";
import { decodeGone, decodeTransaction } from "./transaction-body.ts";

export interface TransactionRow {
  id: Id;
  date: CalendarDate;
  version: number;
  body: string;
}

/** Tells of a transaction that isn't under the date in its id: where it has moved, or what is left of it. */
interface Trace {
  id: Id;
  moved_to: CalendarDate | null;
  version: number | null;
  body: string | null;
  expires: number | null;
}

export const decodeRow = ({ id, date, version, body }: TransactionRow): TransactionRecord =>
  decodeTransaction(id, date, version, body);

/** In SQL, the date in a transaction's id. */
export const homeDateOf = (id: string) =>
  `substr(${id}, 1, 4) || '-' || substr(${id}, 5, 2) || '-' || substr(${id}, 7, 2)`;

const rowsAtHome = `
  select t.date, t.id, t.version, t.body
  from json_each(?2) wanted
  cross join transactions t on t.ledger = ?1 and t.date = ${homeDateOf("wanted.value")} and t.id = wanted.value`;

const tracesOf = `
  select id, moved_to, version, body, expires from traces
  where ledger = ?1 and id in (select value from json_each(?2))`;

function rowUnder(db: SqliteDriver, ledger: number, date: CalendarDate, id: Id): TransactionRecord | undefined {
  const sql = "select date, id, version, body from transactions where ledger = ? and date = ? and id = ?";
  const [row] = db.all<TransactionRow>(sql, [ledger, date, id]);
  return row && decodeRow(row);
}

const follow = (db: SqliteDriver, ledger: number, { id, moved_to, ...gone }: Trace): TransactionSlot | undefined =>
  moved_to === null
    ? decodeGone(id, gone.version as number, gone.body as string, gone.expires)
    : rowUnder(db, ledger, moved_to, id);

/** What stands at ids, by id. */
export function readSlots(db: SqliteDriver, ledger: number, ids: readonly Id[]): Map<Id, TransactionSlot> {
  const slots = new Map<Id, TransactionSlot>();
  for (const row of db.all<TransactionRow>(rowsAtHome, [ledger, JSON.stringify(ids)]))
    slots.set(row.id, decodeRow(row));
  const elsewhere = ids.filter((id) => !slots.has(id));
  if (elsewhere.length === 0) return slots;
  for (const trace of db.all<Trace>(tracesOf, [ledger, JSON.stringify(elsewhere)])) {
    const slot = follow(db, ledger, trace);
    if (slot !== undefined) slots.set(trace.id, slot);
  }
  return slots;
}

/** What stands at an id. */
export function readSlot(db: SqliteDriver, ledger: number, id: Id): TransactionSlot | undefined {
  const atHome = rowUnder(db, ledger, homeDate(id), id);
  if (atHome !== undefined) return atHome;
  const sql = "select id, moved_to, version, body, expires from traces where ledger = ? and id = ?";
  const [trace] = db.all<Trace>(sql, [ledger, id]);
  return trace && follow(db, ledger, trace);
}
