import type { CalendarDate, Id, Month, Version } from "@farthing/contract";
import type {
  CategoryKey,
  GoneRecord,
  KeptKind,
  KeptOf,
  KeptRecord,
  MonthRecord,
  SmallRecord,
  Sums,
  TransactionRecord,
  TransactionSlot,
} from "./records.ts";

/** Everything of one user. Opaque to the store: 1 … 128 characters, compared byte by byte. */
export type LedgerId = string;

/** What must be true of a record for its change to happen: nothing stands there, or exactly this version does. */
export type Expect = "absent" | Version;

/**
 * One change of a commit. Where `expect` doesn't hold, the whole commit is refused.
 *
 * - `put` of a transaction or of what stays when it is gone: `was` is the date under which the store has it now, which for a
 *   gone one is the date in its id; it is left out with `expect: "absent"`. `"absent"` fails where a transaction or a gone one
 *   stands at the id, wherever it has moved. A number is compared with the version of whichever stands there, and fails as
 *   well where that is dated otherwise than `was`.
 * - `delete` of a transaction leaves nothing at its id. It and `check` compare `was` and `expect` as `put` does.
 * - `add` raises a month's sums and those of its categories, and the month's version by one; a month that isn't there is made
 *   at version 1. It is refused with `overflow` where one of the two sums of the month would pass {@link MONTH_SUM_MAX}.
 * - `check` changes nothing.
 * - `mark` says that work of a kind is due in this ledger on a date, once however often it is said; `unmark` takes that back,
 *   and does nothing where it wasn't said.
 *
 * No two changes of a commit name the same record, the same month or the same mark.
 */
export type Change =
  | { op: "put"; record: TransactionRecord | GoneRecord; expect: Expect; was?: CalendarDate | undefined }
  | { op: "put"; record: SmallRecord | KeptRecord | MonthRecord; expect: Expect }
  | { op: "delete"; kind: "transaction"; id: Id; was: CalendarDate; expect: Version }
  | { op: "delete"; kind: SmallRecord["kind"] | KeptKind; id: Id; expect: Version }
  | { op: "check"; kind: "transaction"; id: Id; was: CalendarDate; expect: Version }
  | { op: "check"; kind: SmallRecord["kind"] | KeptKind; id: Id; expect: Expect }
  | { op: "add"; month: Month; sums: Sums; categories: Readonly<Record<CategoryKey, Sums>> }
  | { op: "mark" | "unmark"; work: DueWork; on: CalendarDate };

/** Kinds of work that schedules look for. */
export type DueWork = "recurring" | "delivery";

/** A place in the order of transactions: by date, then by id, byte by byte. */
export interface TransactionPosition {
  date: CalendarDate;
  id: Id;
}

export interface TransactionRange {
  /** First date. */
  from: CalendarDate;
  /** First date that is no longer in the range. */
  before: CalendarDate;
  order: "asc" | "desc";
  /** Only what follows this place in `order`; the place itself needn't exist any more. */
  after?: TransactionPosition | undefined;
  /** At most so many, 1 … 1000. */
  limit: number;
}

/**
 * What a read of several found, and the place to go on from. `next` is missing once there is nothing more; where it is there, a
 * page may be short or empty, and the one after it empty and the last.
 */
export interface Found<Record, Place> {
  records: readonly Record[];
  next?: Place | undefined;
}

/**
 * Where ledgers are kept. Implementations store and compare; versions, ids, totals and every rule are their caller's.
 *
 * All reads are strong: they see every commit that resolved before them. Several records read together need not belong
 * together, except that a month's version tells whether its transactions changed between two reads. Records are plain JSON
 * data: what is read equals what was put and is the caller's to keep, though it may be frozen, and what was put may be changed
 * by its giver as soon as `commit` was called. What is missing is `undefined` or left out, never an error; a failed read is an
 * error, never "missing". A record past its `expires` may be missing from then on; until a store removes it, it stands.
 *
 * Every method may throw FarthingError `unavailable` (safe to send again: expectations keep a repeat from doing harm) and
 * `storage_full`.
 */
export interface LedgerStore {
  /** The transaction with this id wherever it is dated, or what stays of one that is gone. Any id may be asked for. */
  getTransaction(ledger: LedgerId, id: Id): Promise<TransactionSlot | undefined>;

  /**
   * Transactions by date, then id; gone ones are not among them. Who goes on from `next` meets each transaction that stays under
   * its date exactly once, whatever is put and removed around it.
   */
  listTransactions(ledger: LedgerId, range: TransactionRange): Promise<Found<TransactionRecord, TransactionPosition>>;

  /**
   * What stands at each of these transaction ids: one entry an id, in their order, `undefined` for nothing. At most 200 ids,
   * of which some may be the same. Ids close together cost less.
   */
  getTransactions(ledger: LedgerId, ids: readonly Id[]): Promise<readonly (TransactionSlot | undefined)[]>;

  /**
   * Settings, categories and forwards, in no particular order; empty for a ledger that has none. A store may give the same frozen
   * list again as long as none of them changed.
   */
  getSmall(ledger: LedgerId): Promise<readonly SmallRecord[]>;

  /** Totals of the months from `from` to `to`, both included, in order; months without a record are left out. */
  listMonths(ledger: LedgerId, from: Month, to: Month): Promise<readonly MonthRecord[]>;

  getKept<Kind extends KeptKind>(ledger: LedgerId, kind: Kind, id: Id): Promise<KeptOf<Kind> | undefined>;

  /** Kept records of one kind by id, byte by byte, in `order`; only those after `after`. `limit` is 1 … 1000. */
  listKept<Kind extends KeptKind>(
    ledger: LedgerId,
    kind: Kind,
    range: { order: "asc" | "desc"; after?: Id | undefined; limit: number },
  ): Promise<Found<KeptOf<Kind>, Id>>;

  /**
   * Makes all the changes or none. Of two commits whose expectations exclude each other exactly one succeeds, and `add`s of
   * commits that race are all counted. When it resolves the changes are as durable as the store can make them.
   *
   * A ledger begins with the commit that puts its settings where they were absent.
   * @throws CommitRefused when an expectation fails or a sum would overflow, naming a change that failed: nothing has changed.
   * @throws FarthingError `unavailable` when it isn't known whether it happened: send the same commit again, or read.
   * @throws RangeError before anything happens when the changes weigh more than 100 by `weigh`, or two of them name the same
   * record, month or mark: `assertCommittable` tells.
   */
  commit(ledger: LedgerId, changes: readonly Change[]): Promise<void>;

  /**
   * Removes every record and mark of a ledger, which then is as one that never was. Interrupted, it is finished by calling it
   * again; what is committed while it runs may go or stay.
   */
  erase(ledger: LedgerId): Promise<void>;

  /** For operators: all ledgers in a stable order, in pages of the store's own size. Never reachable from a request. */
  ledgers(after?: LedgerId): Promise<Found<LedgerId, LedgerId>>;

  /** For schedules: ledgers with work of this kind due on or before `until`. Never reachable from a request. */
  due(
    work: DueWork,
    until: CalendarDate,
    after?: string,
  ): Promise<Found<{ ledger: LedgerId; on: CalendarDate }, string>>;

  /** Finishes what is running and lets go of everything. Calling it again does nothing; any other call fails with `unavailable`. */
  close(): Promise<void>;
}
