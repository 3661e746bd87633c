import { noSums, plus } from "../ledger/reports/sums.ts";
import type { Change } from "../ports/ledger-store.ts";
import type { MonthRecord, Sums } from "../ports/records.ts";
import { MONTH_SUM_MAX } from "./weigh.ts";

const counted = (sums: Sums) => Object.values(sums).some((figure) => figure !== 0);

/** What an `add` makes of a month, for stores that read it to add to it; `undefined` where a sum would be too large. */
export function addToMonth(
  stored: MonthRecord | undefined,
  added: Extract<Change, { op: "add" }>,
): MonthRecord | undefined {
  const sums = plus(stored ?? noSums, added.sums);
  if (sums.income > MONTH_SUM_MAX || sums.expense > MONTH_SUM_MAX) return undefined;
  const categories = { ...stored?.categories };
  for (const [key, category] of Object.entries(added.categories)) {
    const total = plus(categories[key] ?? noSums, category);
    if (counted(total)) categories[key] = total;
    else delete categories[key];
  }
  return { kind: "month", month: added.month, version: (stored?.version ?? 0) + 1, ...sums, categories };
}
