import type { CategoriesQuery, CategoryTotals, Items } from "@farthing/contract";
import type { CategoryKey, Sums } from "../../ports/records.ts";
import type { Context } from "../context.ts";
import { loadSmall } from "../small.ts";
import { eachTransaction } from "../transactions/each-transaction.ts";
import { readRange } from "../transactions/read-range.ts";
import { groupSums } from "./group-sums.ts";
import { splitMonths } from "./split-months.ts";
import { noSums, plus, sumsOf } from "./sums.ts";

export async function reportCategories(context: Context, range: CategoriesQuery): Promise<Items<CategoryTotals>> {
  const small = await loadSmall(context);
  const { months, parts } = splitMonths(range);
  const groups = new Map<CategoryKey, Sums>();
  const add = (key: CategoryKey, sums: Sums) => groups.set(key, plus(groups.get(key) ?? noSums, sums));
  if (months !== undefined) {
    for (const month of await context.store.listMonths(context.ledger, months.from, months.to)) {
      for (const [key, sums] of Object.entries(month.categories)) add(key, sums);
    }
  }
  for (const part of parts) {
    for await (const records of eachTransaction(context, readRange(part, "asc"))) {
      for (const record of records) add(record.categoryId ?? "-", sumsOf(record));
    }
  }
  return { items: groupSums(groups, small) };
}
