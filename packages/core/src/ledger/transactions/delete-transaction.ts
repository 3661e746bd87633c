import type { Id, Undoable } from "@farthing/contract";
import type { Context } from "../context.ts";
import { loadSmall } from "../small.ts";
import { keepUndo, newUndoId } from "../undo/keep-undo.ts";
import { expectVersion } from "../versioned.ts";
import { recallValue, type Written, write } from "../write.ts";
import { findTransaction } from "./find-transaction.ts";
import { goneFrom } from "./gone-from.ts";
import { monthChanges } from "./month-changes.ts";
import { showTransaction } from "./show-transaction.ts";

export function deleteTransaction(context: Context, input: { id: Id }): Promise<Written<Undoable>> {
  return write(context, {
    path: input.id,
    input,
    async plan() {
      const before = await findTransaction(context, input.id);
      const { ifVersion } = context.options;
      if (ifVersion !== undefined) {
        const small = await loadSmall(context);
        expectVersion(ifVersion, before, () => showTransaction(before, small));
      }
      const gone = goneFrom(before, context.now);
      const undo = newUndoId(context);
      return {
        changes: [
          { op: "put", record: gone, expect: before.version, was: before.date },
          ...monthChanges([{ before }]),
          ...keepUndo(context, undo, [{ before, left: gone.version }]),
        ],
        value: { undo },
        answer: { value: { undo } },
      };
    },
    recall: recallValue<Undoable>,
  });
}
