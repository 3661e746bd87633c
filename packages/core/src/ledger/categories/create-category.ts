import { type Category, FarthingError, type NewCategory } from "@farthing/contract";
import type { CategoryRecord } from "../../ports/records.ts";
import type { Context } from "../context.ts";
import { loadSmall, type Small } from "../small.ts";
import { type Written, write } from "../write.ts";
import { CATEGORIES_MAX, keepInStep, newCategoryId, refuseTakenName } from "./category-names.ts";
import { recallCategory } from "./recall-category.ts";
import { showCategory } from "./show-category.ts";

/** The record of a new category, in a ledger that is as `small` says. */
export const makeCategory = ({ ids }: Context, small: Small, input: NewCategory): CategoryRecord => ({
  kind: "category",
  id: newCategoryId(small, ids.random),
  name: input.name,
  type: input.type,
  color: input.color ?? 10,
  icon: input.icon ?? "tag",
  planned: input.planned ?? false,
  archived: false,
  position: input.position ?? Math.min(1_000_000, (small.categories.at(-1)?.position ?? -1) + 1),
  version: 1,
});

function refuseTooMany(count: number): void {
  if (count <= CATEGORIES_MAX) return;
  throw new FarthingError(
    "limit_reached",
    `A ledger has at most ${CATEGORIES_MAX} categories: delete or merge some first.`,
  );
}

export function createCategory(context: Context, input: NewCategory): Promise<Written<Category>> {
  return write(context, {
    path: "",
    input,
    async plan() {
      const small = await loadSmall(context);
      refuseTakenName(small, input.name);
      refuseTooMany(small.categories.length + 1);
      const record = makeCategory(context, small, input);
      return {
        changes: [{ op: "put", record, expect: "absent" }, keepInStep(small)],
        value: showCategory(record),
        answer: { record: { kind: "category", id: record.id } },
      };
    },
    recall: recallCategory(context),
  });
}
