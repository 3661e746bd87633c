import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { FarthingError, type Id } from "@farthing/contract";
import {
  assertCommittable,
  type Change,
  type KeptKind,
  type KeptOf,
  type LedgerId,
  type LedgerStore,
  type SmallRecord,
} from "@farthing/core";
import { erasePart } from "./erase-ledger.ts";
import { explainFailure } from "./explain-failure.ts";
import { createGroupCommits } from "./group-commits.ts";
import { createLedgerNumbers, NO_LEDGER } from "./ledger-numbers.ts";
import { listDue, listLedgers } from "./list-for-operators.ts";
import { listTransactions } from "./list-transactions.ts";
import { closeLedgerFile, openLedgerFile } from "./open-ledger-file.ts";
import { openSqlite } from "./open-sqlite.ts";
import { prepareChanges } from "./prepare-change.ts";
import { isSmall, listKept, listMonths, readKept, readSmall } from "./read-records.ts";
import { readSlot, readSlots } from "./read-slots.ts";
import { removeExpired } from "./remove-expired.ts";
import type { SqliteDriver } from "./sqlite-driver.ts";

export interface SqliteStoreOptions {
  /** Path of the ledger file, made when it is missing in a folder that is there. `:memory:` keeps everything in this process. */
  file: string;
  /** Opens it. Starts as the runtime's own SQLite where there is one, else libsql. */
  open?: ((file: string) => SqliteDriver | Promise<SqliteDriver>) | undefined;
  /** The most that the file may hold, in pages of 4096 bytes; more is answered with `storage_full`. Starts as no limit. */
  maxPages?: number | undefined;
}

const cachedMax = 1000;
const hour = 60 * 60 * 1000;

const putsSmall = (change: Change) =>
  (change.op === "put" && isSmall(change.record.kind)) || (change.op === "delete" && isSmall(change.kind));

/**
 * Opens a store in one SQLite file, making the file where there is none. The file belongs to this process until the store is
 * closed. A commit that has resolved is on the disk.
 * @throws FarthingError in one sentence with its cure: `unavailable` when the file is in use (after five seconds), can't be
 * opened or written, is damaged, is no ledger file or was written by a newer version; `storage_full`; `not_supported` where the
 * runtime brings no SQLite and libsql isn't installed.
 */
export async function createSqliteStore({
  file: path,
  open = openSqlite,
  maxPages,
}: SqliteStoreOptions): Promise<LedgerStore> {
  const file = path === ":memory:" ? path : resolve(path);
  const explain = (error: unknown) => explainFailure(error, file);
  let db: SqliteDriver;
  try {
    db = await open(file);
  } catch (error) {
    throw explain(error);
  }
  try {
    openLedgerFile(db, file, maxPages);
  } catch (error) {
    closeLedgerFile(db);
    throw explain(error);
  }
  const numbers = createLedgerNumbers(db);
  const commits = createGroupCommits(db, numbers);
  const cached = new Map<LedgerId, readonly SmallRecord[]>();
  let tidyAt = 0;
  let closed = false;

  function assertOpen(): void {
    if (closed) throw new FarthingError("unavailable", `The ledger file ${file} was closed: open it again.`);
  }

  function attempt<Value>(work: () => Value): Value {
    assertOpen();
    try {
      return work();
    } catch (error) {
      throw explain(error);
    }
  }

  const read = <Value>(ledger: LedgerId, work: (number: number) => Value): Value =>
    attempt(() => work(numbers.find(ledger)));

  /** Removes what has expired, once an hour or as long as there is more of it. */
  function tidy(): void {
    const now = Date.now();
    if (closed || now < tidyAt) return;
    tidyAt = now + hour;
    try {
      if (removeExpired(db, Math.floor(now / 1000))) tidyAt = now + 1000;
    } catch {
      // Whoever writes next is told.
    }
  }

  tidy();

  return {
    getTransaction: async (ledger, id) => read(ledger, (number) => readSlot(db, number, id)),

    listTransactions: async (ledger, range) => read(ledger, (number) => listTransactions(db, number, range)),

    async getTransactions(ledger, ids) {
      const slots = read(ledger, (number) => readSlots(db, number, ids));
      return ids.map((id) => slots.get(id));
    },

    async getSmall(ledger) {
      assertOpen();
      const known = cached.get(ledger);
      if (known !== undefined) return known;
      const records = read(ledger, (number) => readSmall(db, number));
      const [oldest] = cached.keys();
      if (oldest !== undefined && cached.size === cachedMax) cached.delete(oldest);
      cached.set(ledger, records);
      return records;
    },

    listMonths: async (ledger, from, to) => read(ledger, (number) => listMonths(db, number, from, to)),

    getKept: async <Kind extends KeptKind>(ledger: LedgerId, kind: Kind, id: Id) =>
      read(ledger, (number) => readKept(db, number, kind, id)) as KeptOf<Kind> | undefined,

    listKept: async (ledger, kind, range) => read(ledger, (number) => listKept(db, number, kind, range)),

    async commit(ledger, changes) {
      assertOpen();
      assertCommittable(changes);
      if (changes.length === 0) return;
      const steps = prepareChanges(changes);
      const changesSmall = changes.some(putsSmall);
      await new Promise<void>((resolve, reject) => {
        commits.add({
          ledger,
          changes: changes.length,
          steps,
          resolve() {
            if (changesSmall) cached.delete(ledger);
            resolve();
          },
          reject: (error) => reject(explain(error)),
        });
      });
      if (Date.now() >= tidyAt) void setImmediate().then(tidy);
    },

    async erase(ledger) {
      const number = read(ledger, (found) => found);
      if (number === NO_LEDGER) return;
      while (!attempt(() => erasePart(db, ledger, number))) await setImmediate();
      numbers.forget();
      cached.delete(ledger);
    },

    ledgers: async (after = "") => attempt(() => listLedgers(db, after)),

    due: async (work, until, after = "") => attempt(() => listDue(db, work, until, after)),

    async close() {
      if (closed) return;
      commits.finish();
      closeLedgerFile(db);
      closed = true;
    },
  };
}
