import type { CalendarDate, Ledger } from "@farthing/contract";

/** One way into Farthing, as {@link describeLedger} tries it. */
export interface LedgerHarness {
  /** Opens it over a store that keeps what it is given. Called once for the whole suite. */
  open(): Promise<OpenedLedgers>;
}

export interface OpenedLedgers {
  /** The ledger of a user nobody has seen before. It has to go on working after a restart. */
  user(): Promise<Ledger>;
  /** The date that it is now in UTC for whoever answers. */
  today(): CalendarDate;
  /** Ends whatever answers, gracefully or not, and starts it again over what is stored. */
  restart(): Promise<void>;
  close(): Promise<void>;
}
