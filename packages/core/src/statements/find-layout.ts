import { FarthingError, type ImportMapping } from "@farthing/contract";
import { type CsvRecord, createCsvReader, type Delimiter } from "../csv/create-csv-reader.ts";
import type { TextPiece } from "../csv/text-piece.ts";
import { looksLikeAmount } from "./amount-cell.ts";
import { splitDate } from "./date-cell.ts";
import { type Meaning, readHeading } from "./read-heading.ts";

/** How the lines of a file fall into rows and cells. */
export interface Layout {
  delimiter: Delimiter;
  /** The heading row, `null` for none. */
  header: CsvRecord | null;
  /** The line on which the rows begin. */
  firstLine: number;
  /** Cells of a row. */
  width: number;
  /** The rows at the beginning of the file. */
  rows: readonly CsvRecord[];
  delimiterEvidence: string;
  headerEvidence: string;
}

const delimiters: readonly Delimiter[] = [",", ";", "\t", "|"];
export const delimiterNames: Readonly<Record<Delimiter, string>> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "pipe",
};

/** So many rows are enough to tell the layout by. */
const ROWS_MAX = 150;

const isBlank = (record: CsvRecord) => record.fault === null && record.cells.every((cell) => cell.trim() === "");

const hasDate = (cells: readonly string[]) => cells.some((cell) => splitDate(cell) !== undefined);

/** Whether the cells hold a date and, beside it, an amount. */
function looksLikeRow({ cells, fault }: CsvRecord): boolean {
  if (fault !== null) return false;
  const dateAt = cells.findIndex((cell) => splitDate(cell) !== undefined);
  return dateAt >= 0 && cells.some((cell, at) => at !== dateAt && looksLikeAmount(cell));
}

/** The number that occurs most often, the larger of two; 0 for none. */
function mostFrequent(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].reduce(
    (best, one) => (one[1] > best[1] || (one[1] === best[1] && one[0] > best[0]) ? one : best),
    [0, 0],
  )[0];
}

const money: ReadonlySet<Meaning> = new Set(["amount", "moneyIn", "moneyOut"]);
const dates: ReadonlySet<Meaning> = new Set(["date", "bookingDate", "valueDate"]);

/** Whether the cells name columns of dates and money and hold neither. */
function namesColumns({ cells, fault }: CsvRecord): boolean {
  if (fault !== null || cells.length < 2 || hasDate(cells)) return false;
  const meanings = cells.map((cell) => readHeading(cell).map(({ meaning }) => meaning));
  const dateAt = meanings.findIndex((readings) => readings.some((meaning) => dates.has(meaning)));
  return (
    dateAt >= 0 && meanings.some((readings, at) => at !== dateAt && readings.some((meaning) => money.has(meaning)))
  );
}

interface Candidate {
  delimiter: Delimiter;
  records: readonly CsvRecord[];
  /** Rows with a date, an amount and the usual number of cells. */
  likely: readonly CsvRecord[];
  width: number;
  /** Whether a line names columns. */
  named: boolean;
  score: number;
}

function tryDelimiter(delimiter: Delimiter, head: TextPiece, whole: boolean): Candidate {
  const some = createCsvReader(delimiter)(head, whole);
  const records = (some.length > 0 ? some : createCsvReader(delimiter)(head, true))
    .filter((record) => !isBlank(record))
    .slice(0, ROWS_MAX);
  const rows = records.filter(looksLikeRow);
  const width = mostFrequent((rows.length > 0 ? rows : records).map(({ cells }) => cells.length));
  const likely = rows.filter(({ cells }) => cells.length === width);
  const named = records.some(namesColumns);
  // Rows that read as rows are the best proof, headings the second best, and then how many cells there are.
  return {
    delimiter,
    records,
    likely,
    width,
    named,
    score: likely.length * 10_000 + (named ? 5_000 : 0) + Math.min(width, 1000),
  };
}

/** A heading row in words we don't know: right above the rows, as wide as they, with neither dates nor amounts. */
function unknownHeader({ records, likely, width }: Candidate): CsvRecord | undefined {
  const above = records[records.indexOf(likely[0] as CsvRecord) - 1];
  if (above === undefined || above.fault !== null || above.cells.length !== width) return undefined;
  const filled = above.cells.filter((cell) => cell.trim() !== "");
  return filled.length >= 2 && !hasDate(filled) && !filled.some(looksLikeAmount) ? above : undefined;
}

function findHeader(
  candidate: Candidate,
  given: ImportMapping["headerLine"],
): { header: CsvRecord | null; evidence: string } {
  const { records, likely } = candidate;
  if (given === null) return { header: null, evidence: "As asked for" };
  if (given !== undefined) {
    const header = records.find(({ line }) => line === given);
    if (header === undefined || header.fault !== null) {
      throw new FarthingError("not_importable", `mapping.headerLine is ${given}, but no row begins on line ${given}.`);
    }
    return { header, evidence: "As asked for" };
  }
  const named = records.find(namesColumns);
  if (named !== undefined) return { header: named, evidence: `Line ${named.line} names columns of dates and amounts` };
  const unknown = unknownHeader(candidate);
  if (unknown !== undefined)
    return {
      header: unknown,
      evidence: `Line ${unknown.line} holds neither date nor amount, the rows below hold both`,
    };
  const first = likely[0];
  return {
    header: null,
    evidence: first === undefined ? "No line names columns" : `Line ${first.line} already holds a date and an amount`,
  };
}

/** Tells from the beginning of a file what stands between its cells, which line names its columns and where its rows begin. */
export function findLayout(head: TextPiece, whole: boolean, given: ImportMapping): Layout {
  const candidates = (given.delimiter === undefined ? delimiters : [given.delimiter]).map((delimiter) =>
    tryDelimiter(delimiter, head, whole),
  );
  const best = candidates.reduce((a, b) => (b.score > a.score ? b : a));
  const { delimiter, records, likely, width, named } = best;
  if (candidates.some((one) => one.records.length === 0))
    throw new FarthingError("not_importable", "The file is empty.");
  const unreadable = candidates.find((one) => one.records.every((record) => record.fault !== null))?.records[0];
  if (unreadable?.fault && !named && likely.length === 0) {
    throw new FarthingError("not_importable", `Line ${unreadable.line} can't be read: ${unreadable.fault.reason}.`);
  }
  const { header, evidence } = findHeader(best, given.headerLine);
  const begun = records.findIndex((record) =>
    header === null ? record.cells.length === width : record.line > header.line,
  );
  const rows = begun < 0 ? [] : records.slice(begun);
  const alike = rows.filter(({ cells }) => cells.length === width).length;
  return {
    delimiter,
    header,
    firstLine: rows[0]?.line ?? (header === null ? 1 : header.line + 1),
    // Most rows may have an empty cell more than there are headings.
    width: header === null ? width : Math.max(header.cells.length, likely.length * 2 > rows.length ? width : 0),
    rows,
    delimiterEvidence:
      given.delimiter !== undefined
        ? "As asked for"
        : `${alike} of the first ${rows.length} rows have ${width} cells${header === null ? "" : `, the headings ${header.cells.length}`}`,
    headerEvidence: evidence,
  };
}
