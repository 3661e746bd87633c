import type { Amount, TransactionType } from "@farthing/contract";
import type { Sums } from "../../ports/records.ts";

export const noSums: Sums = { income: 0, expense: 0, incomeCount: 0, expenseCount: 0 };

export const plus = (a: Sums, b: Sums): Sums => ({
  income: a.income + b.income,
  expense: a.expense + b.expense,
  incomeCount: a.incomeCount + b.incomeCount,
  expenseCount: a.expenseCount + b.expenseCount,
});

/** What one transaction adds, or with -1 takes away. */
export const sumsOf = ({ type, amount }: { type: TransactionType; amount: Amount }, sign: 1 | -1 = 1): Sums =>
  type === "income"
    ? { income: sign * amount, expense: 0, incomeCount: sign, expenseCount: 0 }
    : { income: 0, expense: sign * amount, incomeCount: 0, expenseCount: sign };

/** Only what counts for one type, or for both. */
export const ofType = (
  { income, expense, incomeCount, expenseCount }: Sums,
  type: TransactionType | undefined,
): Sums => ({
  income: type === "expense" ? 0 : income,
  expense: type === "income" ? 0 : expense,
  incomeCount: type === "expense" ? 0 : incomeCount,
  expenseCount: type === "income" ? 0 : expenseCount,
});

/** As callers see them. */
export const showSums = ({ income, expense, incomeCount, expenseCount }: Sums) => ({
  income,
  expense,
  count: incomeCount + expenseCount,
});

export const showNetSums = (sums: Sums) => ({ ...showSums(sums), net: sums.income - sums.expense });
