import { homeDate } from "../ledger/transactions/transaction-id.ts";
import type { Change } from "../ports/ledger-store.ts";

/** The most that the changes of one commit may weigh together. */
export const COMMIT_WEIGHT_MAX = 100;

/** The most that a month's income or expense may come to. */
export const MONTH_SUM_MAX = 15_000_000_000_000;

function weighOne(change: Change): number {
  if (change.op === "put" && change.record.kind === "gone") return 2;
  if (change.op === "put" && change.record.kind === "transaction") {
    const { date, id } = change.record;
    const was = "was" in change ? change.was : undefined;
    if (was === undefined) return date === homeDate(id) ? 1 : 2;
    return was === date ? 1 : 3;
  }
  return change.op === "delete" && change.kind === "transaction" ? 2 : 1;
}

/**
 * What changes weigh, the same for every store: 1 each, 2 for what ends a transaction and for a new one under another date than
 * the one in its id, 3 for a put that moves its date.
 */
export function weigh(changes: readonly Change[]): number {
  return changes.reduce((sum, change) => sum + weighOne(change), 0);
}
