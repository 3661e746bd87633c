import type { Item, ServiceError, Store } from "./dynalite-types.ts";
import { itemBytes } from "./item-size.ts";
import { isKey, type PlannedAction } from "./plan-transaction.ts";
import { type CancellationReason, none, transactionCanceled } from "./service-error.ts";
import { type Staged, stageAction } from "./stage-action.ts";

/** What became of one action; an item that isn't there is `undefined` and has no bytes. */
export interface Outcome extends Staged {
  planned: PlannedAction;
  before: Item | undefined;
  after: Item | undefined;
  bytesBefore: number;
  bytesAfter: number;
}

export const keysOf = (planned: readonly PlannedAction[]): string[] => planned.map(({ key }) => key).filter(isKey);

const reasonOf = (error: ServiceError, { data }: PlannedAction, before: Item | undefined): CancellationReason => {
  const { __type: type = "", message: Message } = error.body ?? {};
  if (!type.endsWith("#ConditionalCheckFailedException")) return { Code: "ValidationError", Message };
  const shown = data.ReturnValuesOnConditionCheckFailure === "ALL_OLD" && before !== undefined ? { Item: before } : {};
  return { Code: "ConditionalCheckFailed", Message, ...shown };
};

const afterOf = ({ action, key }: PlannedAction, { writes }: Staged, before: Item | undefined): Item | undefined => {
  const write = action.writes ? writes.find((candidate) => candidate.key === key) : undefined;
  if (write === undefined) return before;
  return write.type === "put" ? (write.value as Item) : undefined;
};

/**
 * Reads all items at one moment and runs every action on its own, writing nothing.
 * Throws `TransactionCanceledException` with a reason for each action when one of them can't be done.
 */
export const runActions = async (store: Store, planned: readonly PlannedAction[]): Promise<Outcome[]> => {
  const keys = keysOf(planned);
  const items = (await store.db.getMany(keys)) as (Item | undefined)[];
  const found = new Map(keys.map((key, position) => [key, items[position]]));
  const runs = await Promise.all(
    planned.map(async (each): Promise<CancellationReason | Outcome> => {
      if (!isKey(each.key)) return reasonOf(each.key, each, undefined);
      const before = found.get(each.key);
      const staged = await stageAction(each.action.run, store, each.table, before, each.data);
      if (staged instanceof Error) return reasonOf(staged, each, before);
      const after = afterOf(each, staged, before);
      const bytesBefore = itemBytes(before);
      const bytesAfter = after === before ? bytesBefore : itemBytes(after);
      return { ...staged, planned: each, before, after, bytesBefore, bytesAfter };
    }),
  );
  const outcomes = runs.filter((run) => "planned" in run);
  if (outcomes.length < runs.length) throw transactionCanceled(runs.map((run) => ("planned" in run ? none : run)));
  return outcomes;
};
