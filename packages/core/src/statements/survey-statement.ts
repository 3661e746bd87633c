import {
  type ColumnRole,
  FarthingError,
  type ImportDecision,
  type ImportFormat,
  type ImportMapping,
} from "@farthing/contract";
import { decodeText, PIECE_BYTES, readBytes, UndecodableText } from "../csv/decode-text.ts";
import { exportColumns } from "../csv/export-row.ts";
import { textPiece } from "../csv/text-piece.ts";
import { checkFound, checkGiven } from "./check-columns.ts";
import { columnFacts } from "./column-facts.ts";
import { type Columns, describeColumns, findColumns } from "./find-columns.ts";
import { delimiterNames, findLayout, type Layout } from "./find-layout.ts";
import { isNoRow } from "./kind-of-record.ts";
import { refuseOtherBytes, refuseOtherText } from "./other-formats.ts";
import { isOwnExport, ownMapping } from "./own-export.ts";
import { quoteCell } from "./quote-cell.ts";
import { statementRecords } from "./statement-records.ts";
import type { StatementTerms } from "./statement-terms.ts";
import { type ToldEncoding, tellEncoding } from "./tell-encoding.ts";
import { cutText } from "./tidy-cell.ts";
import { witnessDecimalSign } from "./witness-decimal-sign.ts";
import { type Witnessed, witnessRows } from "./witness-rows.ts";

type FullMapping = { readonly [Member in keyof ImportMapping]-?: Exclude<ImportMapping[Member], undefined> };

/** How a bank file is to be read, told from the whole of it. */
export interface StatementSurvey {
  format: ImportFormat;
  mapping: FullMapping;
  /** Cells of the heading row as they stand in the file; `null` when there is none. */
  header: readonly string[] | null;
  /** Cells of the first ten rows as they stand in the file, each cut behind 200 characters. */
  sample: readonly (readonly string[])[];
  decided: readonly ImportDecision[];
  /** `what` of those decisions that could as well be otherwise. */
  assumed: readonly ImportDecision["what"][];
  /** How many rows there are, bad ones included: as many as `readStatement` gives. */
  rows: number;
  /** The line on which the rows begin. */
  firstLine: number;
  /** The line of the last row with a date. What stands below without one are totals and closing words. */
  lastLine: number;
  /** Columns that describe a row which has no description: the first of them that isn't empty. */
  spare: readonly number[];
}

const HEAD_MAX = 16_384;
const SAMPLE_ROWS = 10;
const SAMPLE_CELL_MAX = 200;

const cutCells = (cells: readonly string[]) => cells.map((cell) => cutText(cell, SAMPLE_CELL_MAX));

/** The columns as the caller gives them, or as they are found. */
function decideColumns(layout: Layout, terms: StatementTerms): Columns {
  const { header, rows, width } = layout;
  const headings = header?.cells ?? null;
  const signs = witnessDecimalSign();
  for (const { cells, line } of rows) for (const cell of cells) signs.see(cell, line);
  const { chosen } = signs.decide(terms.locale, 3);
  const decimal = terms.mapping?.decimal ?? chosen;
  // A line of one cell tells nothing of columns: it is a closing word.
  const telling = rows.filter(({ cells }) => (cells.length > 1 || width === 1) && !isNoRow(cells, headings));
  const facts = columnFacts(telling, width, decimal, terms.currency);
  const found = findColumns(headings, facts);
  const given = terms.mapping?.columns;
  if (given === undefined) {
    checkFound(found.roles, headings, rows[0]?.cells ?? []);
    return found;
  }
  // Without rows it isn't seen how wide they are.
  checkGiven(given, rows.length === 0 ? Math.max(width, given.length) : width);
  const spare = found.spare.filter((column) => given[column] === "leaveOut");
  return { roles: given, spare, assumed: false };
}

async function surveyOwnExport(
  file: Blob,
  { encoding }: ToldEncoding,
  terms: StatementTerms,
): Promise<StatementSurvey> {
  const mapping = { ...ownMapping, encoding };
  const sample: string[][] = [];
  let rows = 0;
  for await (const records of statementRecords(file, { ...mapping, firstLine: 2 }, terms.breathe)) {
    for (const { cells } of records) if (sample.length < SAMPLE_ROWS) sample.push(cutCells(cells));
    rows += records.length;
  }
  const evidence = "The first line is exactly that of an export";
  return {
    format: "farthing-csv",
    mapping,
    header: exportColumns,
    sample,
    decided: [{ what: "format", chosen: "Farthing's own export", evidence }],
    assumed: [],
    rows,
    firstLine: 2,
    lastLine: Number.MAX_SAFE_INTEGER,
    spare: [],
  };
}

/** Text to tell the layout from, and whether that is all there is. */
async function readHead(file: Blob, encoding: ToldEncoding["encoding"]): Promise<{ text: string; whole: boolean }> {
  for await (const { text } of decodeText(file, encoding)) {
    const lineEnd = text.length > HEAD_MAX ? text.lastIndexOf("\n", HEAD_MAX) + 1 : 0;
    return lineEnd > 0 ? { text: text.slice(0, lineEnd), whole: false } : { text, whole: file.size <= PIECE_BYTES };
  }
  return { text: "", whole: true };
}

/** Columns that were asked for must hold what they are said to hold, in one row at least. */
function checkReadable(columns: readonly ColumnRole[], { noDate, noAmount }: Witnessed): void {
  const unreadable = noDate ?? noAmount;
  if (unreadable === undefined) return;
  const { cell, line } = unreadable;
  const kind = noDate === undefined ? "amount" : "date";
  const roles = noDate === undefined ? 'the "amount", "moneyIn" or "moneyOut"' : 'the "date"';
  throw new FarthingError(
    "not_importable",
    `mapping.columns doesn't fit the file: not one ${kind} can be read, ${quoteCell(cell)} on line ${line} for one. Put ${roles} where it is among the ${columns.length} columns.`,
  );
}

async function surveyText(file: Blob, told: ToldEncoding, terms: StatementTerms): Promise<StatementSurvey> {
  const { encoding } = told;
  const { mapping = {}, breathe } = terms;
  const { text, whole } = await readHead(file, encoding);
  refuseOtherText(text);
  if (isOwnExport(text, mapping)) return surveyOwnExport(file, told, terms);

  const layout = findLayout(textPiece(text), whole, mapping);
  const { delimiter, firstLine } = layout;
  const header = layout.header?.cells ?? null;
  const columns = decideColumns(layout, terms);
  const witness = witnessRows(columns.roles, header, terms);
  for await (const records of statementRecords(file, { encoding, delimiter, firstLine }, breathe)) {
    for (const record of records) witness.see(record);
  }
  const seen = witness.conclude();
  if (mapping.columns !== undefined) checkReadable(mapping.columns, seen);
  const roles = columns.roles.map((role) =>
    role === "bankId" && !seen.idsDiffer && mapping.columns === undefined ? "leaveOut" : role,
  );
  const columnDecision = {
    chosen: roles.join(", "),
    evidence: mapping.columns === undefined ? describeColumns(roles, header) : "As asked for",
  };
  const above = (layout.header?.line ?? firstLine) - 1;
  const others = [above > 0 ? `${above} above` : "", seen.passedOver > 0 ? `${seen.passedOver} between or below` : ""]
    .filter(Boolean)
    .join(" and ");
  return {
    format: "csv",
    mapping: {
      encoding,
      delimiter,
      headerLine: layout.header?.line ?? null,
      dateOrder: seen.dateOrder,
      decimal: seen.decimal,
      columns: roles,
    },
    header,
    sample: layout.rows.slice(0, SAMPLE_ROWS).map(({ cells }) => cutCells(cells)),
    decided: [
      { what: "format", chosen: "CSV", evidence: "The file is text in lines and cells" },
      { what: "encoding", chosen: encoding, evidence: told.evidence },
      { what: "delimiter", chosen: delimiterNames[delimiter], evidence: layout.delimiterEvidence },
      {
        what: "header",
        chosen: layout.header === null ? "none" : `line ${layout.header.line}`,
        evidence: `${layout.headerEvidence}${others === "" ? "" : `; lines that are no rows: ${others}`}`,
      },
      { what: "columns", ...columnDecision },
      ...seen.decided,
    ],
    assumed: [...(columns.assumed ? (["columns"] as const) : []), ...seen.assumed],
    rows: seen.rows,
    firstLine,
    lastLine: seen.lastLine,
    spare: columns.spare,
  };
}

/** A word of the file's that is only right in Windows-1252. */
async function accentedWord(file: Blob): Promise<string> {
  const { text } = await readHead(file, "windows-1252");
  return /[\p{L}\p{N}]*[^\0-\x7f\s][\p{L}\p{N}]*/u.exec(text)?.[0].slice(0, 40) ?? "";
}

/**
 * The first of two passes over a bank file: streams it once and tells from its content how it is to be read. What `mapping`
 * gives isn't told but taken. Memory doesn't grow with the file.
 *
 * @throws FarthingError `not_importable` for a file that isn't delimited text, has no column of dates or amounts that can be
 * told, or doesn't agree with `mapping`: says what was seen and what to pass.
 */
export async function surveyStatement(file: Blob, terms: StatementTerms): Promise<StatementSurvey> {
  const head = await readBytes(file, 0, PIECE_BYTES);
  refuseOtherBytes(head);
  const told = tellEncoding(head, terms.mapping?.encoding);
  try {
    return await surveyText(file, told, terms);
  } catch (error) {
    if (told.certain || !(error instanceof UndecodableText)) throw error;
    const word = await accentedWord(file);
    const evidence = `Line ${error.line} isn't valid UTF-8${word === "" ? "" : `; in Windows-1252 it has ${quoteCell(word)}`}`;
    return surveyText(file, { encoding: "windows-1252", evidence, certain: true }, terms);
  }
}
