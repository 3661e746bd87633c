import { FarthingError } from "@farthing/contract";
import { APPLICATION_ID, migrations } from "./migrations.ts";
import type { SqliteDriver } from "./sqlite-driver.ts";
import { tellFailure } from "./sqlite-failure.ts";

const MEMORY = ":memory:";

function pragma(driver: SqliteDriver, name: string): number {
  const [row] = driver.all<Record<string, number>>(`PRAGMA ${name}`, []);
  return Number(Object.values(row ?? {})[0] ?? 0);
}

/** Brings a file to the newest version, or refuses one that a newer Farthing wrote. */
function migrate(driver: SqliteDriver, file: string): void {
  const version = pragma(driver, "user_version");
  const owner = pragma(driver, "application_id");
  if (owner !== APPLICATION_ID && (owner !== 0 || version !== 0 || pragma(driver, "schema_version") !== 0)) {
    throw new FarthingError(
      "unavailable",
      `The file ${file} belongs to another program: give the path of another, or of none yet.`,
    );
  }
  if (version > migrations.length) {
    throw new FarthingError(
      "unavailable",
      `The ledger file ${file} was written by a newer Farthing (version ${version}, this one knows ${migrations.length}): run that one.`,
    );
  }
  for (const [index, migration] of migrations.entries()) {
    if (index < version) continue;
    driver.exec(
      `BEGIN IMMEDIATE; ${migration} PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${index + 1}; COMMIT;`,
    );
  }
}

/** Sets a file up for one process that keeps what it has acknowledged, whatever happens, and takes the file for itself. */
export function openLedgerFile(driver: SqliteDriver, file: string, maxPages: number | undefined): void {
  try {
    driver.exec("PRAGMA busy_timeout = 0");
    if (file !== MEMORY) driver.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL");
    driver.exec(
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000",
    );
    if (maxPages !== undefined) driver.exec(`PRAGMA max_page_count = ${maxPages}`);
    // The first write takes the lock that exclusive mode then keeps.
    driver.exec("BEGIN IMMEDIATE; COMMIT");
    migrate(driver, file);
  } catch (error) {
    driver.close();
    throw tellFailure(error, file);
  }
}

/** Gives the file back as one that a copy of it alone is whole. libsql keeps its lock after closing, so it is let go before. */
export function closeLedgerFile(driver: SqliteDriver, file: string): void {
  try {
    if (file !== MEMORY)
      driver.exec("PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; BEGIN IMMEDIATE; COMMIT");
  } catch {
    // On a full disk the log stays beside the file, and the next opening reads it.
  } finally {
    driver.close();
  }
}
