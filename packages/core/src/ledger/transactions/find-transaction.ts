import type { Id } from "@farthing/contract";
import type { TransactionRecord } from "../../ports/records.ts";
import type { Context } from "../context.ts";
import { notFound } from "../versioned.ts";

/** @throws FarthingError `not_found`, for one that is gone as for one that never was. */
export async function findTransaction({ store, ledger }: Context, id: Id): Promise<TransactionRecord> {
  const slot = await store.getTransaction(ledger, id);
  if (slot?.kind !== "transaction") throw notFound("transaction");
  return slot;
}
