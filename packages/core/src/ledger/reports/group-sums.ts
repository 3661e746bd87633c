import type { CategoryTotals } from "@farthing/contract";
import type { CategoryKey, Sums } from "../../ports/records.ts";
import type { Small } from "../small.ts";
import { noSums, plus, showSums } from "./sums.ts";

/** Sums by stored category as sums by shown category: by id, the uncategorised last, those without transactions left out. */
export function groupSums(
  parts: Iterable<readonly [CategoryKey, Sums]>,
  { resolve }: Pick<Small, "resolve">,
): CategoryTotals[] {
  const groups = new Map<string | null, Sums>();
  for (const [key, sums] of parts) {
    const id = resolve(key);
    groups.set(id, plus(groups.get(id) ?? noSums, sums));
  }
  return [...groups]
    .map(([categoryId, sums]) => ({ categoryId, ...showSums(sums) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => (a.categoryId === null ? 1 : b.categoryId === null ? -1 : a.categoryId < b.categoryId ? -1 : 1));
}
