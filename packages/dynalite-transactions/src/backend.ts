import type { ClientTokens } from "./client-tokens.ts";
import type { Store, Write } from "./dynalite-types.ts";
import type { ItemLocks } from "./item-locks.ts";

/** What the operations work on: dynalite's store, and what it lacks. */
export interface Backend {
  store: Store;
  locks: ItemLocks;
  tokens: ClientTokens;
  onConflict: "wait" | "reject";
  /** How long a transaction holds its items at least, in milliseconds. */
  transactionMs: number;
  /** Makes all the writes or none of them. */
  commit(writes: readonly Write[]): Promise<void>;
}
