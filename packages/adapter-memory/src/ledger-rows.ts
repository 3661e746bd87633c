import type { CalendarDate, Id, Month } from "@farthing/contract";
import {
  addToMonth,
  type Change,
  CommitRefused,
  type Expect,
  homeDate,
  type KeptRecord,
  type MonthRecord,
  type SmallRecord,
  type TransactionSlot,
} from "@farthing/core";
import { freezeDeeply, keepRecord, keepSlot } from "./keep.ts";
import { createTransactionsByDay, type TransactionsByDay } from "./transactions-by-day.ts";

/** Everything of one ledger. */
export interface LedgerRows {
  slots: Map<Id, TransactionSlot>;
  byDay: TransactionsByDay;
  records: Map<string, Map<Id, SmallRecord | KeptRecord>>;
  /** The small ones among the records, as they were last read; forgotten when one changes. */
  small: readonly SmallRecord[] | undefined;
  months: Map<Month, MonthRecord>;
  /** `recurring 2026-11-22` */
  marks: Set<string>;
}

export const createLedgerRows = (): LedgerRows => ({
  slots: new Map(),
  byDay: createTransactionsByDay(),
  records: new Map(),
  small: undefined,
  months: new Map(),
  marks: new Set(),
});

const smallKinds = ["settings", "category", "forwards"] as const satisfies SmallRecord["kind"][];

/** The very same list until one of them changes. */
export function readSmall(rows: LedgerRows): readonly SmallRecord[] {
  rows.small ??= Object.freeze(
    smallKinds.flatMap((kind) => [...(rows.records.get(kind)?.values() ?? [])] as SmallRecord[]),
  );
  return rows.small;
}

type Undefinable<Value> = Value | undefined;

const slotHolds = (slot: Undefinable<TransactionSlot>, expect: Expect, was: Undefinable<CalendarDate>) =>
  expect === "absent"
    ? slot === undefined
    : slot?.version === expect && was === (slot.kind === "gone" ? homeDate(slot.id) : slot.date);

const recordHolds = (record: Undefinable<{ version: number }>, expect: Expect) =>
  expect === "absent" ? record === undefined : record?.version === expect;

const nothing = () => {};

/**
 * Looks whether one change can be made, and gives what makes it, which can't fail.
 * @param place of the change in its commit.
 * @throws CommitRefused
 */
export function prepareChange(rows: LedgerRows, change: Change, place: number): () => void {
  const { slots, byDay, records, months, marks } = rows;

  const demand = (held: boolean) => {
    if (!held) throw new CommitRefused(place, "expectation");
  };

  function replaceSlot(id: Id, expect: Expect, was: Undefinable<CalendarDate>, next?: TransactionSlot): () => void {
    const slot = slots.get(id);
    demand(slotHolds(slot, expect, was));
    return () => {
      if (slot?.kind === "transaction") byDay.remove(slot.date, id);
      if (next === undefined) slots.delete(id);
      else slots.set(id, next);
      if (next?.kind === "transaction") byDay.add(next);
    };
  }

  function ofKind(kind: string): Map<Id, SmallRecord | KeptRecord> {
    const known = records.get(kind) ?? new Map<Id, SmallRecord | KeptRecord>();
    records.set(kind, known);
    return known;
  }

  switch (change.op) {
    case "put": {
      const { record, expect } = change;
      if (record.kind === "transaction" || record.kind === "gone") {
        return replaceSlot(record.id, expect, "was" in change ? change.was : undefined, keepSlot(record));
      }
      const kept = keepRecord(record);
      if (kept.kind === "month") {
        demand(recordHolds(months.get(kept.month), expect));
        return () => months.set(kept.month, kept);
      }
      const known = ofKind(kept.kind);
      demand(recordHolds(known.get(kept.id), expect));
      return () => {
        rows.small = undefined;
        known.set(kept.id, kept);
      };
    }
    case "delete": {
      if (change.kind === "transaction") return replaceSlot(change.id, change.expect, change.was);
      const known = ofKind(change.kind);
      demand(recordHolds(known.get(change.id), change.expect));
      return () => {
        rows.small = undefined;
        known.delete(change.id);
      };
    }
    case "check":
      demand(
        change.kind === "transaction"
          ? slotHolds(slots.get(change.id), change.expect, change.was)
          : recordHolds(records.get(change.kind)?.get(change.id), change.expect),
      );
      return nothing;
    case "add": {
      const month = addToMonth(months.get(change.month), change);
      if (month === undefined) throw new CommitRefused(place, "overflow");
      return () => months.set(change.month, freezeDeeply(month));
    }
    case "mark":
      return () => marks.add(`${change.work} ${change.on}`);
    case "unmark":
      return () => marks.delete(`${change.work} ${change.on}`);
  }
}
