import type { RequestListener } from "node:http";
import type { Part, Store } from "./dynalite-types.ts";
import { indexPrefix, itemPrefix, tagPrefix } from "./store-keys.ts";

const database = ["open", "close", "get", "put", "del", "batch", "getMany", "clear", "keys", "values", "iterator"];
const parts = ["getTable", "getItemDb", "getIndexDb", "getTagDb", "deleteItemDb", "deleteIndexDb", "deleteTagDb"];

const missing = (name: string, object: object, members: readonly string[]): string[] =>
  members.filter((member) => typeof Reflect.get(object, member) !== "function").map((member) => `${name}.${member}`);

const unlike = (detail: string): Error =>
  new Error(
    `dynalite-transactions leans on the inside of dynalite 4.0.0, and the dynalite found here is another: ${detail}. ` +
      "Install dynalite 4.0.0.",
  );

/** Where a part of the database keeps its keys: what it asks the database for. */
const prefixOf = ({ db }: Store, part: Part): string => {
  const { get } = db;
  let asked = "";
  db.get = (key) => {
    asked = key;
  };
  part.get("", () => {});
  db.get = get;
  return asked;
};

/** Throws unless dynalite is what the rest was written for: its inside is no interface, and has no versions. */
export const checkDynalite = (
  store: Store | undefined,
  listener: RequestListener | undefined,
): { store: Store; listener: RequestListener } => {
  if (store === undefined) throw unlike("it makes its store in another way");
  if (listener === undefined) throw unlike("its server has no listener");
  const absent = [...missing("store", store, parts), ...missing("store.db", Object(store.db), database)];
  if (absent.length > 0) throw unlike(`there is no ${absent.join(", ")}`);
  const prefixes: [Part, string][] = [
    [store.getItemDb("table"), itemPrefix("table")],
    [store.getIndexDb("Local", "table", "index"), indexPrefix("Local", "table", "index")],
    [store.getTagDb("table"), tagPrefix("table")],
  ];
  for (const [part, prefix] of prefixes) {
    if (prefixOf(store, part) !== prefix) throw unlike(`it keeps ${prefix} elsewhere`);
  }
  return { store, listener };
};
