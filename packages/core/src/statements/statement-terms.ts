import type { ImportMapping } from "@farthing/contract";
import type { Decimals } from "../money/currencies.ts";

/** What a bank file is read against. */
export interface StatementTerms {
  /** What is given here isn't told from the content. */
  mapping?: ImportMapping | undefined;
  /** BCP 47 tag; decides where all of a file can be read in two ways. */
  locale: string;
  /** The ledger's currency and its decimals. */
  currency: string;
  decimals: Decimals;
  /** Called at least every 1000 rows, so that others can have their turn. It may throw, and so end the reading. */
  breathe?: (() => Promise<void> | undefined) | undefined;
}
