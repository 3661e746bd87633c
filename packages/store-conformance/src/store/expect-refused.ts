import { type Change, CommitRefused, type LedgerId, type LedgerStore } from "@farthing/core";
import { expect } from "vitest";

/** What became of a commit: how it was refused, or nothing where it was made. Throws what isn't a refusal. */
export const refusalOf = (committed: Promise<void>): Promise<CommitRefused | undefined> =>
  committed.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof CommitRefused) return error;
      throw error;
    },
  );

/** Sees to it that a commit is refused, and which of its changes is to blame. */
export async function expectRefused(
  store: LedgerStore,
  ledger: LedgerId,
  changes: readonly Change[],
  blame: { change: number; reason?: "expectation" | "overflow" },
): Promise<void> {
  const refusal = await refusalOf(store.commit(ledger, changes));
  expect(refusal, "the commit should have been refused").toBeInstanceOf(CommitRefused);
  expect({ change: refusal?.change, reason: refusal?.reason, code: refusal?.code }).toEqual({
    change: blame.change,
    reason: blame.reason ?? "expectation",
    code: blame.reason === "overflow" ? "amount_overflow" : "conflict",
  });
}
