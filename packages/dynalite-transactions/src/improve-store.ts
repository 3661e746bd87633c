import type { Callback, Store, Write } from "./dynalite-types.ts";
import type { ItemLocks } from "./item-locks.ts";
import { failed } from "./service-error.ts";
import { indexPrefix, itemPrefix, rangeOf, tagPrefix, timeToLiveKey } from "./store-keys.ts";
import { streamRows } from "./stream-rows.ts";

/** Makes all the writes or none of them; on disk they are there when it resolves, whatever happens next. */
export type Commit = (writes: readonly Write[]) => Promise<void>;

const durable = { sync: true };
const pieceBytes = 256 * 1024;

const settle = <T>(work: Promise<T>, callback: Callback<T>): void => {
  work.then(
    (value) => process.nextTick(callback, null, value),
    (error) => process.nextTick(callback, failed(error)),
  );
};

/** Reads and writes on disk, durably; what fails is answered with 500, where dynalite would end the process. */
const improveDatabase = ({ db }: Store): Commit => {
  const { get, put, del, batch } = Object.getPrototypeOf(db);
  const commit: Commit = (writes) => batch.call(db, writes, durable);
  db.get = (key, callback) => settle(get.call(db, key), callback);
  db.put = (key, value, callback) => settle(put.call(db, key, value, durable), callback);
  db.del = (key, callback) => settle(del.call(db, key, durable), callback);
  db.batch = (writes, callback) => settle(commit(writes), callback);
  db.createValueStream = streamRows((range) => db.values({ ...range, highWaterMarkBytes: pieceBytes }));
  db.createKeyStream = streamRows((range) => db.keys({ ...range, highWaterMarkBytes: pieceBytes }));
  return commit;
};

/** Deletes a table without reading the others. */
const improveDeletes = (store: Store, commit: Commit): void => {
  const { db } = store;
  const deleteItems = async (table: string) => {
    await db.clear(rangeOf(itemPrefix(table)));
    await commit([{ type: "del", key: timeToLiveKey(table) }]);
  };
  store.deleteItemDb = (table, callback) => settle(deleteItems(table), callback);
  store.deleteIndexDb = (kind, table, index, callback) =>
    settle(db.clear(rangeOf(indexPrefix(kind, table, index))), callback);
  store.deleteTagDb = (table, callback) => settle(db.clear(rangeOf(tagPrefix(table))), callback);
};

/** Lets a write of one item wait for its turn among the transactions. */
const shareLocks = (store: Store, locks: ItemLocks): void => {
  const { getItemDb } = store;
  store.getItemDb = (table) => {
    const part = getItemDb(table);
    part.lock = (key, begin) =>
      locks.claim([itemPrefix(table) + key], "write", (release) =>
        begin((callback) => (...values) => {
          release();
          callback(...values);
        }),
      );
    return part;
  };
};

export const improveStore = (store: Store, locks: ItemLocks): Commit => {
  const commit = improveDatabase(store);
  improveDeletes(store, commit);
  shareLocks(store, locks);
  return commit;
};
