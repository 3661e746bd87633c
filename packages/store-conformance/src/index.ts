export { describeLedger } from "./ledger/describe-ledger.ts";
export type { LedgerHarness, OpenedLedgers } from "./ledger/ledger-harness.ts";
export { describeLedgerStore } from "./store/describe-ledger-store.ts";
export type { StoreHarness, StoreUnderTest } from "./store/store-harness.ts";
