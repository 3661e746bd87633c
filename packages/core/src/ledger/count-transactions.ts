import type { Context } from "./context.ts";
import { listFilledMonths } from "./list-filled-months.ts";

/** How many transactions count in the ledger, told from its stored totals. */
export async function countTransactions(context: Context): Promise<number> {
  const months = await listFilledMonths(context);
  return months.reduce((count, { incomeCount, expenseCount }) => count + incomeCount + expenseCount, 0);
}
