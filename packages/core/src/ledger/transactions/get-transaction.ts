import type { Id, Transaction } from "@farthing/contract";
import type { Context } from "../context.ts";
import { loadSmall } from "../small.ts";
import { findTransaction } from "./find-transaction.ts";
import { showTransaction } from "./show-transaction.ts";

export async function getTransaction(context: Context, { id }: { id: Id }): Promise<Transaction> {
  const record = await findTransaction(context, id);
  return showTransaction(record, await loadSmall(context));
}
