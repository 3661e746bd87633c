import { type CategoryId, FarthingError, type Undoable } from "@farthing/contract";
import { invalidRequest } from "../../schemas/faults.ts";
import type { Context } from "../context.ts";
import { loadSmall, type Small } from "../small.ts";
import { keepUndo, newUndoId } from "../undo/keep-undo.ts";
import { expectVersion, notFound } from "../versioned.ts";
import { recallValue, type Written, write } from "../write.ts";
import { keepInStep } from "./category-names.ts";
import { showCategory } from "./show-category.ts";

const NONE = "none";

async function isUsed({ store, ledger }: Context, small: Small, id: CategoryId): Promise<boolean> {
  const months = await store.listMonths(ledger, "1900-01", "2199-12");
  return months.some((month) =>
    Object.entries(month.categories).some(
      ([key, sums]) => sums.incomeCount + sums.expenseCount > 0 && small.resolve(key) === id,
    ),
  );
}

async function targetOf(
  context: Context,
  small: Small,
  id: CategoryId,
  moveTo: CategoryId | undefined,
): Promise<CategoryId | null> {
  if (moveTo === undefined) {
    if (await isUsed(context, small, id)) {
      throw new FarthingError(
        "category_in_use",
        "It has transactions: say with `moveTo` which category takes them, or `none`.",
      );
    }
    return null;
  }
  if (moveTo === NONE) return null;
  if (moveTo === id || small.category(moveTo) === undefined) {
    throw invalidRequest([
      {
        pointer: "/moveTo",
        code: "unknown_category",
        detail: "It must be another category of this ledger, or `none`.",
      },
    ]);
  }
  return moveTo;
}

export function deleteCategory(
  context: Context,
  input: { id: CategoryId; moveTo?: CategoryId | undefined },
): Promise<Written<Undoable>> {
  return write(context, {
    path: input.id,
    input,
    async plan() {
      const small = await loadSmall(context);
      const before = small.category(input.id);
      if (before === undefined) throw notFound("category");
      expectVersion(context.options.ifVersion, before, () => showCategory(before));
      const target = await targetOf(context, small, input.id, input.moveTo);
      const followers = Object.entries(small.forwards.to).flatMap(([from, to]) => (to === input.id ? [from] : []));
      const undo = newUndoId(context);
      return {
        changes: [
          { op: "delete", kind: "category", id: input.id, expect: before.version },
          keepInStep(small, {
            ...small.forwards.to,
            ...Object.fromEntries([input.id, ...followers].map((id) => [id, target])),
          }),
          ...keepUndo(context, undo, [{ before, followers }]),
        ],
        value: { undo },
        answer: { value: { undo } },
      };
    },
    recall: recallValue<Undoable>,
  });
}
