import { isInCurrency } from "./amount-cell.ts";
import { type Counted, countExample, type Decision } from "./decision.ts";
import { quoteCell } from "./quote-cell.ts";

/** Tells whether a column of currencies names others than the ledger's. */
export function witnessCurrency(column: number, currency: string) {
  let rows = 0;
  let other: Counted | undefined;

  function see(cells: readonly string[], line: number): void {
    const cell = cells[column] ?? "";
    if (cell === "") return;
    rows += 1;
    if (cell !== currency && isInCurrency(cell, currency) !== true) other = countExample(other, cell, line);
  }

  function decide(): Decision<string> {
    const evidence =
      other === undefined
        ? `Column ${column + 1} names no other`
        : `Column ${column + 1} names another in ${other.count} of ${rows} rows, such as ${quoteCell(other.cell)} on line ${other.line}: they are left out`;
    return { chosen: currency, evidence, assumed: false };
  }

  return { see, decide };
}
