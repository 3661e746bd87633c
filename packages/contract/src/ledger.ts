import type { Category, CategoryChange, NewCategory } from "./category.ts";
import type { Import, ImportPreview, JobProgress, NewImport, PreviewQuery } from "./import.ts";
import type { Settings, SettingsChange } from "./settings.ts";
import type {
  CategoriesQuery,
  CategoryTotals,
  DaysQuery,
  DayTotals,
  Items,
  MonthTotals,
  Verification,
} from "./totals.ts";
import type {
  NewTransaction,
  Transaction,
  TransactionBatch,
  TransactionBatchResult,
  TransactionBulk,
  TransactionBulkResult,
  TransactionChange,
  TransactionExport,
  TransactionQuery,
  TransactionTotals,
  TransactionTotalsQuery,
  Undone,
} from "./transaction.ts";
import type { CalendarDate, CategoryId, Id, MonthRange, Page, Undoable, Version } from "./words.ts";

/** What every call takes beside its input. */
export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** The caller's today, at most one day from the server's UTC date; else the date now in the ledger's time zone. */
  today?: CalendarDate | undefined;
}

/** What every call that changes something takes beside its input. */
export interface WriteOptions extends CallOptions {
  /** 1 … 255 visible ASCII characters. The same key with the same request has its effect once, for at least 24 hours. */
  idempotencyKey?: string | undefined;
}

/** What every change of a versioned record takes beside its input. */
export interface ChangeOptions extends WriteOptions {
  /** Only change the record when it is at this version, or one of these; else `version_mismatch` with the record as `current`. */
  ifVersion?: Version | readonly Version[] | undefined;
}

/** What every job takes beside its input. */
export interface JobOptions extends WriteOptions {
  /** Told how far the job is, at least once a chunk. */
  onProgress?: ((progress: JobProgress) => void) | undefined;
}

/**
 * Everything one signed-in user owns, and every way to read and change it: the same in process and over HTTP.
 *
 * Every call may fail with `invalid_request` (each fault named by a JSON pointer), `unavailable` (safe to send again) and,
 * where it changes something, `conflict` (other writers won every try; safe to send again). A read sees every change that was
 * answered before it began.
 */
export interface Ledger {
  settings: {
    get(input?: undefined, options?: CallOptions): Promise<Settings>;
    /** @throws `currency_in_use` when there are amounts and the other currency has other decimals. */
    update(input: SettingsChange, options?: ChangeOptions): Promise<Settings>;
  };
  categories: {
    /** All of them, archived ones too, by position, then id. */
    list(input?: undefined, options?: CallOptions): Promise<Items<Category>>;
    /** @throws `category_exists`; `limit_reached` at 200. */
    create(input: NewCategory, options?: WriteOptions): Promise<Category>;
    /** @throws `not_found`. */
    get(input: { id: CategoryId }, options?: CallOptions): Promise<Category>;
    /** @throws `not_found`, `category_exists`, `version_mismatch`. */
    update(input: CategoryChange, options?: ChangeOptions): Promise<Category>;
    /**
     * Its transactions count as those of `moveTo` (`none`: as uncategorised) from now on, those too that are being written meanwhile.
     * @throws `not_found`, `version_mismatch`; `category_in_use` when it is used and there is no `moveTo`.
     */
    delete(
      input: { id: CategoryId; moveTo?: CategoryId | "none" | undefined },
      options?: ChangeOptions,
    ): Promise<Undoable>;
  };
  transactions: {
    /** @throws `id_taken`, `deleted`, `amount_overflow`. */
    create(input: NewTransaction, options?: WriteOptions): Promise<Transaction>;
    /** @throws `not_found`. */
    get(input: { id: Id }, options?: CallOptions): Promise<Transaction>;
    /** @throws `not_found`, `version_mismatch`, `amount_overflow`. */
    update(input: TransactionChange, options?: ChangeOptions): Promise<Transaction>;
    /** @throws `not_found`, `version_mismatch`. */
    delete(input: { id: Id }, options?: ChangeOptions): Promise<Undoable>;
    /** Rows that stay are met exactly once, whatever is added or removed meanwhile. @throws `invalid_cursor`. */
    list(input?: TransactionQuery, options?: CallOptions): Promise<Page<Transaction>>;
    /** @throws `invalid_cursor`. */
    totals(input?: TransactionTotalsQuery, options?: CallOptions): Promise<TransactionTotals>;
    /**
     * All of the changes or none. An id may stand in it once.
     * @throws `batch_too_large`, `not_found`, `version_mismatch`, `id_taken`, `amount_overflow`, each with a pointer.
     */
    batch(input: TransactionBatch, options?: WriteOptions): Promise<TransactionBatchResult>;
    /**
     * Changes every transaction found, in chunks, each all or nothing. Begun again with the same key after a crash it goes on.
     * @throws `plan_changed` when another number is found than expected; `amount_overflow`.
     */
    bulk(input: TransactionBulk, options?: JobOptions): Promise<TransactionBulkResult>;
    /** CSV, oldest first. Loads back byte for byte. Not a snapshot: a row changed meanwhile is in it before or after its change. */
    export(input?: TransactionExport, options?: CallOptions): AsyncIterable<Uint8Array>;
  };
  imports: {
    /** Says what an import would do and writes nothing. @throws `not_importable`, `too_large`. */
    preview(input: PreviewQuery, options?: CallOptions): Promise<ImportPreview>;
    /**
     * Writes the rows in chunks, each all or nothing. Begun again with the same key after a crash it goes on.
     * @throws `not_importable`, `too_large`, `plan_changed`; `request_in_progress` while another import runs.
     */
    create(input: NewImport, options?: JobOptions): Promise<Import>;
    /** Newest first. @throws `invalid_cursor`. */
    list(
      input?: { limit?: number | undefined; cursor?: string | undefined },
      options?: CallOptions,
    ): Promise<Page<Import>>;
    /** @throws `not_found`. */
    get(input: { id: Id }, options?: CallOptions): Promise<Import>;
    /** Removes its rows, but for those changed since. @throws `not_found`; `request_in_progress` while an import runs. */
    undo(input: { id: Id }, options?: JobOptions): Promise<Import>;
  };
  reports: {
    /** One for each month, empty ones too; at most 600. Costs the same whatever the number of transactions. */
    months(input: MonthRange, options?: CallOptions): Promise<Items<MonthTotals>>;
    /** By id, the uncategorised last; categories without transactions are left out. */
    categories(input: CategoriesQuery, options?: CallOptions): Promise<Items<CategoryTotals>>;
    /** One for each day, empty ones too; at most 92. */
    days(input: DaysQuery, options?: CallOptions): Promise<Items<DayTotals>>;
  };
  maintenance: {
    /** Adds up every transaction and compares with the stored totals; exact while others write. */
    verify(input?: undefined, options?: CallOptions): Promise<Verification>;
    /** The same, and puts wrong totals right. */
    rebuild(input?: undefined, options?: WriteOptions): Promise<Verification>;
  };
  /** Takes a change back that answered `undo`, but for records changed since. A repeat answers the same. @throws `not_found`. */
  undo(input: { undoId: Id }, options?: WriteOptions): Promise<Undone>;
}
