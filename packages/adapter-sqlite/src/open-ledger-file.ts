import { FarthingError } from "@farthing/contract";
import { APPLICATION_ID, migrations } from "./migrations.ts";
import type { SqliteDriver } from "./sqlite-driver.ts";
import { transact } from "./transact.ts";

function pragma(driver: SqliteDriver, name: string): number {
  const [row] = driver.all<Record<string, number>>(`pragma ${name}`, []);
  return Number(Object.values(row ?? {})[0]);
}

function assertLedgerFile(driver: SqliteDriver, file: string, newest: number): void {
  const isEmpty = pragma(driver, "schema_version") === 0;
  if (pragma(driver, "application_id") !== APPLICATION_ID && !isEmpty) {
    throw new FarthingError("unavailable", `The file ${file} is another program's database: choose another one.`);
  }
  const version = pragma(driver, "user_version");
  if (version > newest) {
    throw new FarthingError(
      "unavailable",
      `The ledger file ${file} was written by a newer version of Farthing (layout ${version}, here ${newest}): upgrade this one.`,
    );
  }
}

/** Takes the file's lock, which exclusive mode then keeps, and carries out the migrations that the file hasn't had yet. */
function migrate(driver: SqliteDriver, steps: readonly string[]): void {
  transact(driver, () => {
    const missing = steps.slice(pragma(driver, "user_version"));
    for (const step of missing) driver.exec(step);
    if (missing.length === 0) return;
    driver.exec(`pragma application_id = ${APPLICATION_ID}; pragma user_version = ${steps.length}`);
  });
}

/**
 * Takes a file for this process alone, brings it to the newest layout, and sees to it that what is committed stays, whatever
 * happens. To a file that isn't a ledger file, or not one of these versions, nothing is done.
 * @param maxPages How many pages of 4096 bytes the file may come to.
 */
export function openLedgerFile(
  driver: SqliteDriver,
  file: string,
  maxPages: number | undefined,
  steps: readonly string[] = migrations,
): void {
  driver.exec("pragma busy_timeout = 5000");
  assertLedgerFile(driver, file, steps.length);
  if (file !== ":memory:") driver.exec("pragma locking_mode = exclusive; pragma journal_mode = wal");
  driver.exec("pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -16000");
  if (maxPages !== undefined) driver.exec(`pragma max_page_count = ${maxPages}`);
  migrate(driver, steps);
}

/** Gives a file back so that a copy of it alone is whole, and so that it can be opened at once: libsql keeps its lock otherwise. */
export function closeLedgerFile(driver: SqliteDriver): void {
  try {
    const [{ locking_mode } = {}] = driver.all<{ locking_mode?: string }>("pragma locking_mode", []);
    if (locking_mode !== "exclusive") return;
    driver.exec("pragma journal_mode = delete; pragma locking_mode = normal");
    driver.all("select 1 from sqlite_schema limit 1", []);
  } catch {
    // On a full disk the log stays beside the file, and the next opening reads it.
  } finally {
    driver.close();
  }
}
