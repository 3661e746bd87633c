import type { MonthRecord } from "../ports/records.ts";
import type { Context } from "./context.ts";

/** Totals of the months in which a transaction counts, in order. */
export async function listFilledMonths({ store, ledger }: Context): Promise<readonly MonthRecord[]> {
  const months = await store.listMonths(ledger, "1900-01", "2199-12");
  return months.filter(({ incomeCount, expenseCount }) => incomeCount + expenseCount > 0);
}
