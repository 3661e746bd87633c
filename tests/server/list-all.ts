import type { Ledger, Transaction, TransactionQuery } from "@farthing/contract";

/** Every transaction found, page after page. */
export async function listAll(ledger: Ledger, query: TransactionQuery): Promise<Transaction[]> {
  const found: Transaction[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await ledger.transactions.list({ ...query, limit: 500, cursor });
    found.push(...items);
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}
