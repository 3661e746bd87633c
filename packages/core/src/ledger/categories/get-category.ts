import type { Category, CategoryId } from "@farthing/contract";
import type { Context } from "../context.ts";
import { loadSmall } from "../small.ts";
import { notFound } from "../versioned.ts";
import { showCategory } from "./show-category.ts";

export async function getCategory(context: Context, { id }: { id: CategoryId }): Promise<Category> {
  const category = (await loadSmall(context)).category(id);
  if (category === undefined) throw notFound("category");
  return showCategory(category);
}
