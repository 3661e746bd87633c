/** A really existing calendar date, `YYYY-MM-DD`, 1900-01-01 … 2199-12-31. No time and no zone. */
export type CalendarDate = string;

/** A calendar month, `YYYY-MM`, 1900-01 … 2199-12. */
export type Month = string;

/** A moment, ISO 8601 in UTC with milliseconds: `2026-11-22T09:15:00.000Z`. */
export type Instant = string;

/** A positive whole number of minor units (cents) of the ledger's currency, 1 … 1 000 000 000 000. `type` carries the direction. */
export type Amount = number;

/** A sum in minor units: a safe integer that may be zero or negative. */
export type Sum = number;

/** Whether money came in or went out. */
export type TransactionType = "income" | "expense";

/** `[0-9A-Za-z._-]{1,64}`; compared byte by byte. */
export type Id = string;

/** Four characters `[0-9a-z]`. */
export type CategoryId = string;

/** Rises by one with every change of the record it belongs to. Starts at 1. */
export type Version = number;

/** `from` and `to` are both included; a missing end is open. */
export interface DateRange {
  from?: CalendarDate | undefined;
  to?: CalendarDate | undefined;
}

/** Both months are included. */
export interface MonthRange {
  from: Month;
  to: Month;
}

/** One page of a list. */
export interface Page<Item> {
  items: readonly Item[];
  /** Ask again with it for what follows; `null` at the end. A page may be short, even empty, while this isn't `null`. */
  nextCursor: string | null;
}

/** What a change that can be taken back answers: give `undo` to {@link Ledger.undo} within 30 days. */
export interface Undoable {
  undo: Id;
}
