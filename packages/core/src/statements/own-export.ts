import type { ColumnRole, ImportMapping } from "@farthing/contract";
import type { CsvRecord } from "../csv/create-csv-reader.ts";
import { exportColumns, exportHeader } from "../csv/export-row.ts";
import { unguardFormula } from "../csv/formula-guard.ts";
import { splitTags } from "../csv/join-tags.ts";
import { isCalendarDate } from "../dates/calendar.ts";
import { codePoints, hasControls, tidyText } from "../text/tidy-text.ts";
import { type AmountFormat, explainAmount, readAmount } from "./amount-cell.ts";
import { explainDate } from "./date-cell.ts";
import { quoteCell } from "./quote-cell.ts";
import type { RowFault, StatementEntry, StatementRow } from "./statement-row.ts";

const roles: Readonly<Record<(typeof exportColumns)[number], ColumnRole>> = {
  date: "date",
  type: "direction",
  amount: "amount",
  currency: "currency",
  category: "category",
  description: "description",
  note: "note",
  tags: "tags",
  account: "account",
  id: "bankId",
};

/** How our own export is to be read. */
export const ownMapping = {
  delimiter: ",",
  headerLine: 1,
  dateOrder: "ymd",
  decimal: ".",
  columns: exportColumns.map((column) => roles[column]),
} as const;

/** Whether a text begins with exactly the header of our own export, and nothing in `mapping` wants it read otherwise. */
export function isOwnExport(text: string, mapping: ImportMapping): boolean {
  const header = exportHeader.trimEnd();
  const agrees = (["delimiter", "headerLine", "dateOrder", "decimal"] as const).every(
    (member) => mapping[member] === undefined || mapping[member] === ownMapping[member],
  );
  const columns = mapping.columns === undefined || mapping.columns.join() === ownMapping.columns.join();
  return agrees && columns && text.startsWith(header) && /^(?:[\r\n]|$)/.test(text.slice(header.length));
}

const isTransactionId = (id: string) =>
  /^\d{8}-[0-9a-z]{16,26}$/.test(id) && isCalendarDate(id.replace(/^(....)(..)(..).*/, "$1-$2-$3"));

/** Reads a row of our own export exactly as it was written: no white space is folded, ids are kept. */
export function readOwnRow({ line, cells, fault }: CsvRecord, format: AmountFormat): StatementEntry {
  const faults: RowFault[] = fault === null ? [] : [fault];
  const fail = (column: (typeof exportColumns)[number], reason: string) => {
    faults.push({ column: exportColumns.indexOf(column) + 1, reason });
    return undefined;
  };
  const [date = "", type = "", amount = "", currency = "", ...rest] = cells;
  const [category = "", description = "", note = "", tagged = "", account = ""] = rest.map((cell) =>
    unguardFormula(tidyText(cell)),
  );
  const id = rest[5] ?? "";

  function text(
    column: "category" | "description" | "note" | "account",
    value: string,
    max: number,
  ): string | undefined {
    if (hasControls(value, column === "note")) return fail(column, `The ${column} holds control characters`);
    return value.length > max && codePoints(value) > max
      ? fail(column, `The ${column} is longer than ${max} characters`)
      : value;
  }

  if (fault === null && cells.length !== exportColumns.length) {
    faults.push({ column: null, reason: `The row has ${cells.length} cells instead of ${exportColumns.length}` });
  }
  const minor = readAmount(amount, format);
  const tags = splitTags(tagged);
  const row = {
    date: isCalendarDate(date) ? date : fail("date", explainDate(date, "ymd")),
    type:
      type === "income" || type === "expense" ? type : fail("type", `${quoteCell(type)} is neither income nor expense`),
    amount:
      minor > 0
        ? minor
        : fail(
            "amount",
            Number.isNaN(minor)
              ? explainAmount(amount, format)
              : "The amount must be above zero: the type says which way it went",
          ),
    category: text("category", category, 60) || null,
    description:
      description === "" ? fail("description", "The description is missing") : text("description", description, 200),
    note: text("note", note, 1000),
    tags:
      tags.length > 10 || tags.some((tag) => codePoints(tag) > 40 || hasControls(tag, false))
        ? fail("tags", "There may be ten tags of at most 40 characters")
        : tags,
    account: text("account", account, 60) || null,
    bankId: null,
    id: id === "" ? null : isTransactionId(id) ? id : fail("id", `${quoteCell(id)} isn't an id`),
  };
  if (currency !== format.currency)
    fail("currency", `The row is in ${quoteCell(currency)}, the ledger in ${format.currency}`);
  const [first] = faults;
  if (first === undefined) return { line, row: row as StatementRow };
  const known = Object.entries(row).filter(
    ([member, value]) => value !== undefined && (member !== "amount" || currency === format.currency),
  );
  return { line, fault: first, partial: Object.fromEntries(known) as Partial<StatementRow> };
}
