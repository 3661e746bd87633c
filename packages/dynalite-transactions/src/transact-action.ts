import deleteItem from "dynalite/actions/deleteItem.js";
import getItem from "dynalite/actions/getItem.js";
import putItem from "dynalite/actions/putItem.js";
import updateItem from "dynalite/actions/updateItem.js";
import database from "dynalite/db/index.js";
import deleteRules from "dynalite/validations/deleteItem.js";
import getRules from "dynalite/validations/getItem.js";
import putRules from "dynalite/validations/putItem.js";
import updateRules from "dynalite/validations/updateItem.js";
import type { Action, Custom, Item, ServiceError, Table, Types } from "./dynalite-types.ts";
import { rememberConditions } from "./remember-conditions.ts";

/** One action as it stands in a request, after dynalite's validation. */
export interface ActionData {
  TableName: string;
  Key?: Item;
  Item?: Item;
  ReturnValuesOnConditionCheckFailure?: string;
}

export interface TransactAction {
  types: Types;
  custom: Custom;
  run: Action;
  writes: boolean;
}

const expressions = ["ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues"];
const onFailure: Types = { ReturnValuesOnConditionCheckFailure: { type: "String", enum: ["ALL_OLD", "NONE"] } };
const required = { type: "String", notNull: true };

const pick = (types: Types, ...names: string[]): Types =>
  Object.fromEntries(["TableName", ...names].map((name) => [name, types[name]]));

/** What a transaction can hold: each is an action of dynalite with its own validation. */
export const transactActions: Record<"Put" | "Update" | "Delete" | "ConditionCheck" | "Get", TransactAction> = {
  Put: {
    types: { ...pick(putRules.types, "Item", ...expressions), ...onFailure },
    custom: rememberConditions(putRules.custom),
    run: putItem,
    writes: true,
  },
  Update: {
    types: { ...pick(updateRules.types, "Key", ...expressions), UpdateExpression: required, ...onFailure },
    custom: updateRules.custom,
    run: updateItem,
    writes: true,
  },
  Delete: {
    types: { ...pick(deleteRules.types, "Key", ...expressions), ...onFailure },
    custom: rememberConditions(deleteRules.custom),
    run: deleteItem,
    writes: true,
  },
  ConditionCheck: {
    types: { ...pick(deleteRules.types, "Key", ...expressions), ConditionExpression: required, ...onFailure },
    custom: rememberConditions(deleteRules.custom),
    run: deleteItem,
    writes: false,
  },
  Get: {
    types: pick(getRules.types, "Key", "ProjectionExpression", "ExpressionAttributeNames"),
    custom: getRules.custom,
    run: getItem,
    writes: false,
  },
};

/** The key of the item within its table, or why there can be no such item. */
export const keyOf = ({ Item, Key }: ActionData, table: Table): string | ServiceError =>
  (Item !== undefined ? database.validateItem(Item, table) : database.validateKey(Key ?? {}, table)) ??
  database.createKey(Item ?? Key ?? {}, table);
