import type { Category, CategoryChange } from "@farthing/contract";
import { changed } from "../changed.ts";
import type { Context } from "../context.ts";
import { loadSmall } from "../small.ts";
import { expectVersion, notFound } from "../versioned.ts";
import { type Written, write } from "../write.ts";
import { keepInStep, refuseTakenName } from "./category-names.ts";
import { recallCategory } from "./recall-category.ts";
import { showCategory } from "./show-category.ts";

export function updateCategory(context: Context, input: CategoryChange): Promise<Written<Category>> {
  return write(context, {
    path: input.id,
    input,
    async plan() {
      const small = await loadSmall(context);
      const before = small.category(input.id);
      if (before === undefined) throw notFound("category");
      expectVersion(context.options.ifVersion, before, () => showCategory(before));
      const after = changed(before, input);
      const renamed = after.name !== before.name;
      if (renamed) refuseTakenName(small, after.name, before.id);
      return {
        changes:
          after === before
            ? []
            : [{ op: "put", record: after, expect: before.version }, ...(renamed ? [keepInStep(small)] : [])],
        value: showCategory(after),
        answer: { record: { kind: "category", id: before.id } },
      };
    },
    recall: recallCategory(context),
  });
}
