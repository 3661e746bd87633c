import type {
  CategoryId,
  CategoryTotals,
  DayTotals,
  MonthTotals,
  Transaction,
  TransactionFilter,
} from "@farthing/contract";

/** What the reports and lists must say of these transactions, worked out the slow way: by looking at each. */

const folded = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** By date, then id. */
export const inOrder = (rows: readonly Transaction[], order: "asc" | "desc"): Transaction[] => {
  const ascending = [...rows].sort((a, b) => byCodeUnit(a.date, b.date) || byCodeUnit(a.id, b.id));
  return order === "asc" ? ascending : ascending.reverse();
};

export const matches = (row: Transaction, filter: TransactionFilter): boolean =>
  (filter.from === undefined || row.date >= filter.from) &&
  (filter.to === undefined || row.date <= filter.to) &&
  (filter.type === undefined || row.type === filter.type) &&
  (filter.categoryId === undefined || (row.categoryId ?? "none") === filter.categoryId) &&
  (filter.q === undefined ||
    [row.description, row.note].some((text) => folded(text).includes(folded(filter.q as string)))) &&
  (filter.tag === undefined || row.tags.includes(filter.tag)) &&
  (filter.account === undefined || row.account === filter.account) &&
  (filter.amountFrom === undefined || row.amount >= filter.amountFrom) &&
  (filter.amountTo === undefined || row.amount <= filter.amountTo) &&
  (filter.importId === undefined || row.importId === filter.importId);

export function sums(rows: readonly Transaction[]): { income: number; expense: number; count: number } {
  const of = (type: string) => rows.reduce((sum, row) => (row.type === type ? sum + row.amount : sum), 0);
  return { income: of("income"), expense: of("expense"), count: rows.length };
}

export function categoryTotals(rows: readonly Transaction[]): CategoryTotals[] {
  const ids = new Set(rows.map(({ categoryId }) => categoryId));
  const named = [...ids].filter((id): id is CategoryId => id !== null).sort(byCodeUnit);
  return [...named, ...(ids.has(null) ? [null] : [])].map((categoryId) => ({
    categoryId,
    ...sums(rows.filter((row) => row.categoryId === categoryId)),
  }));
}

export const monthTotals = (rows: readonly Transaction[], months: readonly string[]): MonthTotals[] =>
  months.map((month) => {
    const inMonth = rows.filter(({ date }) => date.startsWith(month));
    const { income, expense, count } = sums(inMonth);
    return { month, income, expense, net: income - expense, count, categories: categoryTotals(inMonth) };
  });

export const dayTotals = (rows: readonly Transaction[], dates: readonly string[]): DayTotals[] =>
  dates.map((date) => {
    const { income, expense, count } = sums(rows.filter((row) => row.date === date));
    return { date, income, expense, net: income - expense, count };
  });
