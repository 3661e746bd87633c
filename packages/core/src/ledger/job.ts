import { FarthingError } from "@farthing/contract";
import { CommitRefused } from "../commit/commit-refused.ts";
import type { Change, Expect } from "../ports/ledger-store.ts";
import type { BulkRecord, ImportRecord } from "../ports/records.ts";
import { type Context, instant } from "./context.ts";

type JobState = ImportRecord | BulkRecord;

/** A job that hasn't written for so long has been interrupted. */
const INTERRUPTED_MS = 60_000;

export const isBusy = ({ state, advancedAt }: JobState, now: number) =>
  (state === "running" || state === "undoing") && Date.parse(advancedAt) + INTERRUPTED_MS > now;

export const inProgress = (what: string) =>
  new FarthingError("request_in_progress", `${what}: wait until it is done.`, { retryAfterSeconds: 5 });

/** A job's record while the job writes: every commit moves it on, so that two can't write at once. */
export interface Job<State extends JobState> {
  readonly record: State;
  /**
   * Commits changes with the record moved on by `progress`. @throws CommitRefused where one of the changes doesn't hold.
   * @throws FarthingError `conflict` when another call took the job over.
   */
  advance(changes: readonly Change[], progress: Partial<State>): Promise<void>;
  /** Lets anybody take the job over at once. */
  letGo(): Promise<void>;
}

/** Takes up a job whose record is at `expect` in the store. */
export function openJob<State extends JobState>(
  { store, ledger, clock }: Context,
  first: State,
  expect: Expect,
): Job<State> {
  let record = first;
  let stored = expect;

  async function advance(changes: readonly Change[], progress: Partial<State>): Promise<void> {
    const version = stored === "absent" ? 1 : stored + 1;
    const next: State = { ...record, advancedAt: instant(clock.now()), ...progress, version };
    try {
      await store.commit(ledger, [...changes, { op: "put", record: next, expect: stored }]);
    } catch (error) {
      if (error instanceof CommitRefused && error.change === changes.length) {
        throw new FarthingError("conflict", "Another call took this over meanwhile.", { cause: error });
      }
      throw error;
    }
    record = next;
    stored = version;
  }

  return {
    get record() {
      return record;
    },
    advance,
    letGo: () => advance([], { advancedAt: instant(0) } as Partial<State>),
  };
}
