import type { Ledger, Transaction, TransactionQuery } from "@farthing/contract";

/** Everything a list gives, page after page. */
export async function listAll(ledger: Ledger, query: TransactionQuery = {}): Promise<Transaction[]> {
  const all: Transaction[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = await ledger.transactions.list({ ...query, cursor });
    all.push(...items);
    if (nextCursor === null) return all;
    cursor = nextCursor;
  }
}
