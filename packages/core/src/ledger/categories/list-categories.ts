import type { Category, Items } from "@farthing/contract";
import type { Context } from "../context.ts";
import { loadSmall } from "../small.ts";
import { showCategory } from "./show-category.ts";

export const listCategories = async (context: Context): Promise<Items<Category>> => ({
  items: (await loadSmall(context)).categories.map(showCategory),
});
