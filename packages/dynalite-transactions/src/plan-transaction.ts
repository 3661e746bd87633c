import database from "dynalite/db/index.js";
import type { ServiceError, Store, Table } from "./dynalite-types.ts";
import { itemPrefix } from "./store-keys.ts";
import { type ActionData, keyOf, type TransactAction, transactActions } from "./transact-action.ts";

export type ActionName = keyof typeof transactActions;

/** A member of `TransactItems`: one action under its name. */
export type TransactItem = Partial<Record<ActionName, ActionData>>;

export interface PlannedAction {
  action: TransactAction;
  data: ActionData;
  table: Table;
  /** Where the item is in the database, or why it can't be anywhere. */
  key: string | ServiceError;
}

export const getTable = (store: Store, name: string): Promise<Table> =>
  new Promise((resolve, reject) =>
    store.getTable(name, (error, table) => (table === undefined ? reject(error) : resolve(table))),
  );

const actionOf = (item: TransactItem, store: Store): Omit<PlannedAction, "table" | "key"> => {
  const [entry, ...more] = Object.entries(item) as [ActionName, ActionData][];
  if (entry === undefined || more.length > 0) {
    throw database.validationError("TransactItems can only contain one of Check, Put, Update or Delete");
  }
  const [name, data] = entry;
  const action = transactActions[name];
  const fault = action.custom(data as never, store);
  if (fault) throw database.validationError(fault);
  return { action, data };
};

export const isKey = (key: string | ServiceError): key is string => typeof key === "string";

/** Finds the table and the key of every action. Throws what makes the request invalid whatever the items hold. */
export const planTransaction = async (store: Store, items: readonly TransactItem[]): Promise<PlannedAction[]> => {
  const actions = items.map((item) => actionOf(item, store));
  const names = [...new Set(actions.map(({ data }) => data.TableName))];
  const tables = new Map(await Promise.all(names.map(async (name) => [name, await getTable(store, name)] as const)));
  const planned = actions.flatMap(({ action, data }) => {
    const table = tables.get(data.TableName);
    if (table === undefined) return [];
    const key = keyOf(data, table);
    return { action, data, table, key: isKey(key) ? itemPrefix(data.TableName) + key : key };
  });
  const keys = planned.map(({ key }) => key).filter(isKey);
  if (new Set(keys).size < keys.length) {
    throw database.validationError("Transaction request cannot include multiple operations on one item");
  }
  return planned;
};
