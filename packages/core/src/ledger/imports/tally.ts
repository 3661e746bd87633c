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

/** Keeps the first faults in the order of the file, whenever they come up. */
export function reject({ rejected }: Tally, fault: ImportFault): void {
  const behind = rejected.findLastIndex(({ line }) => line <= fault.line) + 1;
  if (behind === REJECTED_MAX) return;
  rejected.splice(behind, 0, fault);
  if (rejected.length > REJECTED_MAX) rejected.pop();
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
