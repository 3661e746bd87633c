import { openSqlite, type SqlValue } from "@farthing/adapter-sqlite";
import type { SqliteDatabase } from "kysely";
import { StartRefused } from "../start-refused.ts";
import { refuseAccounts } from "./refuse-accounts.ts";

/** Raised when the tables change in a way an older server can't read. */
const layout = 1;

const returnsRows = (sql: string) => /^\s*(?:select|pragma|with)\b|\breturning\b/i.test(sql);

/**
 * The database of the accounts, for Kysely. Other processes may have it open as well.
 * @throws StartRefused when it isn't a database, or a newer version wrote it.
 */
export async function openAccountsDatabase(file: string): Promise<SqliteDatabase> {
  const unusable = (error: unknown) => refuseAccounts(file, error);
  const driver = await openSqlite(file).catch((error: unknown) => {
    throw unusable(error);
  });
  try {
    driver.exec("pragma busy_timeout = 5000");
    const [stored] = driver.all<{ user_version: number }>("pragma user_version", []);
    if (stored === undefined || stored.user_version > layout) {
      throw new StartRefused(
        `The accounts in ${file} were written by a newer version of Farthing; start that one, or put a backup in their place.`,
      );
    }
    driver.exec("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on");
    driver.exec(`pragma user_version = ${layout}`);
  } catch (error) {
    driver.close();
    throw error instanceof StartRefused ? error : unusable(error);
  }
  // The driver itself refuses values that SQLite can't hold.
  const values = (parameters: readonly unknown[]) => parameters as readonly SqlValue[];
  return {
    close: () => driver.close(),
    prepare: (sql) => ({
      reader: returnsRows(sql),
      all: (parameters) => driver.all(sql, values(parameters)),
      // Every id here is a text that was made beforehand, so nobody asks for the number of a row.
      run: (parameters) => ({ changes: driver.run(sql, values(parameters)), lastInsertRowid: 0 }),
      iterate: (parameters) => driver.all(sql, values(parameters))[Symbol.iterator](),
    }),
  };
}
