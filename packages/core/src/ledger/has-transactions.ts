import type { Context } from "./context.ts";
import { listFilledMonths } from "./list-filled-months.ts";

/** Whether any transaction counts in the ledger. */
export const hasTransactions = async (context: Context): Promise<boolean> =>
  (await listFilledMonths(context)).length > 0;
