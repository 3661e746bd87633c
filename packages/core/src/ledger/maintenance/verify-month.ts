import { FarthingError, type Month, type TotalsDifference } from "@farthing/contract";
import { firstOfMonth, lastOfMonth } from "../../dates/calendar.ts";
import type { CategoryKey, MonthRecord, Sums } from "../../ports/records.ts";
import type { Context } from "../context.ts";
import { noSums, plus, showSums, sumsOf } from "../reports/sums.ts";
import { eachTransaction } from "../transactions/each-transaction.ts";
import { readRange } from "../transactions/read-range.ts";

/** A month's stored totals beside what its transactions come to, both of the same moment. */
export interface MonthCheck {
  stored: MonthRecord | undefined;
  actual: Sums & { categories: Record<CategoryKey, Sums> };
  rows: number;
  differences: readonly TotalsDifference[];
}

const triesMax = 100;

const differs = (a: Sums, b: Sums) => (Object.keys(noSums) as (keyof Sums)[]).some((figure) => a[figure] !== b[figure]);

function compare(month: Month, stored: MonthRecord | undefined, actual: MonthCheck["actual"]): TotalsDifference[] {
  const difference = (categoryId: TotalsDifference["categoryId"], kept: Sums = noSums, right: Sums = noSums) =>
    differs(kept, right) ? [{ month, categoryId, stored: showSums(kept), actual: showSums(right) }] : [];
  const keys = [...new Set([...Object.keys(stored?.categories ?? {}), ...Object.keys(actual.categories)])].sort();
  return [
    ...difference("all", stored, actual),
    ...keys.flatMap((key) => difference(key === "-" ? null : key, stored?.categories[key], actual.categories[key])),
  ];
}

/** Reads version, rows and version again, until no write came between. */
export async function verifyMonth(context: Context, month: Month): Promise<MonthCheck> {
  const readMonth = async () => (await context.store.listMonths(context.ledger, month, month))[0];
  let stored = await readMonth();
  for (let tries = 0; tries < triesMax; tries += 1) {
    let sums = noSums;
    const categories: Record<CategoryKey, Sums> = {};
    let rows = 0;
    const range = readRange({ from: firstOfMonth(month), to: lastOfMonth(month) }, "asc");
    for await (const records of eachTransaction(context, range)) {
      rows += records.length;
      for (const record of records) {
        const key = record.categoryId ?? "-";
        sums = plus(sums, sumsOf(record));
        categories[key] = plus(categories[key] ?? noSums, sumsOf(record));
      }
    }
    const again = await readMonth();
    if (again?.version === stored?.version) {
      const actual = { ...sums, categories };
      return { stored, actual, rows, differences: compare(month, stored, actual) };
    }
    stored = again;
  }
  throw new FarthingError("conflict", `${month} was written to all the while: try again when there is less going on.`, {
    retryAfterSeconds: 5,
  });
}
