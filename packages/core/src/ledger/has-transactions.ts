import type { Context } from "./context.ts";

/** Whether any transaction counts in the ledger, told from its stored totals. */
export async function hasTransactions({ store, ledger }: Context): Promise<boolean> {
  const months = await store.listMonths(ledger, "1900-01", "2199-12");
  return months.some(({ incomeCount, expenseCount }) => incomeCount + expenseCount > 0);
}
