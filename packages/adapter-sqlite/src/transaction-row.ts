import type { CalendarDate } from "@farthing/contract";
import type { GoneRecord, TransactionRecord } from "@farthing/core";
import type { SqlValue } from "./sqlite-driver.ts";

/** A row of the table of transactions. Dates are numbers like 20261122, instants milliseconds since 1970. */
export interface TransactionRow {
  date: number;
  id: string;
  version: number;
  type: 0 | 1;
  amount: number;
  description: string;
  category: string | null;
  note: string;
  tags: string | null;
  account: string;
  import: string | null;
  recurring: string | null;
  created: number;
  updated: number;
  digest: string | null;
}

/** A row of what isn't under the date in its id: moved to `date`, or gone where that is null. */
export interface MovedRow {
  id: string;
  date: number | null;
  version: number | null;
  deleted: number | null;
  digest: string | null;
  expires: number | null;
}

export const toDay = (date: CalendarDate): number => Number(date.replaceAll("-", ""));

export function toDate(day: number): CalendarDate {
  const digits = String(day);
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
}

const noTags: readonly string[] = Object.freeze([]);

export const transactionColumns =
  "date, id, version, type, amount, description, category, note, tags, account, import, recurring, created, updated, digest";

/** In the order of the columns. */
export const toValues = (record: TransactionRecord): SqlValue[] => [
  toDay(record.date),
  record.id,
  record.version,
  record.type === "income" ? 1 : 0,
  record.amount,
  record.description,
  record.categoryId,
  record.note,
  record.tags.length === 0 ? null : JSON.stringify(record.tags),
  record.account,
  record.importId,
  record.recurringId,
  Date.parse(record.createdAt),
  Date.parse(record.updatedAt),
  record.digest,
];

const instant = (milliseconds: number) => new Date(milliseconds).toISOString();

export function toTransaction(row: TransactionRow): TransactionRecord {
  const createdAt = instant(row.created);
  return {
    kind: "transaction",
    id: row.id,
    version: row.version,
    date: toDate(row.date),
    type: row.type === 1 ? "income" : "expense",
    amount: row.amount,
    description: row.description,
    categoryId: row.category,
    note: row.note,
    tags: row.tags === null ? noTags : (JSON.parse(row.tags) as string[]),
    account: row.account,
    importId: row.import,
    recurringId: row.recurring,
    createdAt,
    updatedAt: row.updated === row.created ? createdAt : instant(row.updated),
    digest: row.digest,
  };
}

export const toGone = ({ id, version, deleted, digest, expires }: MovedRow): GoneRecord => ({
  kind: "gone",
  id,
  version: Number(version),
  deletedAt: instant(Number(deleted)),
  digest,
  expires,
});
