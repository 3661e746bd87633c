import type { Ledger } from "@farthing/contract";
import { bankFile, type Own } from "./base-calls.ts";

/** Gives a user two categories, two transactions, an import of a third, and a deletion that can be taken back. */
export async function settle(ledger: Ledger, name: string): Promise<Own> {
  const mine = { date: "2026-03-05", type: "expense", amount: 410, account: `${name}'s card` } as const;
  const category = await ledger.categories.create({ name: `${name}'s pets`, type: "expense" });
  const otherCategory = await ledger.categories.create({ name: `${name}'s garden`, type: "expense" });
  const transaction = await ledger.transactions.create({
    ...mine,
    description: `${name}'s cat`,
    categoryId: category.id,
    tags: [`${name}'s`],
  });
  const otherTransaction = await ledger.transactions.create({ ...mine, description: `${name}'s tulips` });
  const imported = await ledger.imports.create({ file: new Blob([bankFile(`2026-03-06,${name}'s tea,-5.20`)]) });
  const gone = await ledger.transactions.create({ ...mine, description: `${name}'s mistake` });
  const { undo } = await ledger.transactions.delete({ id: gone.id });
  return {
    category: category.id,
    otherCategory: otherCategory.id,
    transaction: transaction.id,
    otherTransaction: otherTransaction.id,
    import: imported.id,
    undo,
    transactions: (await ledger.transactions.totals()).count,
  };
}
