import type { CalendarDate, ImportFault, Sum } from "@farthing/contract";
import type { RowDecision } from "./row-decision.ts";

const REJECTED_MAX = 100;

/** What has come of the rows of a file so far. */
export interface Tally {
  total: number;
  new: number;
  duplicate: number;
  transfer: number;
  invalid: number;
  chosen: number;
  from: CalendarDate | null;
  to: CalendarDate | null;
  income: Sum;
  expense: Sum;
  rejected: ImportFault[];
}

export const newTally = (): Tally => ({
  total: 0,
  new: 0,
  duplicate: 0,
  transfer: 0,
  invalid: 0,
  chosen: 0,
  from: null,
  to: null,
  income: 0,
  expense: 0,
  rejected: [],
});

export function reject(tally: Tally, fault: ImportFault): void {
  if (tally.rejected.length < REJECTED_MAX) tally.rejected.push(fault);
}

/** Counts a row as its decision says. */
export function countRow(tally: Tally, { line, status, chosen, row, fault }: RowDecision): void {
  tally.total += 1;
  tally[status] += 1;
  if (fault !== undefined) reject(tally, { line, ...fault });
  if (!chosen || row === undefined) return;
  tally.chosen += 1;
  tally[row.type] += row.amount;
  if (tally.from === null || row.date < tally.from) tally.from = row.date;
  if (tally.to === null || row.date > tally.to) tally.to = row.date;
}
