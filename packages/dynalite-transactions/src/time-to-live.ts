import database from "dynalite/db/index.js";
import type { Operation } from "./answer-request.ts";
import type { Backend } from "./backend.ts";
import type { Store } from "./dynalite-types.ts";
import { timeToLiveKey } from "./store-keys.ts";

interface Specification {
  AttributeName: string;
  Enabled: boolean;
}

const TableName = { type: "String", required: true, tableName: true, regex: "[a-zA-Z0-9_.-]+" };

const checkTable = (store: Store, table: string): Promise<void> =>
  new Promise((resolve, reject) =>
    store.getTable(table, false, (error) => (error === null || error === undefined ? resolve() : reject(error))),
  );

/** The attribute that was named last; items don't expire by it. */
const enabledAttribute = async ({ db }: Store, table: string): Promise<string | undefined> => {
  const [attribute] = await db.getMany([timeToLiveKey(table)]);
  return attribute as string | undefined;
};

export const updateTimeToLive = ({ store, commit }: Backend): Operation => ({
  types: {
    TableName,
    TimeToLiveSpecification: {
      type: "FieldStruct<TimeToLiveSpecification>",
      notNull: true,
      children: {
        AttributeName: {
          type: "String",
          notNull: true,
          lengthGreaterThanOrEqual: 1,
          lengthLessThanOrEqual: 255,
        },
        Enabled: { type: "Boolean", notNull: true },
      },
    },
  },
  async run({ TableName, TimeToLiveSpecification }: { TableName: string; TimeToLiveSpecification: Specification }) {
    const { AttributeName, Enabled } = TimeToLiveSpecification;
    await checkTable(store, TableName);
    const current = await enabledAttribute(store, TableName);
    if (Enabled === (current !== undefined)) {
      throw database.validationError(`TimeToLive is already ${Enabled ? "enabled" : "disabled"}`);
    }
    if (current !== undefined && current !== AttributeName) {
      throw database.validationError(
        `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
      );
    }
    const key = timeToLiveKey(TableName);
    await commit([Enabled ? { type: "put", key, value: AttributeName } : { type: "del", key }]);
    return { TimeToLiveSpecification };
  },
});

export const describeTimeToLive = ({ store }: Backend): Operation => ({
  types: { TableName },
  async run({ TableName }: { TableName: string }) {
    await checkTable(store, TableName);
    const AttributeName = await enabledAttribute(store, TableName);
    return {
      TimeToLiveDescription:
        AttributeName === undefined ? { TimeToLiveStatus: "DISABLED" } : { TimeToLiveStatus: "ENABLED", AttributeName },
    };
  },
});
