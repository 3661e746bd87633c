import type { OperationName } from "@farthing/contract";
import { createCategory } from "./categories/create-category.ts";
import { deleteCategory } from "./categories/delete-category.ts";
import { getCategory } from "./categories/get-category.ts";
import { listCategories } from "./categories/list-categories.ts";
import { updateCategory } from "./categories/update-category.ts";
import type { Context } from "./context.ts";
import { createImport } from "./imports/create-import.ts";
import { getImport } from "./imports/get-import.ts";
import { listImports } from "./imports/list-imports.ts";
import { previewImport } from "./imports/preview-import.ts";
import { undoImport } from "./imports/undo-import.ts";
import { rebuild, verify } from "./maintenance/verify.ts";
import { reportCategories } from "./reports/report-categories.ts";
import { reportDays } from "./reports/report-days.ts";
import { reportMonths } from "./reports/report-months.ts";
import { getSettings } from "./settings/get-settings.ts";
import { updateSettings } from "./settings/update-settings.ts";
import { batchTransactions } from "./transactions/batch-transactions.ts";
import { bulkTransactions } from "./transactions/bulk-transactions.ts";
import { createTransaction } from "./transactions/create-transaction.ts";
import { deleteTransaction } from "./transactions/delete-transaction.ts";
import { exportTransactions } from "./transactions/export-transactions.ts";
import { getTransaction } from "./transactions/get-transaction.ts";
import { listTransactions } from "./transactions/list-transactions.ts";
import { totalTransactions } from "./transactions/total-transactions.ts";
import { updateTransaction } from "./transactions/update-transaction.ts";
import { undo } from "./undo/undo.ts";

/** What carries out each operation, given its checked input. */
export const handlers: Readonly<Record<OperationName, (context: Context, input: never) => unknown>> = {
  "settings.get": getSettings,
  "settings.update": updateSettings,
  "categories.list": listCategories,
  "categories.create": createCategory,
  "categories.get": getCategory,
  "categories.update": updateCategory,
  "categories.delete": deleteCategory,
  "transactions.create": createTransaction,
  "transactions.batch": batchTransactions,
  "transactions.bulk": bulkTransactions,
  "transactions.list": listTransactions,
  "transactions.totals": totalTransactions,
  "transactions.export": exportTransactions,
  "transactions.get": getTransaction,
  "transactions.update": updateTransaction,
  "transactions.delete": deleteTransaction,
  "imports.preview": previewImport,
  "imports.create": createImport,
  "imports.list": listImports,
  "imports.get": getImport,
  "imports.undo": undoImport,
  "reports.months": reportMonths,
  "reports.categories": reportCategories,
  "reports.days": reportDays,
  "maintenance.verify": verify,
  "maintenance.rebuild": rebuild,
  undo,
};
