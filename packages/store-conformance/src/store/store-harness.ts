import type { LedgerStore } from "@farthing/core";

/** A store to be tested, and the place where it keeps things. */
export interface StoreUnderTest {
  store: LedgerStore;
  /**
   * Closes the store and opens what it left behind: a file, a table. A store that leaves nothing behind gives itself, unclosed.
   */
  reopen(): Promise<LedgerStore>;
  /** Closes what is open and clears the place away. */
  destroy(): Promise<void>;
}

/** How the suite comes by the store it tests. */
export interface StoreHarness {
  /** A store without any ledger, in a place that nothing else uses. */
  create(): Promise<StoreUnderTest>;
  /** How long the random calls may go on, in seconds. Starts as 20. */
  seconds?: number | undefined;
  /** How many stores get random calls. Starts as 200. */
  runs?: number | undefined;
  /** How many random calls each of these stores gets at most. Starts as 60. */
  calls?: number | undefined;
}
