import type { Amount, CalendarDate, TransactionType } from "@farthing/contract";

/** What one row of a bank file says, ready to become a transaction. */
export interface StatementRow {
  date: CalendarDate;
  type: TransactionType;
  amount: Amount;
  /** 1 … 200 characters. */
  description: string;
  /** Up to 1000 characters; `""` for none. */
  note: string;
  /** At most 10 different ones of 1 … 40 characters. */
  tags: readonly string[];
  /** Up to 60 characters; `null` where the row names none. */
  account: string | null;
  /** The name of a category, up to 60 characters; `null` where the row names none. */
  category: string | null;
  /** The bank's own id of the row; `null` where the file has none that can be relied on. */
  bankId: string | null;
  /** The transaction's id, only in our own export. */
  id: string | null;
}

/** Why a row can't become a transaction. */
export interface RowFault {
  /** Counted from 1; `null` when the whole row is meant. */
  column: number | null;
  reason: string;
}

/** A row that can be imported, or one that can't with what could be read of it. `line` is where it begins, counted from 1. */
export type StatementEntry =
  | { line: number; row: StatementRow }
  | { line: number; fault: RowFault; partial: Partial<StatementRow> };
