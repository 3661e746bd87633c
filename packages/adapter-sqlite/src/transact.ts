import type { SqliteDriver } from "./sqlite-driver.ts";

/** Makes all that is written in `work` or none of it, and gives what it gives. */
export function transact<Value>(db: SqliteDriver, work: () => Value): Value {
  db.exec("begin immediate");
  try {
    const value = work();
    db.exec("commit");
    return value;
  } catch (error) {
    try {
      db.exec("rollback");
    } catch {
      // After some failures SQLite has rolled back by itself.
    }
    throw error;
  }
}
