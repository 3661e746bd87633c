import type { KeptRecord, MonthRecord, SmallRecord, TransactionRecord, TransactionSlot } from "@farthing/core";

const noTags: readonly string[] = Object.freeze([]);

const keepTransaction = (record: TransactionRecord): TransactionRecord => ({
  kind: "transaction",
  id: record.id,
  version: record.version,
  date: record.date,
  type: record.type,
  amount: record.amount,
  description: record.description,
  categoryId: record.categoryId,
  note: record.note,
  tags: record.tags.length === 0 ? noTags : Object.freeze([...record.tags]),
  account: record.account,
  importId: record.importId,
  recurringId: record.recurringId,
  createdAt: record.createdAt,
  updatedAt: record.updatedAt,
  digest: record.digest,
});

/** A copy that neither its giver nor a reader can change. Member by member: it is made once a row, and half the size of a spread. */
export const keepSlot = (record: TransactionSlot): TransactionSlot =>
  Object.freeze(record.kind === "gone" ? { ...record } : keepTransaction(record));

/** Freezes a value to its depths; what is frozen already is taken to be so throughout. */
export function freezeDeeply<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    for (const member of Object.values(value)) freezeDeeply(member);
    Object.freeze(value);
  }
  return value;
}

/** A copy, however deep, that neither its giver nor a reader can change. */
export const keepRecord = <Kept extends SmallRecord | KeptRecord | MonthRecord>(record: Kept): Kept =>
  freezeDeeply(structuredClone(record));
