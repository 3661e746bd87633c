import type { CalendarDate, Id } from "@farthing/contract";
import {
  addToMonth,
  type Change,
  CommitRefused,
  type Expect,
  homeDate,
  type KeptRecord,
  type MonthRecord,
  type SmallRecord,
  type TransactionRecord,
  type TransactionSlot,
} from "@farthing/core";
import { listMonths, readVersion } from "./read-records.ts";
import { homeDateOf, readSlot } from "./read-slots.ts";
import type { SqliteDriver, SqlValue } from "./sqlite-driver.ts";
import { encodeGone, encodeTransaction } from "./transaction-body.ts";

/** Writes to a ledger, whose number is known by then. */
export type Write = (ledger: number) => void;

/**
 * A change, or several alike, with all that will be written of it already encoded. Called when its commit has its turn, it looks
 * whether the change can be made, and gives what makes it.
 * @throws CommitRefused
 */
export type Step = (db: SqliteDriver, ledger: number) => Write;

type Put<Record> = Extract<Change, { op: "put" }> & { record: Record };

const nothing: Write = () => {};

function demand(held: boolean, place: number): void {
  if (!held) throw new CommitRefused(place, "expectation");
}

const isTransactionPut = (change: Change): change is Put<TransactionRecord> =>
  change.op === "put" && change.record.kind === "transaction";

const isNewAtHome = (change: Change): change is Put<TransactionRecord> =>
  isTransactionPut(change) && change.expect === "absent" && change.record.date === homeDate(change.record.id);

type Row = readonly [date: CalendarDate, id: Id, version: number, body: string];

const encodeRow = (record: TransactionRecord): Row => [
  record.date,
  record.id,
  record.version,
  encodeTransaction(record),
];

/** Rows are written so many at a time: a call into the engine costs as much as a row. */
const groupSizes = [64, 16, 4, 1];

const insertRows = Object.fromEntries(
  groupSizes.map((size) => [
    size,
    `replace into transactions (ledger, date, id, version, body) values ${Array.from({ length: size }, () => "(?1, ?, ?, ?, ?)").join(", ")}`,
  ]),
);

function writeRows(db: SqliteDriver, ledger: number, rows: readonly Row[]): void {
  for (let start = 0; start < rows.length; ) {
    const size = groupSizes.find((most) => most <= rows.length - start) as number;
    const values: SqlValue[] = [ledger];
    for (let at = start; at < start + size; at += 1) values.push(...(rows[at] as Row));
    db.run(insertRows[size] as string, values);
    start += size;
  }
}

const taken = `
  select key from json_each(?2) new
  where exists (select 1 from transactions where ledger = ?1 and date = ${homeDateOf("new.value")} and id = new.value)
  or exists (select 1 from traces where ledger = ?1 and id = new.value)
  limit 1`;

/** The transactions of a commit that are new and under the dates in their ids: all that an import writes. */
function putNew(rows: readonly Row[], places: readonly number[]): Step {
  const ids = JSON.stringify(rows.map(([, id]) => id));
  return (db, ledger) => {
    const [found] = db.all<{ key: number }>(taken, [ledger, ids]);
    if (found !== undefined) demand(false, places[found.key] as number);
    return (number) => writeRows(db, number, rows);
  };
}

const slotHolds = (slot: TransactionSlot | undefined, expect: Expect, was: CalendarDate | undefined) =>
  expect === "absent"
    ? slot === undefined
    : slot?.version === expect && was === (slot.kind === "gone" ? homeDate(slot.id) : slot.date);

interface SlotChange {
  id: Id;
  expect: Expect;
  was: CalendarDate | undefined;
  place: number;
}

/** Puts a transaction or what stays of one in the place of whatever stands at its id. */
function replaceSlot({ id, expect, was, place }: SlotChange, next: TransactionSlot | undefined): Step {
  const home = homeDate(id);
  const row = next?.kind === "transaction" ? encodeRow(next) : undefined;
  const date = next?.kind === "transaction" ? next.date : undefined;
  const trace: SqlValue[] | undefined =
    next?.kind === "gone"
      ? [null, next.version, encodeGone(next), next.expires]
      : date !== undefined && date !== home
        ? [date, null, null, null]
        : undefined;

  return (db, ledger) => {
    const slot = readSlot(db, ledger, id);
    demand(slotHolds(slot, expect, was), place);
    return (number) => {
      if (slot?.kind === "transaction" && slot.date !== date) {
        db.run("delete from transactions where ledger = ? and date = ? and id = ?", [number, slot.date, id]);
      }
      if (row !== undefined) writeRows(db, number, [row]);
      if (trace !== undefined) {
        db.run("replace into traces (ledger, id, moved_to, version, body, expires) values (?, ?, ?, ?, ?, ?)", [
          number,
          id,
          ...trace,
        ]);
      } else if (slot !== undefined && (slot.kind === "gone" || slot.date !== home)) {
        db.run("delete from traces where ledger = ? and id = ?", [number, id]);
      }
    };
  };
}

const versionHolds = (version: number | undefined, expect: Expect) =>
  expect === "absent" ? version === undefined : version === expect;

function putRecord(record: SmallRecord | KeptRecord, expect: Expect, place: number): Step {
  const { kind, id, version } = record;
  const expires = "expires" in record ? record.expires : null;
  const body = JSON.stringify(record);
  return (db, ledger) => {
    demand(versionHolds(readVersion(db, ledger, kind, id), expect), place);
    return (number) =>
      db.run("replace into records (ledger, kind, id, version, body, expires) values (?, ?, ?, ?, ?, ?)", [
        number,
        kind,
        id,
        version,
        body,
        expires,
      ]);
  };
}

const writeMonth = (db: SqliteDriver, ledger: number, { month, version }: MonthRecord, body: string) =>
  db.run("replace into months (ledger, month, version, body) values (?, ?, ?, ?)", [ledger, month, version, body]);

function putMonth(record: MonthRecord, expect: Expect, place: number): Step {
  const kept = { ...record };
  const body = JSON.stringify(record);
  return (db, ledger) => {
    demand(versionHolds(listMonths(db, ledger, kept.month, kept.month)[0]?.version, expect), place);
    return (number) => writeMonth(db, number, kept, body);
  };
}

function addSums(change: Extract<Change, { op: "add" }>, place: number): Step {
  const added = structuredClone(change);
  return (db, ledger) => {
    const month = addToMonth(listMonths(db, ledger, added.month, added.month)[0], added);
    if (month === undefined) throw new CommitRefused(place, "overflow");
    return (number) => writeMonth(db, number, month, JSON.stringify(month));
  };
}

function prepareChange(change: Change, place: number): Step {
  switch (change.op) {
    case "put": {
      const { record, expect } = change;
      if (record.kind === "transaction" || record.kind === "gone") {
        return replaceSlot({ id: record.id, expect, was: "was" in change ? change.was : undefined, place }, record);
      }
      return record.kind === "month" ? putMonth(record, expect, place) : putRecord(record, expect, place);
    }
    case "delete": {
      const { kind, id, expect } = change;
      if (change.kind === "transaction") return replaceSlot({ id, expect, was: change.was, place }, undefined);
      return (db, ledger) => {
        demand(readVersion(db, ledger, kind, id) === expect, place);
        return (number) => db.run("delete from records where ledger = ? and kind = ? and id = ?", [number, kind, id]);
      };
    }
    case "check": {
      const { kind, id, expect } = change;
      const was = change.kind === "transaction" ? change.was : undefined;
      return (db, ledger) => {
        const held =
          kind === "transaction"
            ? slotHolds(readSlot(db, ledger, id), expect, was)
            : versionHolds(readVersion(db, ledger, kind, id), expect);
        demand(held, place);
        return nothing;
      };
    }
    case "add":
      return addSums(change, place);
    case "mark": {
      const { work, on } = change;
      return (db) => (number) =>
        db.run("insert or ignore into marks (ledger, work, due) values (?, ?, ?)", [number, work, on]);
    }
    case "unmark": {
      const { work, on } = change;
      return (db) => (number) =>
        db.run("delete from marks where ledger = ? and work = ? and due = ?", [number, work, on]);
    }
  }
}

/** Encodes the changes of a commit, so that their giver may change them from here on. */
export function prepareChanges(changes: readonly Change[]): Step[] {
  const steps: Step[] = [];
  const rows: Row[] = [];
  const places: number[] = [];
  for (const [place, change] of changes.entries()) {
    if (isNewAtHome(change)) {
      rows.push(encodeRow(change.record));
      places.push(place);
    } else steps.push(prepareChange(change, place));
  }
  if (rows.length > 0) steps.push(putNew(rows, places));
  return steps;
}
