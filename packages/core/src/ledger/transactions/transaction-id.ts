import type { CalendarDate, Id } from "@farthing/contract";

/** @param rest 16 … 26 characters `[0-9a-z]`. */
export const transactionId = (date: CalendarDate, rest: string): Id =>
  `${date.slice(0, 4)}${date.slice(5, 7)}${date.slice(8)}-${rest}`;

/** The date in a transaction's id: the one it had at creation, and its place in the store once it is gone. */
export const homeDate = (id: Id): CalendarDate => `${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}`;
