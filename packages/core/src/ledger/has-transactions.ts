import type { Context } from "./context.ts";
import { countTransactions } from "./count-transactions.ts";

/** Whether any transaction counts in the ledger. */
export const hasTransactions = async (context: Context): Promise<boolean> => (await countTransactions(context)) > 0;
