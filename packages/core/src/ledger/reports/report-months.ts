import type { Items, MonthRange, MonthTotals } from "@farthing/contract";
import { countMonths, monthsBetween } from "../../dates/calendar.ts";
import { invalidRequest } from "../../schemas/faults.ts";
import type { Context } from "../context.ts";
import { loadSmall } from "../small.ts";
import { groupSums } from "./group-sums.ts";
import { noSums, showNetSums } from "./sums.ts";

const MONTHS_MAX = 600;

export async function reportMonths(context: Context, { from, to }: MonthRange): Promise<Items<MonthTotals>> {
  if (countMonths(from, to) > MONTHS_MAX) {
    throw invalidRequest([
      { pointer: "/to", code: "too_many", detail: `It may be at most ${MONTHS_MAX} months, both ends counted.` },
    ]);
  }
  const small = await loadSmall(context);
  const stored = new Map(
    (await context.store.listMonths(context.ledger, from, to)).map((record) => [record.month, record]),
  );
  return {
    items: monthsBetween(from, to).map((month) => {
      const record = stored.get(month);
      return {
        month,
        ...showNetSums(record ?? noSums),
        categories: groupSums(Object.entries(record?.categories ?? {}), small),
      };
    }),
  };
}
