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
export function makeRecord({ hash, ids, now }: Context, { id, ...content }: NewTransaction): TransactionRecord {
  const whole = {
    date: content.date,
    type: content.type,
    amount: content.amount,
    description: content.description,
    categoryId: content.categoryId ?? null,
    note: content.note ?? "",
    tags: content.tags ?? [],
    account: content.account ?? "",
  };
  return {
    kind: "transaction",
    id: id ?? transactionId(content.date, ids.random(20)),
    version: 1,
    ...whole,
    importId: null,
    recurringId: null,
    createdAt: instant(now),
    updatedAt: instant(now),
    digest: id === undefined ? null : hash.text(canonical(whole)).slice(0, 32),
  };
}
