import type { CalendarDate, Month } from "@farthing/contract";
import type { CategoryKey, Change, Expect, StoreRecord, Sums } from "@farthing/core";
import { sums } from "./sample-records.ts";

/** A put; `was` is for transactions alone, the date under which the store has it now. */
export const put = (record: StoreRecord, expect: Expect, was?: CalendarDate): Change =>
  ({ op: "put", record, expect, ...(was === undefined ? {} : { was }) }) as Change;

export const putAll = (records: readonly StoreRecord[]): Change[] => records.map((record) => put(record, "absent"));

/** An add of one figure or several to a month, and to categories of it. */
export const add = (
  month: Month,
  added: Partial<Sums> = { expense: 1250, expenseCount: 1 },
  categories: Readonly<Record<CategoryKey, Partial<Sums>>> = {},
): Change => ({
  op: "add",
  month,
  sums: sums(added),
  categories: Object.fromEntries(Object.entries(categories).map(([key, figures]) => [key, sums(figures)])),
});

/** A change that can't be made in a ledger without such a record. */
export const impossible: Change = { op: "check", kind: "import", id: "nothing-has-this-id", expect: 1 };
