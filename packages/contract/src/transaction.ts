import type {
  Amount,
  CalendarDate,
  CategoryId,
  DateRange,
  Id,
  Instant,
  Sum,
  TransactionType,
  Undoable,
  Version,
} from "./words.ts";

export interface Transaction {
  /** `<yyyymmdd>-` and 16 … 26 of `[0-9a-z]`; the date is the one at creation and stays when the transaction moves. */
  id: Id;
  date: CalendarDate;
  type: TransactionType;
  amount: Amount;
  /** 1 … 200 characters. */
  description: string;
  /** `null` is uncategorised. */
  categoryId: CategoryId | null;
  /** Up to 1000 characters, may hold tabs and newlines; `""` when there is none. */
  note: string;
  /** At most 10 different ones of 1 … 40 characters, in the order given. */
  tags: readonly string[];
  /** A label, up to 60 characters; `""` when there is none. */
  account: string;
  /** The import that made it, or `null`. */
  importId: Id | null;
  /** The recurring entry that made it, or `null`. */
  recurringId: Id | null;
  version: Version;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface NewTransaction {
  /** Makes the create its own idempotency key: same content is a replay, other content is `id_taken`. */
  id?: Id | undefined;
  date: CalendarDate;
  type: TransactionType;
  amount: Amount;
  description: string;
  categoryId?: CategoryId | null | undefined;
  note?: string | undefined;
  tags?: readonly string[] | undefined;
  account?: string | undefined;
}

/** Members left out stay as they are; `null` empties `categoryId`, `note` and `tags`; `tags` is replaced whole. */
export interface TransactionChange {
  id: Id;
  date?: CalendarDate | undefined;
  type?: TransactionType | undefined;
  amount?: Amount | undefined;
  description?: string | undefined;
  categoryId?: CategoryId | null | undefined;
  note?: string | null | undefined;
  tags?: readonly string[] | null | undefined;
  account?: string | undefined;
}

/** All members must hold at once; one left out doesn't narrow. */
export interface TransactionFilter extends DateRange {
  type?: TransactionType | undefined;
  /** A category, or `none` for the uncategorised. */
  categoryId?: CategoryId | "none" | undefined;
  /** Found in description or note, whatever the case and accents. */
  q?: string | undefined;
  tag?: string | undefined;
  account?: string | undefined;
  amountFrom?: Amount | undefined;
  amountTo?: Amount | undefined;
  importId?: Id | undefined;
  recurringId?: Id | undefined;
}

export interface TransactionQuery extends TransactionFilter {
  /** By date, then id. Starts as `desc`, the newest first. */
  order?: "asc" | "desc" | undefined;
  /** 1 … 500, starts as 100. */
  limit?: number | undefined;
  cursor?: string | undefined;
}

export interface TransactionTotalsQuery extends TransactionFilter {
  cursor?: string | undefined;
}

/** What one call could add up. Where `complete` is false, add the figures of the call with `cursor` to these. */
export interface TransactionTotals {
  count: number;
  income: Sum;
  expense: Sum;
  net: Sum;
  complete: boolean;
  cursor: string | null;
}

export interface TransactionExport extends TransactionFilter {
  /** Begin with a byte order mark, for spreadsheets. */
  bom?: boolean | undefined;
}

/** Many changes at once: at most 80 by weight (a create or an edit 1, a deletion 2, a change of date 3, each month touched 1). */
export interface TransactionBatch {
  create?: readonly NewTransaction[] | undefined;
  /** `version`, where it is given, is the one the transaction must be at. */
  update?: readonly (TransactionChange & { version?: Version | undefined })[] | undefined;
  delete?: readonly { id: Id; version?: Version | undefined }[] | undefined;
}

/** Each list in the order of the request. */
export interface TransactionBatchResult extends Undoable {
  created: readonly Transaction[];
  updated: readonly Transaction[];
  deleted: readonly Id[];
}

/** One change to every transaction found. Exactly one of `set` and `delete` is given. */
export interface TransactionBulk {
  filter: TransactionFilter;
  set?:
    | {
        date?: CalendarDate | undefined;
        categoryId?: CategoryId | null | undefined;
        tags?: readonly string[] | undefined;
        account?: string | undefined;
      }
    | undefined;
  delete?: true | undefined;
  /** How many the caller believes there are: any other number changes nothing. */
  expect: number;
}

export interface TransactionBulkResult extends Undoable {
  state: "running" | "done";
  /** How many were found. */
  found: number;
  /** How many were changed or deleted; the others were so already, or no longer match. */
  changed: number;
}

/** What {@link Ledger.undo} did. */
export interface Undone {
  /** How many records are as they were. */
  restored: number;
  /** The first 100 ids of records that were changed since and were left alone. */
  kept: readonly Id[];
}
