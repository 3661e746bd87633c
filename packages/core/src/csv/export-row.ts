import type { CalendarDate, TransactionType } from "@farthing/contract";
import { formatDecimal } from "../money/format-decimal.ts";
import { formatCsvRow } from "./format-csv-row.ts";
import { guardFormula } from "./formula-guard.ts";
import { joinTags } from "./join-tags.ts";

/** The columns of our own export, in this order: its first line is these names and nothing else. */
export const exportColumns = [
  "date",
  "type",
  "amount",
  "currency",
  "category",
  "description",
  "note",
  "tags",
  "account",
  "id",
] as const;

export interface ExportRow {
  date: CalendarDate;
  type: TransactionType;
  /** In minor units. */
  amount: number;
  /** The category's name; `""` for none. */
  category: string;
  description: string;
  note: string;
  tags: readonly string[];
  account: string;
  id: string;
}

/** The first line of our own export. */
export const exportHeader = formatCsvRow(exportColumns);

/** One line of our own export. */
export const formatExportRow = (row: ExportRow, currency: { code: string; decimals: number }): string =>
  formatCsvRow([
    row.date,
    row.type,
    formatDecimal(row.amount, currency.decimals),
    currency.code,
    guardFormula(row.category),
    guardFormula(row.description),
    guardFormula(row.note),
    guardFormula(joinTags(row.tags)),
    guardFormula(row.account),
    row.id,
  ]);
