import type { CsvRecord } from "../csv/create-csv-reader.ts";
import { currencyDecimals } from "../money/currencies.ts";
import { fold } from "../text/fold.ts";
import { type DecimalSign, looksLikeAmount, readAmount } from "./amount-cell.ts";
import { currenciesOfSign } from "./currency-signs.ts";
import { splitDate } from "./date-cell.ts";
import { typeOfDirection } from "./direction-words.ts";

/** What the first rows of a file show about one column. */
export interface ColumnFacts {
  filled: number;
  dates: number;
  amounts: number;
  negatives: number;
  /** Amounts written with decimals. */
  decimals: number;
  directions: number;
  currencies: number;
  distinct: number;
  /** Letters in all. */
  letters: number;
  /** Whether every cell is an id: no blanks, six characters or more, a digit among them. */
  ids: boolean;
  cells: readonly string[];
  /** Row by row in thousandths, NaN where there is no amount. */
  values: readonly number[];
}

/** Whether a cell names a currency, by its code or by a sign of its own. */
const namesCurrency = (cell: string): boolean =>
  currencyDecimals(cell.trim().toUpperCase()) !== undefined || currenciesOfSign(fold(cell.trim())) !== undefined;

const share = (count: number, of: number, part: number) => of > 0 && count >= of * part;

export function columnFacts(
  rows: readonly CsvRecord[],
  width: number,
  decimal: DecimalSign,
  currency: string,
): ColumnFacts[] {
  return Array.from({ length: width }, (_, column) => {
    const cells = rows.map((row) => (row.cells[column] ?? "").trim());
    const filled = cells.filter((cell) => cell !== "");
    const count = (test: (cell: string) => boolean) => filled.filter(test).length;
    const dates = count((cell) => splitDate(cell) !== undefined);
    const amounts = count(looksLikeAmount);
    const values = share(amounts, filled.length, 0.5)
      ? cells.map((cell) => readAmount(cell, { decimal, currency, decimals: 3 }))
      : [];
    return {
      filled: filled.length,
      dates,
      amounts,
      negatives: values.filter((value) => value < 0).length,
      decimals: count((cell) => /\d[.,]\d{1,2}(?!\d)/.test(cell)),
      directions: count((cell) => typeOfDirection(cell) !== undefined),
      currencies: count(namesCurrency),
      distinct: new Set(filled).size,
      letters: filled.reduce((sum, cell) => sum + cell.replace(/\P{L}+/gu, "").length, 0),
      ids: filled.length > 0 && filled.every((cell) => cell.length >= 6 && !/\s/.test(cell) && /\d/.test(cell)),
      cells,
      values,
    };
  });
}
