import type { Operation } from "./answer-request.ts";
import type { Backend } from "./backend.ts";
import { type CapacityMode, consumedCapacity, readUnits, type TableUnits } from "./consumed-capacity.ts";
import { planTransaction, type TransactItem } from "./plan-transaction.ts";
import { refuseConflicts } from "./refuse-conflicts.ts";
import { type Outcome, runActions } from "./run-actions.ts";
import { transactActions } from "./transact-action.ts";
import { checkTransactionSize } from "./transaction-size.ts";
import { transactionTypes } from "./transaction-types.ts";

interface Request {
  TransactItems: TransactItem[];
  ReturnConsumedCapacity?: CapacityMode;
}

const unitsOf = (outcomes: readonly Outcome[]): Map<string, TableUnits> => {
  const tables = new Map<string, TableUnits>();
  for (const { planned, bytesBefore } of outcomes) {
    const earlier = tables.get(planned.data.TableName)?.table ?? 0;
    tables.set(planned.data.TableName, { table: earlier + readUnits(bytesBefore), indexes: {} });
  }
  return tables;
};

/** Needs no locks: a transaction is written in one batch, and the items are read at one moment. */
export const transactGetItems = ({ store, locks, onConflict }: Backend): Operation => ({
  types: transactionTypes({ Get: transactActions.Get }),
  async run({ TransactItems, ReturnConsumedCapacity }: Request) {
    const planned = await planTransaction(store, TransactItems);
    if (onConflict === "reject") refuseConflicts(locks, planned);
    const outcomes = await runActions(store, planned);
    checkTransactionSize(outcomes.map(({ bytesBefore }) => bytesBefore));
    const Responses = outcomes.map(({ result: { Item } }) => (Item === undefined ? {} : { Item }));
    return { Responses, ...consumedCapacity(ReturnConsumedCapacity, "Read", () => unitsOf(outcomes)) };
  },
});
