import type { CalendarDate, Ledger } from "@farthing/contract";

/** What a test of the ledger may ask for. Whatever it does, `verify` must find nothing wrong when it ends. */
export interface Scene {
  /** The ledger of a user nobody has seen before. */
  user(): Promise<Ledger>;
  /** The date that it is now in UTC for whoever answers. */
  today(): CalendarDate;
  /** Starts whatever answers again over what it had stored. */
  restart(): Promise<void>;
}
