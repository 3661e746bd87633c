import type { Action, Item, Part, ServiceError, Store, Table, Write } from "./dynalite-types.ts";
import { isServiceError } from "./service-error.ts";
import { indexPrefix, itemPrefix } from "./store-keys.ts";

/** What an action of dynalite would do to the item that it was given. */
export interface Staged {
  result: Record<string, unknown>;
  writes: Write[];
}

/**
 * Runs an action of dynalite on one item, read before, and keeps its writes instead of making them.
 * Resolves to the error that the action answers, if it answers one.
 */
export const stageAction = (
  action: Action,
  store: Store,
  table: Table,
  item: Item | undefined,
  data: unknown,
): Promise<Staged | ServiceError> => {
  const writes: Write[] = [];
  const part = (prefix: string): Part => ({
    lock: (_key, begin) => begin((callback) => callback),
    get: (_key, callback) => callback(null, item),
    put(key, value, callback) {
      writes.push({ type: "put", key: prefix + key, value });
      callback(null);
    },
    del(key, callback) {
      writes.push({ type: "del", key: prefix + key });
      callback(null);
    },
  });
  const staging = {
    options: store.options,
    getTable: (_name: string, callback: (error: unknown, table: Table) => void) => callback(null, table),
    getItemDb: (name: string) => part(itemPrefix(name)),
    getIndexDb: (kind: string, name: string, index: string) => part(indexPrefix(kind, name, index)),
  } as unknown as Store;
  return new Promise((resolve, reject) => {
    action(staging, data as never, (error, result) => {
      if (isServiceError(error)) resolve(error);
      else if (error) reject(error);
      else resolve({ result: result ?? {}, writes });
    });
  });
};
