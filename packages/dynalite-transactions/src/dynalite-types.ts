import type { Stream } from "node:stream";

export type AttributeValue = Record<string, unknown>;
export type Item = Record<string, AttributeValue>;
export type Callback<T = void> = (error?: unknown, value?: T) => void;
export type Release = <A extends unknown[]>(callback: (...values: A) => void) => (...values: A) => void;

/** An error with its answer; one without is a failure of the machine. */
export interface ServiceError extends Error {
  statusCode?: number;
  body?: { __type: string; message?: string; Message?: string; [member: string]: unknown };
}

export interface KeyElement {
  AttributeName: string;
}

export interface Index {
  IndexName: string;
  KeySchema: KeyElement[];
}

export interface Table {
  TableName: string;
  TableStatus: string;
  KeySchema: KeyElement[];
  LocalSecondaryIndexes?: Index[];
  GlobalSecondaryIndexes?: Index[];
}

export type Write = { type: "put"; key: string; value: unknown } | { type: "del"; key: string };

export interface Range {
  gt?: string;
  gte?: string;
  lt?: string;
  lte?: string;
  reverse?: boolean;
  limit?: number;
}

export interface Rows<T> {
  nextv(count: number): Promise<T[]>;
  close(): Promise<void>;
}

/** The database as dynalite leaves it: with callbacks on four methods, and what abstract-level has on the others. */
export interface Level {
  open(): Promise<void>;
  close(): Promise<void>;
  get(key: string, callback: Callback<unknown>): void;
  put(key: string, value: unknown, callback: Callback): void;
  del(key: string, callback: Callback): void;
  batch(writes: Write[], callback: Callback): void;
  getMany(keys: string[]): Promise<unknown[]>;
  clear(range: Range): Promise<void>;
  keys(range?: Range & { highWaterMarkBytes?: number }): Rows<string>;
  values(range?: Range & { highWaterMarkBytes?: number }): Rows<unknown>;
  iterator(range?: Range): AsyncIterable<[string, unknown]>;
  createKeyStream(range?: Range): Stream & { destroy(): void };
  createValueStream(range?: Range): Stream & { destroy(): void };
}

/** A part of the database whose keys begin alike. */
export interface Part {
  lock(key: string, begin: (release: Release) => void): void;
  get(key: string, callback: Callback<Item>): void;
  put(key: string, value: unknown, callback: Callback): void;
  del(key: string, callback: Callback): void;
}

export interface Store {
  options: { maxItemSize: number };
  db: Level;
  tableDb: Part;
  getItemDb(table: string): Part;
  deleteItemDb(table: string, callback: Callback): void;
  getIndexDb(kind: string, table: string, index: string): Part;
  deleteIndexDb(kind: string, table: string, index: string, callback: Callback): void;
  getTagDb(table: string): Part;
  deleteTagDb(table: string, callback: Callback): void;
  getTable(name: string, callback: Callback<Table>): void;
  getTable(name: string, checkStatus: boolean, callback: Callback<Table>): void;
}

/** What a member of a request may be, in dynalite's own words. */
export type Types = Record<string, unknown>;

/** Looks into a request whose types are right: a message for what is wrong with it. */
export type Custom = (data: never, store: Store) => string | undefined;

export type Action = (store: Store, data: never, callback: Callback<Record<string, unknown>>) => void;
