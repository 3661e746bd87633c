import { type Category, FarthingError } from "@farthing/contract";
import type { RequestRecord } from "../../ports/records.ts";
import type { Context } from "../context.ts";
import { loadSmall } from "../small.ts";
import { showCategory } from "./show-category.ts";

/** The category that an earlier request made or changed, as it is now. */
export const recallCategory =
  (context: Context) =>
  async (answer: RequestRecord["answer"]): Promise<Category> => {
    const category = "record" in answer ? (await loadSmall(context)).category(answer.record.id) : undefined;
    if (category === undefined) throw new FarthingError("deleted", "The category was deleted meanwhile.");
    return showCategory(category);
  };
