import type { DaysQuery, DayTotals, Items } from "@farthing/contract";
import { addDays, countDays } from "../../dates/calendar.ts";
import type { Sums } from "../../ports/records.ts";
import { invalidRequest } from "../../schemas/faults.ts";
import type { Context } from "../context.ts";
import { loadSmall } from "../small.ts";
import { eachTransaction } from "../transactions/each-transaction.ts";
import { matchFilter } from "../transactions/match-filter.ts";
import { readRange } from "../transactions/read-range.ts";
import { noSums, plus, showNetSums, sumsOf } from "./sums.ts";

const DAYS_MAX = 92;

export async function reportDays(context: Context, { from, to, categoryId }: DaysQuery): Promise<Items<DayTotals>> {
  const count = countDays(from, to);
  if (count > DAYS_MAX) {
    throw invalidRequest([
      { pointer: "/to", code: "too_many", detail: `It may be at most ${DAYS_MAX} days, both ends counted.` },
    ]);
  }
  const matches = matchFilter({ categoryId }, await loadSmall(context)) ?? (() => true);
  const days = new Map<string, Sums>();
  for await (const records of eachTransaction(context, readRange({ from, to }, "asc"))) {
    for (const record of records) {
      if (matches(record)) days.set(record.date, plus(days.get(record.date) ?? noSums, sumsOf(record)));
    }
  }
  return {
    items: Array.from({ length: count }, (_, index) => {
      const date = addDays(from, index);
      return { date, ...showNetSums(days.get(date) ?? noSums) };
    }),
  };
}
