export { addToMonth } from "./commit/add-to-month.ts";
export { assertCommittable } from "./commit/assert-committable.ts";
export { CommitRefused } from "./commit/commit-refused.ts";
export { COMMIT_WEIGHT_MAX, MONTH_SUM_MAX, weigh } from "./commit/weigh.ts";
export type { Farthing, FarthingOptions, Outcome, PerformCall, PerformOptions } from "./create-farthing.ts";
export { createFarthing } from "./create-farthing.ts";
export { homeDate } from "./ledger/transactions/transaction-id.ts";
export type { Clock } from "./ports/clock.ts";
export type { Hash } from "./ports/hash.ts";
export type { IdSource } from "./ports/id-source.ts";
export type {
  Change,
  DueWork,
  Expect,
  Found,
  LedgerId,
  LedgerStore,
  TransactionPosition,
  TransactionRange,
} from "./ports/ledger-store.ts";
export type {
  CategoryKey,
  CategoryRecord,
  ForwardsRecord,
  GoneRecord,
  ImportRecord,
  JobRecord,
  KeptKind,
  KeptOf,
  KeptRecord,
  MonthRecord,
  RequestRecord,
  SettingsRecord,
  SmallRecord,
  StoreRecord,
  Sums,
  TransactionRecord,
  TransactionSlot,
  UndoRecord,
} from "./ports/records.ts";
export type { OperationSchema } from "./schemas/operations.ts";
export { operations } from "./schemas/operations.ts";
