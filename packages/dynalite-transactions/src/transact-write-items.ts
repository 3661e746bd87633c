import { setImmediate, setTimeout } from "node:timers/promises";
import type { Operation } from "./answer-request.ts";
import type { Backend } from "./backend.ts";
import type { Replay } from "./client-tokens.ts";
import { type CapacityMode, consumedCapacity, readUnits, type TableUnits, writeUnits } from "./consumed-capacity.ts";
import type { Write } from "./dynalite-types.ts";
import { indexUnits } from "./index-units.ts";
import { itemBytes } from "./item-size.ts";
import { type PlannedAction, planTransaction, type TransactItem } from "./plan-transaction.ts";
import { refuseConflicts } from "./refuse-conflicts.ts";
import { keysOf, type Outcome, runActions } from "./run-actions.ts";
import { transactActions } from "./transact-action.ts";
import { checkTransactionSize } from "./transaction-size.ts";
import { transactionTypes } from "./transaction-types.ts";

interface Request {
  TransactItems: TransactItem[];
  ClientRequestToken?: string;
  ReturnConsumedCapacity?: CapacityMode;
}

const { Put, Update, Delete, ConditionCheck } = transactActions;

const types = {
  ...transactionTypes({ ConditionCheck, Put, Delete, Update }),
  ReturnItemCollectionMetrics: { type: "String", enum: ["SIZE", "NONE"] },
  ClientRequestToken: { type: "String", lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: 36 },
};

/** A transaction that is refused for a conflict has to meet another: it lasts at least until the next requests came. */
const last = ({ onConflict, transactionMs }: Backend): Promise<unknown> | undefined => {
  if (transactionMs > 0) return setTimeout(transactionMs);
  return onConflict === "reject" ? setImmediate() : undefined;
};

const chargedBytes = ({ bytesBefore, bytesAfter }: Outcome): number => Math.max(bytesBefore, bytesAfter);

/** What the transaction brings: whole items where it puts or updates, keys where it deletes or looks. */
const broughtBytes = ({ planned, after, bytesAfter }: Outcome): number =>
  planned.action.writes && after !== undefined ? bytesAfter : itemBytes(planned.data.Key);

const unitsOf = (outcomes: readonly Outcome[]): Map<string, TableUnits> => {
  const tables = new Map<string, TableUnits>();
  for (const outcome of outcomes) {
    const { planned, before, after } = outcome;
    const units = tables.get(planned.data.TableName) ?? { table: 0, indexes: {} };
    tables.set(planned.data.TableName, units);
    units.table += writeUnits(chargedBytes(outcome));
    for (const [name, { kind, units: more }] of Object.entries(indexUnits(planned.table, before, after))) {
      units.indexes[name] = { kind, units: (units.indexes[name]?.units ?? 0) + more };
    }
  }
  return tables;
};

const sizesOf = (outcomes: readonly Outcome[]): Replay["sizes"] => {
  const sizes: Replay["sizes"] = {};
  for (const outcome of outcomes) {
    const { TableName } = outcome.planned.data;
    sizes[TableName] = [...(sizes[TableName] ?? []), chargedBytes(outcome)];
  }
  return sizes;
};

const replayUnits = ({ sizes }: Replay): Map<string, TableUnits> =>
  new Map(
    Object.entries(sizes).map(([table, bytes]) => [
      table,
      { table: bytes.reduce((sum, size) => sum + readUnits(size), 0), indexes: {} },
    ]),
  );

export const transactWriteItems = (backend: Backend): Operation => {
  const { store, locks, tokens, commit, onConflict } = backend;

  const write = async (planned: readonly PlannedAction[], remember: (replay: Replay) => Write[]) => {
    const outcomes = await runActions(store, planned);
    checkTransactionSize(outcomes.map(broughtBytes));
    await last(backend);
    const writes = outcomes.flatMap((outcome) => (outcome.planned.action.writes ? outcome.writes : []));
    await commit([...writes, ...remember({ sizes: sizesOf(outcomes) })]);
    return outcomes;
  };

  const writeAlone: typeof write = (planned, remember) =>
    new Promise((resolve, reject) =>
      locks.claim(keysOf(planned), "transaction", (release) =>
        write(planned, remember).finally(release).then(resolve, reject),
      ),
    );

  return {
    types,
    async run({ TransactItems, ClientRequestToken, ReturnConsumedCapacity }: Request) {
      const outcome = await tokens.once(ClientRequestToken, TransactItems, async (remember) => {
        const planned = await planTransaction(store, TransactItems);
        if (onConflict === "reject") refuseConflicts(locks, planned);
        return writeAlone(planned, remember);
      });
      return "replay" in outcome
        ? consumedCapacity(ReturnConsumedCapacity, "Read", () => replayUnits(outcome.replay))
        : consumedCapacity(ReturnConsumedCapacity, "Write", () => unitsOf(outcome.done));
    },
  };
};
