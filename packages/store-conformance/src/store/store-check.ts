import type { LedgerStore } from "@farthing/core";
import type { StoreHarness, StoreUnderTest } from "./store-harness.ts";

/** One promise of the store port, and what holds a store to it: throws where the store breaks it. */
export interface StoreCheck {
  title: string;
  run(harness: StoreHarness): Promise<void>;
}

/** Promises about one thing. */
export interface StoreChecks {
  about: string;
  checks: readonly StoreCheck[];
}

/** A check on a fresh store. */
export const check = (
  title: string,
  body: (store: LedgerStore, under: StoreUnderTest) => Promise<void>,
): StoreCheck => ({
  title,
  async run(harness) {
    const under = await harness.create();
    try {
      await body(under.store, under);
    } finally {
      await under.destroy();
    }
  },
});
