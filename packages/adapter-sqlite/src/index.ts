export type { SqliteStoreOptions } from "./create-sqlite-store.ts";
export { createSqliteStore } from "./create-sqlite-store.ts";
export type { SqliteLibrary } from "./open-sqlite.ts";
export { openSqlite, sqliteLibraries } from "./open-sqlite.ts";
export type { SqliteDriver, SqlValue } from "./sqlite-driver.ts";
