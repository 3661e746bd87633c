import { FarthingError } from "@farthing/contract";
import { checkValues } from "./check-values.ts";
import type { SqliteDriver, SqlValue } from "./sqlite-driver.ts";

interface NativeStatement {
  all(...values: unknown[]): unknown[];
  run(...values: unknown[]): { changes: number | bigint };
}

interface NativeDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): NativeStatement;
  close(): unknown;
}

/** A library that opens SQLite files. */
export interface SqliteLibrary {
  name: "node:sqlite" | "libsql";
  open(file: string): SqliteDriver;
}

type Bind = (values: readonly SqlValue[]) => unknown[];

function driverOf(database: NativeDatabase, bind: Bind): SqliteDriver {
  const statements = new Map<string, NativeStatement>();
  const prepared = (sql: string): NativeStatement => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
  return {
    exec: (sql) => void database.exec(sql),
    all<Row>(sql: string, values: readonly SqlValue[]) {
      checkValues(values);
      return prepared(sql).all(...bind(values)) as Row[];
    },
    run(sql, values) {
      checkValues(values);
      return Number(prepared(sql).run(...bind(values)).changes);
    },
    close() {
      statements.clear();
      database.close();
    },
  };
}

interface Runtime {
  process?: { getBuiltinModule?(name: string): unknown };
}

function builtin(): SqliteLibrary | undefined {
  const found = (globalThis as Runtime).process?.getBuiltinModule?.("node:sqlite");
  const { DatabaseSync } = (found ?? {}) as { DatabaseSync?: new (file: string) => NativeDatabase };
  return (
    DatabaseSync && { name: "node:sqlite", open: (file) => driverOf(new DatabaseSync(file), (values) => [...values]) }
  );
}

async function installed(): Promise<SqliteLibrary | undefined> {
  try {
    const { default: Database } = (await import("libsql")) as unknown as {
      default: new (file: string) => NativeDatabase;
    };
    // Always as an array: a lone object or Uint8Array as the only value ends the process.
    return { name: "libsql", open: (file) => driverOf(new Database(file), (values) => [values]) };
  } catch (error) {
    if (
      error instanceof Error &&
      "code" in error &&
      (error.code === "ERR_MODULE_NOT_FOUND" || error.code === "MODULE_NOT_FOUND")
    )
      return undefined;
    throw error;
  }
}

/** The libraries that are there, the one to prefer first: the runtime's own, then libsql. */
export async function sqliteLibraries(): Promise<SqliteLibrary[]> {
  return [builtin(), await installed()].filter((library) => library !== undefined);
}

/**
 * Opens a file with the first library that is there.
 * @throws FarthingError `not_supported` where there is none.
 */
export async function openSqlite(file: string): Promise<SqliteDriver> {
  const [library] = await sqliteLibraries();
  if (library === undefined) {
    throw new FarthingError(
      "not_supported",
      "There is no SQLite here: run on Node 22.13 or newer, or install libsql with `npm install libsql`.",
    );
  }
  return library.open(file);
}
