import type { ColumnRole } from "@farthing/contract";
import { isNegative } from "./amount-cell.ts";
import type { Decision, Example } from "./decision.ts";
import { quoteCell } from "./quote-cell.ts";

/** Tells by what a file says which way money went. */
export function witnessSign(roles: readonly ColumnRole[]) {
  const amountAt = roles.indexOf("amount");
  const directionAt = roles.indexOf("direction");
  let direction: Example | undefined;
  let negative: Example | undefined;
  let amounts = 0;

  function see(cells: readonly string[], line: number): void {
    const said = directionAt < 0 ? "" : (cells[directionAt] ?? "");
    if (direction === undefined && said !== "") direction = { cell: said, line };
    const amount = amountAt < 0 ? "" : (cells[amountAt] ?? "");
    if (amount === "") return;
    amounts += 1;
    if (negative === undefined && isNegative(amount)) negative = { cell: amount, line };
  }

  function decide(): Decision<string> {
    const where = (example: Example) => `${quoteCell(example.cell)} on line ${example.line}`;
    if (directionAt >= 0) {
      const evidence =
        direction === undefined
          ? `Column ${directionAt + 1} is for directions`
          : `Column ${directionAt + 1} says ${where(direction)}`;
      return { chosen: "the direction column decides", evidence, assumed: false };
    }
    if (amountAt < 0) {
      const columns = roles.flatMap((role, column) =>
        role === "moneyIn" || role === "moneyOut"
          ? [`column ${column + 1} is money ${role === "moneyIn" ? "in" : "out"}`]
          : [],
      );
      return { chosen: "the column decides", evidence: columns.join(", ").replace("c", "C"), assumed: false };
    }
    if (negative !== undefined) return { chosen: "minus is money out", evidence: where(negative), assumed: false };
    return {
      chosen: "all is money in",
      evidence: `No amount in column ${amountAt + 1} has a minus`,
      assumed: amounts > 0,
    };
  }

  return { see, decide };
}
