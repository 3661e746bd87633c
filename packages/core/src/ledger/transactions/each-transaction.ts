import type { TransactionPosition, TransactionRange } from "../../ports/ledger-store.ts";
import type { TransactionRecord } from "../../ports/records.ts";
import { breather, type Context } from "../context.ts";

/** All transactions of a range, in batches, each met once; lets others have their turn. */
export async function* eachTransaction(
  context: Context,
  range: Pick<TransactionRange, "from" | "before" | "order">,
): AsyncGenerator<readonly TransactionRecord[]> {
  const breathe = breather(context);
  let after: TransactionPosition | undefined;
  do {
    const { records, next } = await context.store.listTransactions(context.ledger, { ...range, after, limit: 1000 });
    yield records;
    after = next;
    await breathe();
  } while (after !== undefined);
}
