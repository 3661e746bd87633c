import type { LedgerStore } from "@farthing/core";

/** What a process says that dies. */
export const died = "The process is gone.";

/** A store whose process dies with the commit of that number, counted from 0: before it has happened, or before it was answered. */
export function dyingStore(store: LedgerStore, at: number, when: "before" | "after"): LedgerStore {
  let commits = 0;
  return {
    ...store,
    async commit(ledger, changes) {
      const number = commits;
      commits += 1;
      if (number === at && when === "after") await store.commit(ledger, changes);
      if (number >= at) throw new Error(died);
      return store.commit(ledger, changes);
    },
  };
}
