import type { Fault, NewTransaction } from "@farthing/contract";
import type { TransactionRecord } from "../../ports/records.ts";
import { canonical } from "../canonical.ts";
import { type Context, instant } from "../context.ts";
import { homeDate, transactionId } from "./transaction-id.ts";

/** What is wrong with an id that the caller chose. */
export function idFault({ id, date }: NewTransaction, pointer: string): Fault | undefined {
  if (id === undefined || homeDate(id) === date) return undefined;
  return { pointer, code: "other_date", detail: `An id made for ${date} begins with ${date.replaceAll("-", "")}-` };
}

/** A new transaction as it is stored. */
export function makeRecord({ hash, ids, now }: Context, input: NewTransaction): TransactionRecord {
  const { id, date, type, amount, description, categoryId = null, note = "", tags = [], account = "" } = input;
  const content = { date, type, amount, description, categoryId, note, tags, account };
  const at = instant(now);
  return {
    kind: "transaction",
    id: id ?? transactionId(date, ids.random(20)),
    version: 1,
    date,
    type,
    amount,
    description,
    categoryId,
    note,
    tags,
    account,
    importId: null,
    recurringId: null,
    createdAt: at,
    updatedAt: at,
    digest: id === undefined ? null : hash.text(canonical(content)).slice(0, 32),
  };
}
