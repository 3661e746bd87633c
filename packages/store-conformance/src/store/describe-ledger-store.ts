import { describe, it } from "vitest";
import { storeChecks } from "./store-checks.ts";
import type { StoreHarness } from "./store-harness.ts";

/** Tests of every sentence of the store port, to be called in a test file of the store. */
export function describeLedgerStore(name: string, harness: StoreHarness): void {
  const patience = ((harness.seconds ?? 20) + 60) * 1000;
  describe(name, () => {
    for (const { about, checks } of storeChecks) {
      describe(about, () => {
        for (const { title, run } of checks) it(title, () => run(harness), patience);
      });
    }
  });
}
