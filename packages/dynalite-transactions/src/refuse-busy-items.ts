import deleteItem from "dynalite/actions/deleteItem.js";
import putItem from "dynalite/actions/putItem.js";
import updateItem from "dynalite/actions/updateItem.js";
import deleteRules from "dynalite/validations/deleteItem.js";
import putRules from "dynalite/validations/putItem.js";
import updateRules from "dynalite/validations/updateItem.js";
import type { Operation } from "./answer-request.ts";
import type { Backend } from "./backend.ts";
import type { Action } from "./dynalite-types.ts";
import { getTable, isKey } from "./plan-transaction.ts";
import { transactionConflict } from "./service-error.ts";
import { itemPrefix } from "./store-keys.ts";
import { type ActionData, keyOf } from "./transact-action.ts";

/** A write of one item that is refused, where dynalite's own would wait, while a transaction holds the item. */
const refusing =
  (action: Action, { types, custom }: typeof putRules) =>
  ({ store, locks }: Backend): Operation => ({
    types,
    custom,
    async run(data: ActionData) {
      const key = keyOf(data, await getTable(store, data.TableName));
      if (isKey(key) && locks.isInTransaction(itemPrefix(data.TableName) + key)) throw transactionConflict();
      return new Promise((resolve, reject) =>
        action(store, data as never, (error, result) => (result === undefined ? reject(error) : resolve(result))),
      );
    },
  });

export const refuseBusyItems = {
  PutItem: refusing(putItem, putRules),
  UpdateItem: refusing(updateItem, updateRules),
  DeleteItem: refusing(deleteItem, deleteRules),
};
