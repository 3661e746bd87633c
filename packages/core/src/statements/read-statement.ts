import type { TransactionType } from "@farthing/contract";
import type { CsvRecord } from "../csv/create-csv-reader.ts";
import { explainAmount, isInCurrency, readAmount } from "./amount-cell.ts";
import { explainDate, isDate, readDate } from "./date-cell.ts";
import { typeOfDirection } from "./direction-words.ts";
import { kindOfRecord } from "./kind-of-record.ts";
import { readOwnRow } from "./own-export.ts";
import { quoteCell } from "./quote-cell.ts";
import { statementRecords } from "./statement-records.ts";
import type { RowFault, StatementEntry, StatementRow } from "./statement-row.ts";
import type { StatementTerms } from "./statement-terms.ts";
import type { StatementSurvey } from "./survey-statement.ts";
import { cutText, splitText, tidyCell } from "./tidy-cell.ts";

const DESCRIPTION_MAX = 200;
const NOTE_MAX = 1000;
const LABEL_MAX = 60;
const TAGS_MAX = 10;
const TAG_MAX = 40;

const NO_DESCRIPTION = "No description";

type ReadRow = (record: CsvRecord) => StatementEntry | undefined;

/** Remembers the last answer: in a statement many a cell is the same as in the row before. */
function rememberLast<Answer>(read: (cell: string) => Answer): (cell: string) => Answer {
  let last = "";
  let answer = read(last);
  return (cell) => {
    if (cell !== last) {
      answer = read(cell);
      last = cell;
    }
    return answer;
  };
}

/** Text cells of the given columns, tidied, without repetitions, joined by a blank. */
function joinCells(cells: readonly string[], columns: readonly number[]): string {
  if (columns.length === 1) return tidyCell(cells[columns[0] as number] ?? "");
  const parts = columns.map((column) => tidyCell(cells[column] ?? "")).filter((part) => part !== "");
  return parts.filter((part, index) => parts.indexOf(part) === index).join(" ");
}

const readTags = (cell: string): string[] =>
  [...new Set(cell.split(/[;,]/).map((tag) => cutText(tidyCell(tag), TAG_MAX)))]
    .filter((tag) => tag !== "")
    .slice(0, TAGS_MAX);

function readBankRow(survey: StatementSurvey, { currency, decimals }: StatementTerms): ReadRow {
  const { columns, dateOrder, decimal } = survey.mapping;
  const format = { decimal, currency, decimals };
  const all = (role: string) => columns.flatMap((one, column) => (one === role ? [column] : []));
  const at = (role: string) => columns.findIndex((one) => one === role);
  const [dateAt, amountAt, inAt, outAt, directionAt] = [
    at("date"),
    at("amount"),
    at("moneyIn"),
    at("moneyOut"),
    at("direction"),
  ] as const;
  const [currencyAt, accountAt, categoryAt, tagsAt, idAt] = [
    at("currency"),
    at("account"),
    at("category"),
    at("tags"),
    at("bankId"),
  ] as const;
  const moneyAt = [amountAt, inAt, outAt].filter((column) => column >= 0).sort((a, b) => a - b);
  const shape = { dateAt, moneyAt, header: survey.header };
  const descriptions = all("description");
  const notes = all("note");
  const date = rememberLast((cell) => readDate(cell, dateOrder));
  const typeOf = rememberLast(typeOfDirection);
  const inLedgersCurrency = rememberLast((cell) => isInCurrency(cell, currency));
  const label = rememberLast((cell) => cutText(tidyCell(cell), LABEL_MAX) || null);

  function extraCells(cells: readonly string[]): RowFault | undefined {
    const extra = cells.findIndex((cell, column) => column >= columns.length && cell.trim() !== "");
    if (extra < 0) return undefined;
    return {
      column: extra + 1,
      reason: `The row has ${cells.length} cells instead of ${columns.length}: a delimiter within a text needs quotes around it`,
    };
  }

  /** The amount with its sign, or why there is none. */
  function money(cells: readonly string[]): number | RowFault {
    if (amountAt < 0) return moneyOfPair(cells);
    const cell = cells[amountAt] ?? "";
    const amount = readAmount(cell, format);
    if (Number.isNaN(amount)) return { column: amountAt + 1, reason: explainAmount(cell, format) };
    if (amount === 0) return { column: amountAt + 1, reason: "The amount is zero" };
    if (directionAt < 0) return amount;
    const direction = cells[directionAt] ?? "";
    const type: TransactionType | undefined = typeOf(direction);
    if (type !== undefined) return type === "income" ? Math.abs(amount) : -Math.abs(amount);
    const reason =
      direction.trim() === ""
        ? "The direction is missing"
        : `${quoteCell(direction)} says neither money in nor money out`;
    return { column: directionAt + 1, reason };
  }

  /** Of two columns the one that isn't empty or zero; there it doesn't matter whether it has a minus. */
  function moneyOfPair(cells: readonly string[]): number | RowFault {
    let found = 0;
    let used = false;
    for (const column of [inAt, outAt]) {
      const cell = column < 0 ? "" : (cells[column] ?? "").trim();
      if (cell === "") continue;
      const amount = readAmount(cell, format);
      if (Number.isNaN(amount)) {
        if (/^[-–—.]+$/.test(cell)) continue;
        return { column: column + 1, reason: explainAmount(cell, format) };
      }
      used = true;
      if (amount === 0) continue;
      if (found !== 0) return { column: column + 1, reason: "The row has both money in and money out" };
      found = column === inAt ? Math.abs(amount) : -Math.abs(amount);
    }
    if (found !== 0) return found;
    return { column: (moneyAt[0] ?? 0) + 1, reason: used ? "The amount is zero" : "The amount is missing" };
  }

  function texts(cells: readonly string[]) {
    const long = joinCells(cells, descriptions);
    const described =
      long || survey.spare.map((column) => tidyCell(cells[column] ?? "")).find((text) => text !== "") || NO_DESCRIPTION;
    const [description, rest] = splitText(described, DESCRIPTION_MAX);
    const noted = notes.length === 0 ? "" : joinCells(cells, notes);
    const note = cutText(rest === "" ? noted : noted === "" ? rest : `${rest}\n${noted}`, NOTE_MAX);
    const tags = tagsAt < 0 ? [] : readTags(cells[tagsAt] ?? "");
    return { description, note, tags };
  }

  return ({ line, cells, fault }) => {
    if (fault !== null) return { line, fault, partial: {} };
    const dateCell = cells[dateAt] ?? "";
    const when = date(dateCell);
    const amount = money(cells);
    if (when === undefined || typeof amount !== "number") {
      const kind = kindOfRecord(cells, when !== undefined || isDate(dateCell), shape);
      if (kind === "none" || (kind === "perhaps" && line > survey.lastLine)) return undefined;
    }
    let wrong = cells.length > columns.length ? extraCells(cells) : undefined;
    if (when === undefined) wrong ??= { column: dateAt + 1, reason: explainDate(dateCell, dateOrder) };
    if (typeof amount !== "number") wrong ??= amount;
    const inCurrency = currencyAt < 0 || inLedgersCurrency(cells[currencyAt] ?? "") === true;
    if (!inCurrency)
      wrong ??= {
        column: currencyAt + 1,
        reason: `The row is in ${quoteCell(cells[currencyAt] ?? "")}, the ledger in ${currency}`,
      };
    const { description, note, tags } = texts(cells);
    const account = accountAt < 0 ? null : label(cells[accountAt] ?? "");
    const category = categoryAt < 0 ? null : cutText(tidyCell(cells[categoryAt] ?? ""), LABEL_MAX) || null;
    const bankId = idAt < 0 ? null : tidyCell(cells[idAt] ?? "") || null;
    if (wrong === undefined && when !== undefined && typeof amount === "number") {
      const type: TransactionType = amount > 0 ? "income" : "expense";
      const row: StatementRow = {
        date: when,
        type,
        amount: Math.abs(amount),
        description,
        note,
        tags,
        account,
        category,
        bankId,
        id: null,
      };
      return { line, row };
    }
    const partial: Partial<StatementRow> = { description, note, tags, account, category, bankId, id: null };
    if (when !== undefined) partial.date = when;
    if (typeof amount === "number" && inCurrency) {
      partial.type = amount > 0 ? "income" : "expense";
      partial.amount = Math.abs(amount);
    }
    return { line, fault: wrong as RowFault, partial };
  };
}

/**
 * The second pass over a bank file: its rows in order, good and bad ones, in batches. Reads the file as the survey says and is
 * given the same terms. Gives as many entries as the survey counted rows.
 */
export async function* readStatement(
  file: Blob,
  survey: StatementSurvey,
  terms: StatementTerms,
): AsyncGenerator<readonly StatementEntry[]> {
  const { mapping, firstLine } = survey;
  const own = { decimal: mapping.decimal, currency: terms.currency, decimals: terms.decimals };
  const readRow: ReadRow =
    survey.format === "farthing-csv" ? (record) => readOwnRow(record, own) : readBankRow(survey, terms);
  for await (const records of statementRecords(file, { ...mapping, firstLine }, terms.breathe)) {
    const entries: StatementEntry[] = [];
    for (const record of records) {
      const entry = readRow(record);
      if (entry !== undefined) entries.push(entry);
    }
    if (entries.length > 0) yield entries;
  }
}
