import { fold } from "../text/fold.ts";
import { monthOfName } from "./month-names.ts";

/** Of these words alone the lines for totals and balances are made, in English, German, French, Spanish, Italian, Dutch and Portuguese. */
const sums =
  "total totals subtotal sum sums balance brought carried summe gesamt gesamtsumme saldo endsaldo anfangssaldo schlusssaldo kontostand " +
  "totaux solde saldos totale totali totaal eindsaldo beginsaldo totais somma suma soma";
const others =
  "sub grand opening closing beginning ending starting final initial previous new old available current forward start end as of at on to for from the and " +
  "number transactions rows items entries credit credits debit debits income expense expenses in out money paid amount amounts account period month statement " +
  "alter neuer vorheriger aktueller verfugbarer anfang ende zum am per vom bis der des umsatze umsatz einnahmen ausgaben buchungen " +
  "ancien nouveau initial au du le la des operations final inicial anterior actual disponible general al a de del di iniziale finale contabile " +
  "van tot per op bij af eind begin do em geral movimientos movimenti mutaties movimentos";

const sumWords = new Set(sums.split(" "));
const otherWords = new Set(others.split(" "));

const isPart = (word: string) => sumWords.has(word) || otherWords.has(word) || monthOfName(word) !== undefined;

/** Whether a cell is about a sum or a balance and nothing else: `Closing balance`, `Summe:`, `Solde au 30/11/2026`. */
function isTotal(cell: string): boolean {
  if (cell.length > 80) return false;
  const words = fold(cell).match(/\p{L}+/gu) ?? [];
  return words.some((word) => sumWords.has(word)) && words.every(isPart);
}

/** A total, a balance, the headings once more or blank cells: whatever it is, it is no row. */
export function isNoRow(cells: readonly string[], header: readonly string[] | null): boolean {
  const first = cells.find((cell) => cell.trim() !== "");
  if (first === undefined || isTotal(first)) return true;
  return header !== null && cells.length === header.length && cells.every((cell, column) => cell === header[column]);
}

/** Where the columns are by which rows are told from other lines. */
export interface RowShape {
  dateAt: number;
  moneyAt: readonly number[];
  header: readonly string[] | null;
}

/**
 * Whether a record is a row, good or bad, or a line that nobody takes for one. `perhaps` is a line without a date: a row where
 * rows with dates follow, else a closing word.
 *
 * @param dated whether its date cell holds a date in some order.
 */
export function kindOfRecord(
  cells: readonly string[],
  dated: boolean,
  { dateAt, moneyAt, header }: RowShape,
): "row" | "perhaps" | "none" {
  if (dated)
    return moneyAt.every((column) => (cells[column] ?? "").trim() === "") && cells.some(isTotal) ? "none" : "row";
  if (isNoRow(cells, header)) return "none";
  return /^\s*\d/.test(cells[dateAt] ?? "") ? "row" : "perhaps";
}
