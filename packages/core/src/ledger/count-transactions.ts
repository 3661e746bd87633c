import type { Context } from "./context.ts";

/** How many transactions count in the ledger, told from its stored totals. */
export async function countTransactions({ store, ledger }: Context): Promise<number> {
  const months = await store.listMonths(ledger, "1900-01", "2199-12");
  return months.reduce((count, { incomeCount, expenseCount }) => count + incomeCount + expenseCount, 0);
}
