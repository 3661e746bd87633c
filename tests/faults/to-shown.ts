import type { Transaction } from "@farthing/contract";

/** What is shown of a transaction, apart from its id and when it was written. */
export type Shown = Pick<
  Transaction,
  "date" | "type" | "amount" | "description" | "categoryId" | "note" | "tags" | "account" | "version"
>;

export function toShown(row: Transaction): Shown {
  const { date, type, amount, description, categoryId, note, tags, account, version } = row;
  return { date, type, amount, description, categoryId, note, tags, account, version };
}
