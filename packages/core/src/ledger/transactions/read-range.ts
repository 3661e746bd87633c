import type { DateRange } from "@farthing/contract";
import { addDays, FIRST_DATE, LAST_DATE } from "../../dates/calendar.ts";
import type { TransactionRange } from "../../ports/ledger-store.ts";

/** The most rows that one call reads. */
export const ROWS_A_CALL = 10_000;

/** A range with both ends included, as the store takes it. */
export const readRange = (
  { from, to }: DateRange,
  order: "asc" | "desc",
): Pick<TransactionRange, "from" | "before" | "order"> => ({
  from: from ?? FIRST_DATE,
  before: addDays(to ?? LAST_DATE, 1),
  order,
});
