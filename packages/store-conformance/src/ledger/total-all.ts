import type { Ledger, TransactionFilter } from "@farthing/contract";

/** What all calls for the totals of a filter come to together. */
export async function totalAll(ledger: Ledger, filter: TransactionFilter) {
  const total = { count: 0, income: 0, expense: 0, net: 0 };
  for (let cursor: string | undefined; ; ) {
    const { complete, cursor: next, ...part } = await ledger.transactions.totals({ ...filter, cursor });
    for (const member of ["count", "income", "expense", "net"] as const) total[member] += part[member];
    if (complete !== (next === null)) throw new Error("`complete` and `cursor` disagree.");
    if (next === null) return total;
    cursor = next;
  }
}
