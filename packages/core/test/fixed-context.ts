import type { Context } from "../src/ledger/context.ts";
import { ordinaryHash } from "../src/platform/ordinary-hash.ts";
import type { Options } from "../src/schemas/options.ts";
import { plainStore } from "./plain-store.ts";

/** Noon of 22 November 2026, in UTC. */
export const NOON = Date.parse("2026-11-22T12:00:00.000Z");

/** A call at {@link NOON} in a ledger of its own; ids count up from 1, and time passes only where `clock` is given. */
export function fixedContext({
  options,
  ...given
}: Partial<Omit<Context, "options">> & { options?: Partial<Options> } = {}): Context {
  let count = 0;
  return {
    store: plainStore(),
    clock: { now: () => NOON, dateIn: () => "2026-11-22", sleep: async () => {} },
    ids: { random: (length) => String(++count).padStart(length, "0").slice(-length) },
    hash: ordinaryHash,
    ledger: "me",
    operation: "transactions.create",
    now: NOON,
    options: {
      idempotencyKey: undefined,
      ifVersion: undefined,
      signal: undefined,
      today: undefined,
      onProgress: undefined,
      ...options,
    },
    ...given,
  };
}
