import type { Transaction } from "@farthing/contract";
import type { TransactionRecord } from "../../ports/records.ts";
import type { Small } from "../small.ts";

/** A stored transaction as callers see it. Member by member: of all that is done for a row a spread would cost the most. */
export const showTransaction = (record: TransactionRecord, { resolve }: Pick<Small, "resolve">): Transaction => ({
  id: record.id,
  version: record.version,
  date: record.date,
  type: record.type,
  amount: record.amount,
  description: record.description,
  categoryId: resolve(record.categoryId),
  note: record.note,
  tags: record.tags,
  account: record.account,
  importId: record.importId,
  recurringId: record.recurringId,
  createdAt: record.createdAt,
  updatedAt: record.updatedAt,
});
