import { setImmediate } from "node:timers";
import { CommitRefused, type LedgerId } from "@farthing/core";
import { type LedgerNumbers, NO_LEDGER } from "./ledger-numbers.ts";
import type { Step } from "./prepare-change.ts";
import type { SqliteDriver } from "./sqlite-driver.ts";
import { transact } from "./transact.ts";

/** A commit that waits for its turn. */
export interface WaitingCommit {
  ledger: LedgerId;
  changes: number;
  steps: readonly Step[];
  resolve(): void;
  reject(error: unknown): void;
}

/** Commits of the same turn of the event loop, made in one transaction: they share the one wait for the disk. */
export interface GroupCommits {
  add(commit: WaitingCommit): void;
  /** Makes all that wait, now. */
  finish(): void;
}

/** Others have their turn after so many changes. */
const changesMax = 1000;

export function createGroupCommits(db: SqliteDriver, numbers: LedgerNumbers): GroupCommits {
  const waiting: WaitingCommit[] = [];

  /** Makes a commit wholly or, where it is refused, not at all: it looks at every change before it writes the first. */
  function make({ ledger, steps, resolve, reject }: WaitingCommit): () => void {
    try {
      const known = numbers.find(ledger);
      const writes = steps.map((step) => step(db, known));
      const number = known === NO_LEDGER ? numbers.make(ledger) : known;
      for (const write of writes) write(number);
      return resolve;
    } catch (error) {
      if (!(error instanceof CommitRefused)) throw error;
      return () => reject(error);
    }
  }

  /** A transaction that fails is made again commit by commit, so that the one to blame fails alone. */
  function makeTogether(group: readonly WaitingCommit[]): void {
    try {
      const answers = transact(db, () => group.map(make));
      for (const answer of answers) answer();
    } catch (error) {
      numbers.forget();
      if (group.length > 1) for (const commit of group) makeTogether([commit]);
      else group[0]?.reject(error);
    }
  }

  function takeGroup(): WaitingCommit[] {
    let changes = 0;
    const next = waiting.findIndex((commit, place) => {
      changes += commit.changes;
      return place > 0 && changes > changesMax;
    });
    return waiting.splice(0, next === -1 ? waiting.length : next);
  }

  function takeTurn(): void {
    if (waiting.length === 0) return;
    makeTogether(takeGroup());
    if (waiting.length > 0) setImmediate(takeTurn);
  }

  return {
    add(commit) {
      if (waiting.length === 0) setImmediate(takeTurn);
      waiting.push(commit);
    },
    finish() {
      while (waiting.length > 0) makeTogether(takeGroup());
    },
  };
}
