import type { ItemLocks } from "./item-locks.ts";
import { isKey, type PlannedAction } from "./plan-transaction.ts";
import { conflict, none, transactionCanceled } from "./service-error.ts";

/** Throws when an item of a transaction is held by anyone, with a reason for each action. */
export const refuseConflicts = (locks: ItemLocks, planned: readonly PlannedAction[]): void => {
  const reasons = planned.map(({ key }) => (isKey(key) && locks.isBusy(key) ? conflict : none));
  if (reasons.includes(conflict)) throw transactionCanceled(reasons);
};
