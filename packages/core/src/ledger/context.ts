import { FarthingError, type OperationName } from "@farthing/contract";
import type { Clock } from "../ports/clock.ts";
import type { Hash } from "../ports/hash.ts";
import type { IdSource } from "../ports/id-source.ts";
import type { LedgerId, LedgerStore } from "../ports/ledger-store.ts";
import type { Options } from "../schemas/options.ts";

/** What the world is to every use case. */
export interface World {
  store: LedgerStore;
  clock: Clock;
  ids: IdSource;
  hash: Hash;
}

/** One call: who asks for what, when, and in which world. */
export interface Context extends World {
  ledger: LedgerId;
  operation: OperationName;
  options: Options;
  /** When the call came, in milliseconds since 1970. */
  now: number;
}

/** @throws FarthingError `aborted`. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new FarthingError("aborted", "The caller gave up.", { cause: signal.reason });
}

/** Longest time to go on without letting others have their turn, in milliseconds. */
const turn = 8;

/** Makes a function to call often in long work: it lets others have their turn, and throws once the caller has given up. */
export function breather({ clock, options }: Context): () => Promise<void> | undefined {
  let since = clock.now();
  return () => {
    throwIfAborted(options.signal);
    if (clock.now() - since < turn) return undefined;
    return clock.sleep(0).then(() => {
      since = clock.now();
    });
  };
}

export const instant = (milliseconds: number) => new Date(milliseconds).toISOString();

/** How long undoing stays possible and deleted ids stay known, in seconds. */
export const THIRTY_DAYS = 30 * 24 * 60 * 60;
