import type { Amount, CalendarDate, CategoryId, Id, Instant, Sum, TransactionType } from "./words.ts";

/** What a column of a bank file holds. */
export type ColumnRole =
  | "date"
  | "description"
  | "amount"
  | "moneyIn"
  | "moneyOut"
  | "direction"
  | "balance"
  | "category"
  | "note"
  | "tags"
  | "account"
  | "currency"
  | "bankId"
  | "leaveOut";

export type FileEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "iso-8859-1";

/** How a delimited file is read. In a request every member left out is told from the content; in an answer all are there. */
export interface ImportMapping {
  encoding?: FileEncoding | undefined;
  delimiter?: "," | ";" | "\t" | "|" | undefined;
  /** Line of the header row, counted from 1; `null` when the file has none. */
  headerLine?: number | null | undefined;
  /** Order of year, month and day in numeric dates. */
  dateOrder?: "ymd" | "dmy" | "mdy" | undefined;
  /** What stands before the decimals. */
  decimal?: "." | "," | undefined;
  /** One role a column, from the left. Several columns may be `description` or `note`: they are joined by a space. */
  columns?: readonly ColumnRole[] | undefined;
}

/** What a person decided about one row of the file. */
export interface ImportChoice {
  /** Line on which the row begins, counted from 1. */
  line: number;
  /** `import` also takes a duplicate or a transfer; `skip` leaves a new row out. */
  do: "import" | "skip";
  /** Takes the place of what the file says. */
  set?:
    | {
        date?: CalendarDate | undefined;
        type?: TransactionType | undefined;
        amount?: Amount | undefined;
        description?: string | undefined;
        categoryId?: CategoryId | null | undefined;
      }
    | undefined;
}

export interface ImportSource {
  /** Read more than once, never held whole. */
  file: Blob;
  /** Starts as the file's own name where it has one. */
  name?: string | undefined;
  /** Label of the account for every row that names none itself. */
  account?: string | undefined;
  mapping?: ImportMapping | undefined;
  choices?: readonly ImportChoice[] | undefined;
}

export interface PreviewQuery extends ImportSource {
  /** How many rows to pass over before the first one shown. Starts as 0; 1000 are shown. */
  skip?: number | undefined;
}

export interface NewImport extends ImportSource {
  /** The digest a preview answered: exactly that plan is carried out, or the call fails with `plan_changed`. */
  plan?: string | undefined;
  /** One bad row refuses the whole file before anything is written. */
  strict?: boolean | undefined;
}

/** Something that was told from the file's content. */
export interface ImportDecision {
  what: "format" | "encoding" | "delimiter" | "header" | "dates" | "decimals" | "columns" | "sign" | "currency";
  chosen: string;
  /** What in this file speaks for it, in words. */
  evidence: string;
}

export interface ImportFault {
  /** Line of the file, counted from 1. */
  line: number;
  /** Column of the file, counted from 1; `null` when the whole row is meant. */
  column: number | null;
  reason: string;
}

export interface PreviewRow {
  line: number;
  /** `transfer` has an equal amount of the opposite type in another account at most 3 days away. */
  status: "new" | "duplicate" | "transfer" | "invalid";
  /** Whether the import will write it. */
  chosen: boolean;
  /** The id it will have or, for a duplicate, has; `null` for an invalid row. */
  id: Id | null;
  date: CalendarDate | null;
  type: TransactionType | null;
  amount: Amount | null;
  description: string;
  note: string;
  tags: readonly string[];
  account: string;
  categoryId: CategoryId | null;
  /** Name of a category that the import will make; `null` otherwise. */
  newCategory: string | null;
  /** The saved transaction that a duplicate equals or a transfer answers to. */
  match: Id | null;
  /** When the saved row that a duplicate equals was deleted by hand. */
  deletedAt: Instant | null;
  column: number | null;
  reason: string | null;
}

export interface ImportPreview {
  name: string;
  format: ImportFormat;
  mapping: ImportMapping;
  decided: readonly ImportDecision[];
  /** `what` of those decisions that could as well be otherwise. */
  assumed: readonly string[];
  /** Cells of the header row; `null` when there is none. */
  header: readonly string[] | null;
  /** Cells of the first rows as they stand in the file, at most 10. */
  sample: readonly (readonly string[])[];
  counts: { total: number; new: number; duplicate: number; transfer: number; invalid: number; chosen: number };
  /** Dates of the first and last row that will be written; `null` when none will. */
  from: CalendarDate | null;
  to: CalendarDate | null;
  /** Sums of the rows that will be written. */
  income: Sum;
  expense: Sum;
  /** At most 1000, from `skip` on, in the order of the file. */
  rows: readonly PreviewRow[];
  /** Digest of file, mapping, choices and the decision for every row: give it to `imports.create`. */
  plan: string;
}

export type ImportFormat = "csv" | "farthing-csv";

export interface Import {
  id: Id;
  name: string;
  format: ImportFormat;
  account: string;
  state: "running" | "done" | "undoing" | "undone";
  /** Rows in the file. */
  total: number;
  /** Rows dealt with so far; while undoing, rows taken back. */
  done: number;
  createdAt: Instant;
  from: CalendarDate | null;
  to: CalendarDate | null;
  /** Transactions written. */
  created: number;
  /** Rows left out because they were there already. */
  duplicates: number;
  /** Rows left out because they look like a transfer, or by choice. */
  skipped: number;
  /** The first 100, in the order of the file. */
  rejected: readonly ImportFault[];
  rejectedCount: number;
  assumed: readonly string[];
  /** After an undo: the first 100 ids of rows that had been changed and so were left. */
  kept: readonly Id[];
}

/** How far a job is. */
export interface JobProgress {
  phase: "reading" | "writing";
  rows: number;
  /** 0 while it isn't known. */
  total: number;
}
