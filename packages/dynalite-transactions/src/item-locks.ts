/** Whose claim it is: a transaction's or that of a write of one item. */
type Holder = "transaction" | "write";

/** One who needs several items at once, and waits until it is first in the queue of each. */
interface Claim {
  keys: readonly string[];
  holder: Holder;
  begin: (release: () => void) => void;
  /** In how many queues somebody is ahead of it. */
  ahead: number;
}

export interface ItemLocks {
  /**
   * Calls `begin` once every key is free of earlier claims: at once when they all are. The keys are different ones.
   * A claim joins all its queues before another can join any, so two claims stand in the same order in every queue
   * that they share, and none can wait for each other.
   */
  claim(keys: readonly string[], holder: Holder, begin: (release: () => void) => void): void;
  /** Whether anyone holds the key. */
  isBusy(key: string): boolean;
  /** Whether a transaction holds the key. */
  isInTransaction(key: string): boolean;
}

export const createItemLocks = (): ItemLocks => {
  const queues = new Map<string, Claim[]>();

  const start = (claim: Claim) => {
    let held = true;
    claim.begin(() => {
      if (held) release(claim);
      held = false;
    });
  };

  const release = (claim: Claim) => {
    const ready: Claim[] = [];
    for (const key of claim.keys) {
      const queue = queues.get(key);
      queue?.shift();
      const next = queue?.[0];
      if (next === undefined) queues.delete(key);
      else if (--next.ahead === 0) ready.push(next);
    }
    for (const next of ready) start(next);
  };

  return {
    claim(keys, holder, begin) {
      const claim: Claim = { keys, holder, begin, ahead: 0 };
      for (const key of keys) {
        const queue = queues.get(key);
        if (queue === undefined) queues.set(key, [claim]);
        else {
          queue.push(claim);
          claim.ahead += 1;
        }
      }
      if (claim.ahead === 0) start(claim);
    },
    isBusy: (key) => queues.has(key),
    isInTransaction: (key) => queues.get(key)?.[0]?.holder === "transaction",
  };
};
