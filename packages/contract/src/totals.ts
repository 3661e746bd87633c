import type { CalendarDate, CategoryId, DateRange, Month, Sum } from "./words.ts";

export interface CategoryTotals {
  /** `null` is uncategorised. */
  categoryId: CategoryId | null;
  income: Sum;
  expense: Sum;
  count: number;
}

export interface MonthTotals {
  month: Month;
  income: Sum;
  expense: Sum;
  /** `income - expense`. */
  net: Sum;
  count: number;
  /** Those with at least one transaction, by id, the uncategorised last. */
  categories: readonly CategoryTotals[];
}

export interface DayTotals {
  date: CalendarDate;
  income: Sum;
  expense: Sum;
  net: Sum;
  count: number;
}

/** At most 92 days, both ends included. */
export interface DaysQuery {
  from: CalendarDate;
  to: CalendarDate;
  categoryId?: CategoryId | "none" | undefined;
}

/** Both ends are included. */
export interface CategoriesQuery extends DateRange {
  from: CalendarDate;
  to: CalendarDate;
}

export interface Items<Item> {
  items: readonly Item[];
}

/** A stored figure that the transactions don't bear out. */
export interface TotalsDifference {
  month: Month;
  categoryId: CategoryId | null | "all";
  stored: { income: Sum; expense: Sum; count: number };
  actual: { income: Sum; expense: Sum; count: number };
}

export interface Verification {
  /** How many months were looked at. */
  months: number;
  /** How many transactions were read. */
  rows: number;
  /** Empty when every stored figure is right; after a rebuild, those that were put right. */
  differences: readonly TotalsDifference[];
}
