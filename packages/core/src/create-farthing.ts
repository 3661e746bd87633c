import { assembleLedger, type Ledger, type OperationName, operationNames } from "@farthing/contract";
import { type Context, throwIfAborted, type World } from "./ledger/context.ts";
import { handlers } from "./ledger/handlers.ts";
import { ordinaryClock, ordinaryHash, ordinaryIds } from "./platform/index.ts";
import type { LedgerId, LedgerStore } from "./ports/ledger-store.ts";
import { parseInput } from "./schemas/faults.ts";
import { operations } from "./schemas/operations.ts";
import { parseOptions } from "./schemas/options.ts";

/** What a Farthing is made of; all but the store have an ordinary one. */
export interface FarthingOptions extends Partial<World> {
  store: LedgerStore;
}

/** Options of any operation, as they come in: everything about them is checked. */
export interface PerformOptions {
  idempotencyKey?: string | undefined;
  ifVersion?: number | readonly number[] | undefined;
  signal?: AbortSignal | undefined;
  today?: string | undefined;
  onProgress?: ((progress: never) => void) | undefined;
}

export interface PerformCall {
  ledger: LedgerId;
  operation: OperationName;
  /** Checked here. */
  input: unknown;
  options?: PerformOptions | undefined;
}

export interface Outcome {
  /** What the operation's method answers; for a stream the iterable itself, its input already checked. */
  value: unknown;
  /** Whether an earlier request with the same key had already had the effect. */
  replayed: boolean;
}

export interface Farthing {
  /** Everything of one user. Costs next to nothing to make. */
  ledger(id: LedgerId): Ledger;
  /** What every method of a Ledger comes down to. */
  perform(call: PerformCall): Promise<Outcome>;
  /** Resolves when the store answers. @throws FarthingError `unavailable`. */
  ready(): Promise<void>;
  /** Finishes what is running and closes the store. */
  close(): Promise<void>;
}

/** Asked for by {@link Farthing.ready}; belongs to nobody. */
const NOBODY = "-";

export function createFarthing({
  store,
  clock = ordinaryClock,
  ids = ordinaryIds,
  hash = ordinaryHash,
}: FarthingOptions): Farthing {
  function prepare({ ledger, operation, input, options }: PerformCall): { context: Context; input: never } {
    const now = clock.now();
    const parsed = parseInput(operations[operation].input, input ?? {});
    return {
      context: { store, clock, ids, hash, ledger, operation, now, options: parseOptions(options, now) },
      input: parsed as never,
    };
  }

  async function perform(call: PerformCall): Promise<Outcome> {
    const { context, input } = prepare(call);
    throwIfAborted(context.options.signal);
    const outcome: unknown = await handlers[call.operation](context, input);
    return outcome instanceof Object && "replayed" in outcome
      ? (outcome as Outcome)
      : { value: outcome, replayed: false };
  }

  return {
    ledger: (ledger) =>
      assembleLedger(operationNames, (operation) =>
        operation === "transactions.export"
          ? async function* (input: unknown, options?: PerformOptions) {
              yield* (await perform({ ledger, operation, input, options })).value as AsyncIterable<Uint8Array>;
            }
          : async (input: unknown, options?: PerformOptions) =>
              (await perform({ ledger, operation, input, options })).value,
      ),
    perform,
    ready: async () => void (await store.getSmall(NOBODY)),
    close: () => store.close(),
  };
}
