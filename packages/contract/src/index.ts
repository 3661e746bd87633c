export type { Category, CategoryChange, NewCategory } from "./category.ts";
export type { ErrorCode, ErrorKind, ServerErrorCode } from "./error-codes.ts";
export { clientErrorCodes, errorCodes, repeatableCodes } from "./error-codes.ts";
export type { FarthingErrorOptions, Fault, Problem } from "./farthing-error.ts";
export { FarthingError } from "./farthing-error.ts";
export type {
  ColumnRole,
  FileEncoding,
  Import,
  ImportChoice,
  ImportDecision,
  ImportFault,
  ImportFormat,
  ImportMapping,
  ImportPreview,
  ImportSource,
  JobProgress,
  NewImport,
  PreviewQuery,
  PreviewRow,
} from "./import.ts";
export type { CallOptions, ChangeOptions, JobOptions, Ledger, WriteOptions } from "./ledger.ts";
export type { Operation, OperationName } from "./operations.ts";
export { assembleLedger } from "./operations.ts";
export type { Route } from "./routes.ts";
export { operationNames, routes } from "./routes.ts";
export type { Settings, SettingsChange } from "./settings.ts";
export type {
  CategoriesQuery,
  CategoryTotals,
  DaysQuery,
  DayTotals,
  Items,
  MonthTotals,
  TotalsDifference,
  Verification,
} from "./totals.ts";
export type {
  NewTransaction,
  Transaction,
  TransactionBatch,
  TransactionBatchResult,
  TransactionBulk,
  TransactionBulkResult,
  TransactionChange,
  TransactionExport,
  TransactionFilter,
  TransactionQuery,
  TransactionTotals,
  TransactionTotalsQuery,
  Undone,
} from "./transaction.ts";
export type {
  Amount,
  CalendarDate,
  CategoryId,
  DateRange,
  Id,
  Instant,
  Month,
  MonthRange,
  Page,
  Sum,
  TransactionType,
  Undoable,
  Version,
} from "./words.ts";
