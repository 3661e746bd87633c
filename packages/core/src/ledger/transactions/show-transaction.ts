import type { Transaction } from "@farthing/contract";
import type { TransactionRecord } from "../../ports/records.ts";
import type { Small } from "../small.ts";

/** A stored transaction as callers see it. */
export const showTransaction = (
  { kind: _kind, digest: _digest, ...transaction }: TransactionRecord,
  { resolve }: Pick<Small, "resolve">,
): Transaction => ({ ...transaction, categoryId: resolve(transaction.categoryId) });
