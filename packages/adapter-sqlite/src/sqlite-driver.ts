/** What SQLite can hold. Whole numbers stay within 2^53: libsql rounds beyond it without a word. */
export type SqlValue = string | number | null | Uint8Array;

/** The little that the store asks of an SQLite library. Every call is synchronous; statements are prepared once and kept. */
export interface SqliteDriver {
  /** Runs statements without values and without results. */
  exec(sql: string): void;
  /** The rows of a query, each an object by column. */
  all<Row>(sql: string, values: readonly SqlValue[]): Row[];
  /** Runs a statement and tells how many rows it changed. */
  run(sql: string, values: readonly SqlValue[]): number;
  close(): void;
}
