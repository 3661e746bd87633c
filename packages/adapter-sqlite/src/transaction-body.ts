import type { GoneRecord, TransactionRecord } from "@farthing/core";

type Body = [
  type: TransactionRecord["type"],
  amount: number,
  description: string,
  categoryId: string | null,
  account: string,
  createdAt: string,
  /** 0 where it was never updated. */
  updatedAt: string | 0,
  importId: string | null,
  recurringId: string | null,
  digest: string | null,
  note: string,
  tags: readonly string[],
];

/** All of a transaction but its id, date and version: a list, for half the bytes and time of an object. */
export function encodeTransaction(record: TransactionRecord): string {
  const body: Body = [
    record.type,
    record.amount,
    record.description,
    record.categoryId,
    record.account,
    record.createdAt,
    record.updatedAt === record.createdAt ? 0 : record.updatedAt,
    record.importId,
    record.recurringId,
    record.digest,
    record.note,
    record.tags,
  ];
  return JSON.stringify(body);
}

export function decodeTransaction(id: string, date: string, version: number, text: string): TransactionRecord {
  const body = JSON.parse(text) as Body;
  return {
    kind: "transaction",
    id,
    version,
    date,
    type: body[0],
    amount: body[1],
    description: body[2],
    categoryId: body[3],
    note: body[10],
    tags: body[11],
    account: body[4],
    importId: body[7],
    recurringId: body[8],
    createdAt: body[5],
    updatedAt: body[6] === 0 ? body[5] : body[6],
    digest: body[9],
  };
}

export const encodeGone = ({ deletedAt, digest }: GoneRecord): string => JSON.stringify([deletedAt, digest]);

export function decodeGone(id: string, version: number, text: string, expires: number | null): GoneRecord {
  const [deletedAt, digest] = JSON.parse(text) as [string, string | null];
  return { kind: "gone", id, version, deletedAt, digest, expires };
}
