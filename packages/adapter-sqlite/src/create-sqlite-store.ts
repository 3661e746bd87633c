import { FarthingError } from "@farthing/contract";
import {
  assertCommittable,
  type Change,
  type DueWork,
  type KeptKind,
  type KeptOf,
  type LedgerId,
  type LedgerStore,
  type MonthRecord,
  type SmallRecord,
  type TransactionPosition,
  type TransactionSlot,
  weigh,
} from "@farthing/core";
import { createGroupCommit } from "./group-commit.ts";
import { closeLedgerFile, openLedgerFile } from "./open-ledger-file.ts";
import { openSqlite } from "./open-sqlite.ts";
import { prepareChange } from "./prepare-change.ts";
import type { SqliteDriver } from "./sqlite-driver.ts";
import { tellFailure } from "./sqlite-failure.ts";
import {
  type MovedRow,
  type TransactionRow,
  toDate,
  toDay,
  toGone,
  toTransaction,
  transactionColumns,
} from "./transaction-row.ts";

export interface SqliteStoreOptions {
  /** Path of the ledger file, made when it is missing in a folder that is there; `:memory:` for none. */
  file: string;
  /** Opens the file. Starts as the runtime's own SQLite, else libsql. */
  open?: ((file: string) => SqliteDriver | Promise<SqliteDriver>) | undefined;
  /** The most pages (of 4096 bytes) that the file may have. Starts as no bound but the disk's. */
  maxPages?: number | undefined;
}

const SMALL = ["settings", "category", "forwards"] as const satisfies SmallRecord["kind"][];
const isSmall = (kind: string): boolean => (SMALL as readonly string[]).includes(kind);

const PAGE = 500;
/** Records past their time that are removed at once. */
const PURGED_AT_ONCE = 500;
const PURGE_EVERY_MS = 60_000;

const selectTransactions = `SELECT ${transactionColumns} FROM transactions`;

function freezeDeeply<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(freezeDeeply);
    Object.freeze(value);
  }
  return value;
}

/**
 * A store in one SQLite file, for one process at a time. What it acknowledges is on disk (`synchronous=FULL`).
 * @throws FarthingError `unavailable` or `storage_full`, saying in one sentence what is wrong with the file and what to do.
 */
export async function createSqliteStore({
  file,
  open = openSqlite,
  maxPages,
}: SqliteStoreOptions): Promise<LedgerStore> {
  const tell = (error: unknown) => tellFailure(error, file);
  let driver: SqliteDriver;
  try {
    driver = await open(file);
  } catch (error) {
    throw tell(error);
  }
  openLedgerFile(driver, file, maxPages);
  const group = createGroupCommit(driver, tell);
  const keys = new Map<LedgerId, number>();
  /** Only this process writes the file, so what it read stays true until it writes. */
  const smalls = new Map<LedgerId, readonly SmallRecord[]>();
  let closed = false;
  let purged = 0;

  /** Runs a read; a failure of the file is told as one, never as something missing. */
  async function read<Value>(ask: () => Value): Promise<Value> {
    if (closed) throw new FarthingError("unavailable", `The ledger file ${file} is closed: open it again.`);
    try {
      return ask();
    } catch (error) {
      throw tell(error);
    }
  }

  function keyOf(ledger: LedgerId): number | undefined {
    const known = keys.get(ledger);
    if (known !== undefined) return known;
    const [row] = driver.all<{ key: number }>("SELECT key FROM ledgers WHERE id = ?", [ledger]);
    if (row !== undefined) keys.set(ledger, row.key);
    return row?.key;
  }

  function makeKey(ledger: LedgerId): number {
    const known = keyOf(ledger);
    if (known !== undefined) return known;
    driver.run("INSERT INTO ledgers (id) VALUES (?)", [ledger]);
    const [row] = driver.all<{ key: number }>("SELECT key FROM ledgers WHERE id = ?", [ledger]);
    if (row === undefined) throw new Error("A ledger that was just made isn't there.");
    return row.key;
  }

  /** Stands for ledgers that nothing was ever put into: no key is 0. */
  const keyFor = (ledger: LedgerId) => keyOf(ledger) ?? 0;

  /** What stands at ids, by id. */
  function slotsAt(ledger: LedgerId, ids: readonly string[]): Map<string, TransactionSlot> {
    const key = keyFor(ledger);
    const list = JSON.stringify([...new Set(ids)]);
    const slots = new Map<string, TransactionSlot>();
    const rows = driver.all<TransactionRow>(
      `SELECT ${transactionColumns
        .split(", ")
        .map((column) => `t.${column}`)
        .join(", ")}
       FROM json_each(?) AS wanted CROSS JOIN transactions AS t
       ON t.ledger = ? AND t.date = CAST(substr(wanted.value, 1, 8) AS INTEGER) AND t.id = wanted.value`,
      [list, key],
    );
    for (const row of rows) slots.set(row.id, toTransaction(row));
    if (slots.size === ids.length) return slots;
    const moved = driver.all<MovedRow>(
      `SELECT m.id, m.date, m.version, m.deleted, m.digest, m.expires
       FROM json_each(?) AS wanted CROSS JOIN moved AS m ON m.ledger = ? AND m.id = wanted.value`,
      [list, key],
    );
    for (const row of moved) {
      if (row.date === null) slots.set(row.id, toGone(row));
      else {
        const [there] = driver.all<TransactionRow>(`${selectTransactions} WHERE ledger = ? AND date = ? AND id = ?`, [
          key,
          row.date,
          row.id,
        ]);
        if (there !== undefined) slots.set(row.id, toTransaction(there));
      }
    }
    return slots;
  }

  function readSmall(ledger: LedgerId): readonly SmallRecord[] {
    const known = smalls.get(ledger);
    if (known !== undefined) return known;
    const rows = SMALL.flatMap((kind) =>
      driver.all<{ body: string }>("SELECT body FROM records WHERE ledger = ? AND kind = ?", [keyFor(ledger), kind]),
    );
    const records = freezeDeeply(rows.map(({ body }) => JSON.parse(body) as SmallRecord));
    if (records.length > 0) smalls.set(ledger, records);
    return records;
  }

  /** Removes what has passed its time, a little at a time. */
  function purge(): void {
    const now = Date.now();
    if (now - purged < PURGE_EVERY_MS) return;
    purged = now;
    const seconds = Math.floor(now / 1000);
    driver.run(
      `DELETE FROM records WHERE (ledger, kind, id) IN (SELECT ledger, kind, id FROM records WHERE expires <= ? LIMIT ${PURGED_AT_ONCE})`,
      [seconds],
    );
    driver.run(
      `DELETE FROM moved WHERE (ledger, id) IN (SELECT ledger, id FROM moved WHERE expires <= ? LIMIT ${PURGED_AT_ONCE})`,
      [seconds],
    );
  }

  const touchesSmall = (change: Change) =>
    change.op === "put" ? isSmall(change.record.kind) : change.op === "delete" && isSmall(change.kind);

  purge();

  return {
    getTransaction: (ledger, id) => read(() => slotsAt(ledger, [id]).get(id)),

    getTransactions: (ledger, ids) =>
      read(() => {
        const slots = slotsAt(ledger, ids);
        return ids.map((id) => slots.get(id));
      }),

    listTransactions: (ledger, { from, before, order, after, limit }) =>
      read(() => {
        const [first, last] = [toDay(from), toDay(before)];
        const ahead = order === "asc";
        const edge: TransactionPosition = { date: ahead ? from : before, id: "" };
        const beyond = after !== undefined && (ahead ? after.date >= from : after.date < before) ? after : edge;
        const rows = driver.all<TransactionRow>(
          ahead
            ? `${selectTransactions} WHERE ledger = ? AND (date, id) > (?, ?) AND date < ? ORDER BY date, id LIMIT ?`
            : `${selectTransactions} WHERE ledger = ? AND (date, id) < (?, ?) AND date >= ? ORDER BY date DESC, id DESC LIMIT ?`,
          [keyFor(ledger), toDay(beyond.date), beyond.id, ahead ? last : first, limit + 1],
        );
        const next = rows.length > limit ? rows[limit - 1] : undefined;
        const records = rows.slice(0, limit).map(toTransaction);
        return next === undefined ? { records } : { records, next: { date: toDate(next.date), id: next.id } };
      }),

    getSmall: (ledger) => read(() => readSmall(ledger)),

    listMonths: (ledger, from, to) =>
      read(() =>
        driver
          .all<{ body: string }>("SELECT body FROM months WHERE ledger = ? AND month BETWEEN ? AND ? ORDER BY month", [
            keyFor(ledger),
            from,
            to,
          ])
          .map(({ body }) => JSON.parse(body) as MonthRecord),
      ),

    getKept: <Kind extends KeptKind>(ledger: LedgerId, kind: Kind, id: string) =>
      read(() => {
        const [row] = driver.all<{ body: string }>(
          "SELECT body FROM records WHERE ledger = ? AND kind = ? AND id = ?",
          [keyFor(ledger), kind, id],
        );
        return row === undefined ? undefined : (JSON.parse(row.body) as KeptOf<Kind>);
      }),

    listKept: <Kind extends KeptKind>(
      ledger: LedgerId,
      kind: Kind,
      { order, after, limit }: { order: "asc" | "desc"; after?: string | undefined; limit: number },
    ) =>
      read(() => {
        const [sign, edge, direction] = order === "asc" ? [">", "", "ASC"] : ["<", "\u{10ffff}", "DESC"];
        const rows = driver.all<{ id: string; body: string }>(
          `SELECT id, body FROM records WHERE ledger = ? AND kind = ? AND id ${sign} ? ORDER BY id ${direction} LIMIT ?`,
          [keyFor(ledger), kind, after ?? edge, limit + 1],
        );
        const records = rows.slice(0, limit).map(({ body }) => JSON.parse(body) as KeptOf<Kind>);
        return rows.length > limit ? { records, next: rows[limit - 1]?.id } : { records };
      }),

    async commit(ledger, changes) {
      if (closed) throw new FarthingError("unavailable", `The ledger file ${file} is closed: open it again.`);
      assertCommittable(changes);
      const makes = changes.map((change, place) => prepareChange(driver, change, place));
      const small = changes.some(touchesSmall);
      let key = 0;
      await group.add(weigh(changes), () => {
        purge();
        if (small) smalls.delete(ledger);
        key = makeKey(ledger);
        for (const make of makes) make(key);
      });
      keys.set(ledger, key);
    },

    erase: (ledger) =>
      read(() => undefined).then(() =>
        group.add(1, () => {
          const key = keyOf(ledger);
          if (key === undefined) return;
          for (const table of ["transactions", "moved", "records", "months", "marks"])
            driver.run(`DELETE FROM ${table} WHERE ledger = ?`, [key]);
          driver.run("DELETE FROM ledgers WHERE key = ?", [key]);
          keys.delete(ledger);
          smalls.delete(ledger);
        }),
      ),

    ledgers: (after = "") =>
      read(() => {
        const rows = driver.all<{ id: string }>(
          `SELECT id FROM ledgers WHERE id > ? AND EXISTS (SELECT 1 FROM records WHERE ledger = key AND kind = 'settings') ORDER BY id LIMIT ?`,
          [after, PAGE + 1],
        );
        const records = rows.slice(0, PAGE).map(({ id }) => id);
        return rows.length > PAGE ? { records, next: records[PAGE - 1] } : { records };
      }),

    due: (work: DueWork, until, after = " ") =>
      read(() => {
        const [date = "", ledger = ""] = after.split(/ (.*)/s);
        const rows = driver.all<{ id: string; date: string }>(
          `SELECT id, date FROM marks JOIN ledgers ON key = ledger WHERE work = ? AND date <= ? AND (date, id) > (?, ?) ORDER BY date, id LIMIT ?`,
          [work, until, date, ledger, PAGE + 1],
        );
        const records = rows.slice(0, PAGE).map(({ id, date: on }) => ({ ledger: id, on }));
        const last = records[PAGE - 1];
        return rows.length > PAGE && last !== undefined ? { records, next: `${last.on} ${last.ledger}` } : { records };
      }),

    async close() {
      if (closed) return;
      group.flush();
      closed = true;
      closeLedgerFile(driver, file);
    },
  };
}
