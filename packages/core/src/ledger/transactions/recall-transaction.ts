import { FarthingError, type Transaction } from "@farthing/contract";
import type { RequestRecord } from "../../ports/records.ts";
import type { Context } from "../context.ts";
import { loadSmall } from "../small.ts";
import { showTransaction } from "./show-transaction.ts";

export const deletedMeanwhile = () => new FarthingError("deleted", "The transaction was deleted meanwhile.");

/** The transaction that an earlier request made or changed, as it is now. */
export const recallTransaction =
  (context: Context) =>
  async (answer: RequestRecord["answer"]): Promise<Transaction> => {
    const slot = "record" in answer ? await context.store.getTransaction(context.ledger, answer.record.id) : undefined;
    if (slot?.kind !== "transaction") throw deletedMeanwhile();
    return showTransaction(slot, await loadSmall(context));
  };
