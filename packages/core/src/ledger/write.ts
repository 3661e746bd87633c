import { FarthingError } from "@farthing/contract";
import { CommitRefused } from "../commit/commit-refused.ts";
import type { Change } from "../ports/ledger-store.ts";
import type { RequestRecord } from "../ports/records.ts";
import { canonical } from "./canonical.ts";
import { type Context, throwIfAborted } from "./context.ts";

/** What a write is going to do, worked out from what it has just read. */
export interface Plan<Value> {
  /** None where nothing has to change. */
  changes: readonly Change[];
  /** What the caller is answered once the changes are made. */
  value: Value;
  /** How a repeat with the same key finds its answer. */
  answer: RequestRecord["answer"];
}

/** What came of a write; `replayed` when an earlier request with the same key had already done it. */
export interface Written<Value> {
  value: Value;
  replayed: boolean;
}

const triesMax = 12;
const keptSeconds = 48 * 60 * 60;

/** By what a repeat of a request with an idempotency key is known. */
export interface Keyed {
  id: string;
  digest: string;
}

/** @param path names the record, where the operation's path does. `content` tells the same request from another. */
export function keyOf({ hash, operation, options }: Context, path: string, content: unknown): Keyed | undefined {
  if (options.idempotencyKey === undefined) return undefined;
  return {
    id: hash.text(canonical([operation, path, options.idempotencyKey])).slice(0, 40),
    digest: hash.text(canonical([content, options.ifVersion ?? null])).slice(0, 32),
  };
}

/** What keeps a request's effect from happening twice, to be committed with it. */
export const rememberRequest = (keyed: Keyed, answer: RequestRecord["answer"], now: number): Change => ({
  op: "put",
  expect: "absent",
  record: { kind: "request", version: 1, ...keyed, answer, expires: Math.floor(now / 1000) + keptSeconds },
});

/** @throws FarthingError `idempotency_key_reused`. */
export async function earlierRequest(
  { store, ledger }: Context,
  { id, digest }: Keyed,
): Promise<RequestRecord | undefined> {
  const earlier = await store.getKept(ledger, "request", id);
  if (earlier !== undefined && earlier.digest !== digest) {
    throw new FarthingError(
      "idempotency_key_reused",
      "This Idempotency-Key was used for a request with other content: use a new one for each request.",
    );
  }
  return earlier;
}

/** A write and its repeats. */
export interface Write<Value> {
  /** Names the record, where the operation's path does. */
  path: string;
  /** The whole content, by which the same request is told from another. */
  input: unknown;
  /** Reads what it needs and says what to change; called anew for each try. */
  plan(): Promise<Plan<Value>>;
  /** Finds the answer of an earlier request with the same key. */
  recall(answer: RequestRecord["answer"]): Promise<Value>;
  /** Looks, when the plan failed, for an earlier request that needs no key to be known by. */
  already?: (() => Promise<Value | undefined>) | undefined;
}

/**
 * Carries out a write: all of its changes or none, once for each idempotency key, and anew from what is there then where another
 * write came first.
 * @throws FarthingError `idempotency_key_reused`; `amount_overflow`; `conflict` when others won every try.
 */
export async function write<Value>(
  context: Context,
  { path, input, plan, recall, already }: Write<Value>,
): Promise<Written<Value>> {
  const { store, ledger, clock, options, now } = context;
  const keyed = keyOf(context, path, input);
  for (let tries = 1; ; tries += 1) {
    throwIfAborted(options.signal);
    try {
      const { changes, value, answer } = await plan();
      const remembered = keyed === undefined ? [] : [rememberRequest(keyed, answer, now)];
      if (changes.length + remembered.length > 0) await store.commit(ledger, [...changes, ...remembered]);
      return { value, replayed: false };
    } catch (error) {
      const earlier = keyed && (await earlierRequest(context, keyed));
      if (earlier !== undefined) return { value: await recall(earlier.answer), replayed: true };
      const value = await already?.();
      if (value !== undefined) return { value, replayed: true };
      if (!(error instanceof CommitRefused)) throw error;
      if (error.reason === "overflow") {
        throw new FarthingError(
          "amount_overflow",
          "With it the month's income or expense would pass 15 000 000 000 000 minor units.",
          { cause: error },
        );
      }
      if (tries === triesMax) {
        throw new FarthingError("conflict", "Other changes came first each time: send it again.", {
          cause: error,
          retryAfterSeconds: 1,
        });
      }
      await clock.sleep(Math.floor(2 ** Math.min(tries, 6) * fraction(context)));
    }
  }
}

/** Jitter from the world's own randomness, 0 … 1. */
const fraction = ({ ids }: Context) => Number.parseInt(ids.random(4), 36) / 36 ** 4;

/** Recalls an answer that was kept itself. */
export const recallValue = async <Value>(answer: RequestRecord["answer"]): Promise<Value> =>
  ("value" in answer ? answer.value : undefined) as Value;
