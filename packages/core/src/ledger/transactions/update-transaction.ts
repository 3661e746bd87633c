import type { Transaction, TransactionChange } from "@farthing/contract";
import type { Context } from "../context.ts";
import { loadSmall } from "../small.ts";
import { expectVersion } from "../versioned.ts";
import { type Written, write } from "../write.ts";
import { checkCategory } from "./check-category.ts";
import { editRecord } from "./edit-record.ts";
import { findTransaction } from "./find-transaction.ts";
import { monthChanges } from "./month-changes.ts";
import { recallTransaction } from "./recall-transaction.ts";
import { showTransaction } from "./show-transaction.ts";

export function updateTransaction(context: Context, input: TransactionChange): Promise<Written<Transaction>> {
  return write(context, {
    path: input.id,
    input,
    async plan() {
      const before = await findTransaction(context, input.id);
      const small = await loadSmall(context);
      expectVersion(context.options.ifVersion, before, () => showTransaction(before, small));
      const after = editRecord(before, input, small, context.now);
      if (after.categoryId !== before.categoryId) checkCategory(small, after.categoryId);
      return {
        changes:
          after === before
            ? []
            : [
                { op: "put", record: after, expect: before.version, was: before.date },
                ...monthChanges([{ before, after }]),
              ],
        value: showTransaction(after, small),
        answer: { record: { kind: "transaction", id: before.id } },
      };
    },
    recall: recallTransaction(context),
  });
}
