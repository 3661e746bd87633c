export type { FaultOptions, InjectableClient, SentRequests } from "./faults/inject-faults.ts";
export { injectFaults } from "./faults/inject-faults.ts";
export type { Fault, FaultKind, FaultPlan, FaultRates } from "./faults/plan-faults.ts";
export { faultKinds, planFaults } from "./faults/plan-faults.ts";
export { describeLedger } from "./ledger/describe-ledger.ts";
export type { LedgerHarness, OpenedLedgers } from "./ledger/ledger-harness.ts";
export { describeLedgerStore } from "./store/describe-ledger-store.ts";
export type { StoreHarness, StoreUnderTest } from "./store/store-harness.ts";
