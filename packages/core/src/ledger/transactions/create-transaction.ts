import { FarthingError, type NewTransaction, type Transaction } from "@farthing/contract";
import type { TransactionRecord } from "../../ports/records.ts";
import { invalidRequest } from "../../schemas/faults.ts";
import type { Context } from "../context.ts";
import { loadSmall } from "../small.ts";
import { type Written, write } from "../write.ts";
import { checkCategory } from "./check-category.ts";
import { idFault, makeRecord } from "./make-record.ts";
import { monthChanges } from "./month-changes.ts";
import { deletedMeanwhile, recallTransaction } from "./recall-transaction.ts";
import { showTransaction } from "./show-transaction.ts";

/** What stands already at the id that the caller chose: the same transaction, or a fault. */
async function earlierCreate(context: Context, record: TransactionRecord): Promise<Transaction | undefined> {
  const slot = await context.store.getTransaction(context.ledger, record.id);
  if (slot === undefined) return undefined;
  if (slot.digest !== record.digest) {
    throw new FarthingError("id_taken", "Another transaction has this id: send this one with an id of its own.");
  }
  if (slot.kind === "gone") throw deletedMeanwhile();
  return showTransaction(slot, await loadSmall(context));
}

export async function createTransaction(context: Context, input: NewTransaction): Promise<Written<Transaction>> {
  const fault = idFault(input, "/id");
  if (fault !== undefined) throw invalidRequest([fault]);
  const record = makeRecord(context, input);
  return write(context, {
    path: "",
    input,
    async plan() {
      const small = await loadSmall(context);
      checkCategory(small, record.categoryId);
      return {
        changes: [{ op: "put", record, expect: "absent" }, ...monthChanges([{ after: record }])],
        value: showTransaction(record, small),
        answer: { record: { kind: "transaction", id: record.id } },
      };
    },
    recall: recallTransaction(context),
    already: input.id === undefined ? undefined : () => earlierCreate(context, record),
  });
}
