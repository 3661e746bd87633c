import type {
  Amount,
  CalendarDate,
  Category,
  CategoryId,
  Id,
  Import,
  Instant,
  Month,
  Settings,
  Sum,
  TransactionType,
  Version,
} from "@farthing/contract";

/** A transaction as it is stored: `categoryId` may be one that a forward leads on from. */
export interface TransactionRecord {
  kind: "transaction";
  id: Id;
  version: Version;
  date: CalendarDate;
  type: TransactionType;
  amount: Amount;
  description: string;
  categoryId: CategoryId | null;
  note: string;
  tags: readonly string[];
  account: string;
  importId: Id | null;
  recurringId: Id | null;
  createdAt: Instant;
  updatedAt: Instant;
  /** Digest of the content it was created with: a create with the same id and digest is a replay. `null` for imported rows. */
  digest: string | null;
}

/** What stays at the id of a deleted transaction, so that the id is never made anew. */
export interface GoneRecord {
  kind: "gone";
  id: Id;
  /** One more than the version that was deleted. */
  version: Version;
  deletedAt: Instant;
  digest: string | null;
  /** Seconds since 1970 after which the store may forget it; `null` keeps it for good. */
  expires: number | null;
}

/** What stands at a transaction id. */
export type TransactionSlot = TransactionRecord | GoneRecord;

export interface SettingsRecord extends Settings {
  kind: "settings";
  id: "settings";
}

export interface CategoryRecord extends Category {
  kind: "category";
}

/**
 * Where the transactions of deleted categories count now; each leads to a category that stands, or to none. Whatever makes,
 * renames or deletes a category puts it with a version one higher, so that such changes happen one after another.
 */
export interface ForwardsRecord {
  kind: "forwards";
  id: "forwards";
  version: Version;
  to: Readonly<Record<CategoryId, CategoryId | null>>;
}

/** The records that nearly every call needs, few enough to be read together. */
export type SmallRecord = SettingsRecord | CategoryRecord | ForwardsRecord;

/** An import, and how far its job is. */
export interface ImportRecord extends Import {
  kind: "import";
  version: Version;
  /** Digest of the file's bytes, mapping, choices and account: what a caller must send again to go on. */
  source: string;
  /** When the job last wrote. One that hasn't for 60 seconds may be taken over. */
  advancedAt: Instant;
}

/** The import that has the ledger's one place for jobs. */
export interface JobRecord {
  kind: "job";
  id: "import";
  version: Version;
  importId: Id;
}

/** The effect of a request with an idempotency key, kept so that a repeat answers instead of doing it again. */
export interface RequestRecord {
  kind: "request";
  /** Digest of operation, path and key. */
  id: Id;
  version: Version;
  /** Digest of the request's content. */
  digest: string;
  /** What a repeat answers: the record as it is then, or this very value. */
  answer:
    | { record: { kind: "settings" | "category" | "transaction" | "import" | "bulk"; id: Id } }
    | { value: unknown };
  expires: number;
}

/** How one record of a change is put back. `left` is the version that the change left. */
export type UndoEntry =
  | { created: Id; left: Version }
  /** Deleted or edited: as it was before. */
  | { before: TransactionRecord; left: Version }
  /** `followers` are deleted categories that led to it. */
  | { before: CategoryRecord; followers: readonly CategoryId[] };

/** What puts a change back, or a part of it that one commit can put back. */
export interface UndoRecord {
  kind: "undo";
  /** The id that callers know, a dot and the part's number in six digits. */
  id: Id;
  version: Version;
  /** None are left once they are put back. */
  entries: readonly UndoEntry[];
  /** What came of putting them back; `null` before. */
  outcome: { restored: number; kept: readonly Id[] } | null;
  expires: number;
}

/** A change of every transaction found, and how far its job is. */
export interface BulkRecord {
  kind: "bulk";
  id: Id;
  version: Version;
  state: "running" | "done";
  found: number;
  changed: number;
  /** The undo that its parts belong to, and how many there are. */
  undo: Id;
  parts: number;
  /** When the job last wrote. One that hasn't for 60 seconds may be taken over. */
  advancedAt: Instant;
  expires: number;
}

/** Records that are read one at a time or listed by kind. */
export type KeptRecord = ImportRecord | JobRecord | BulkRecord | RequestRecord | UndoRecord;
export type KeptKind = KeptRecord["kind"];
export type KeptOf<Kind extends KeptKind> = Extract<KeptRecord, { kind: Kind }>;

/** Sums and numbers of the transactions of one month, or of one category in it. */
export interface Sums {
  income: Sum;
  expense: Sum;
  incomeCount: number;
  expenseCount: number;
}

/** Stands for the uncategorised among the keys of a month's categories. */
export type CategoryKey = CategoryId | "-";

/** A month's stored totals. */
export interface MonthRecord extends Sums {
  kind: "month";
  month: Month;
  /** Rises by one in every commit that adds to the month. */
  version: Version;
  /** By stored category id; forwards are not followed. Categories whose four figures are zero may be left out. */
  categories: Readonly<Record<CategoryKey, Sums>>;
}

/** Every record a commit can put. */
export type StoreRecord = TransactionSlot | SmallRecord | KeptRecord | MonthRecord;
