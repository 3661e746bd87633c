import type { ColumnRole, ImportDecision } from "@farthing/contract";
import type { CsvRecord } from "../csv/create-csv-reader.ts";
import { type DecimalSign, isInCurrency, isNegative, nameDecimal } from "./amount-cell.ts";
import { type DateOrder, nameDateOrder } from "./date-cell.ts";
import { type Decision, type Example, witnessDateOrder } from "./date-order.ts";
import { witnessDecimalSign } from "./decimal-sign.ts";
import { kindOfRecord } from "./passed-over.ts";
import { quoteCell } from "./quote-cell.ts";
import type { StatementTerms } from "./statement-terms.ts";

export interface Witnessed {
  dateOrder: DateOrder;
  decimal: DecimalSign;
  /** Rows, bad ones included. */
  rows: number;
  /** Records below the rows or between them that are none. */
  passedOver: number;
  lastLine: number;
  /** Whether every id is there once. */
  idsDiffer: boolean;
  decided: ImportDecision[];
  assumed: ImportDecision["what"][];
  /** A cell of the date column, and one of an amount column, where none at all could be read. */
  noDate: Example | undefined;
  noAmount: Example | undefined;
}

const IDS_MAX = 10_000;
const asked = "As asked for";

/** Looks at every row of a file whose columns are known. Keeps counts and examples, never rows. */
export function witnessRows(
  roles: readonly ColumnRole[],
  header: readonly string[] | null,
  { mapping = {}, locale, currency, decimals }: StatementTerms,
) {
  const dateAt = roles.indexOf("date");
  const amountAt = roles.indexOf("amount");
  const directionAt = roles.indexOf("direction");
  const currencyAt = roles.indexOf("currency");
  const idAt = roles.indexOf("bankId");
  const moneyAt = roles.flatMap((role, column) =>
    role === "amount" || role === "moneyIn" || role === "moneyOut" ? [column] : [],
  );
  const shape = { dateAt, moneyAt, header };
  const balancesAt = roles.flatMap((role, column) => (role === "balance" ? [column] : []));

  const dates = witnessDateOrder();
  const signs = witnessDecimalSign();
  let rows = 0;
  let perhaps = 0;
  let passedOver = 0;
  let lastLine = 0;
  let dated = 0;
  let amounts = 0;
  let noDate: Example | undefined;
  let noAmount: Example | undefined;
  let negative: Example | undefined;
  let direction: Example | undefined;
  let otherCurrency: Example | undefined;
  let currencies = 0;
  const ids = new Set<string>();
  let idsDiffer = true;

  function seeMoney(cells: readonly string[], line: number): void {
    for (const column of moneyAt) {
      const cell = cells[column] ?? "";
      if (cell === "") continue;
      if (signs.see(cell, line)) amounts += 1;
      else noAmount ??= { cell, line, count: 1 };
    }
    for (const column of balancesAt) {
      const cell = cells[column] ?? "";
      if (cell !== "") signs.see(cell, line);
    }
    if (negative === undefined && amountAt >= 0 && isNegative(cells[amountAt] ?? ""))
      negative = { cell: cells[amountAt] ?? "", line, count: 1 };
  }

  function seeOthers(cells: readonly string[], line: number): void {
    const directed = directionAt < 0 ? "" : (cells[directionAt] ?? "");
    if (directed !== "") direction ??= { cell: directed, line, count: 1 };
    const coded = currencyAt < 0 ? "" : (cells[currencyAt] ?? "");
    if (coded !== "") {
      currencies += 1;
      if (coded !== currency && isInCurrency(coded, currency) !== true) {
        if (otherCurrency === undefined) otherCurrency = { cell: coded, line, count: 0 };
        otherCurrency.count += 1;
      }
    }
    const id = idAt < 0 ? "" : (cells[idAt] ?? "");
    if (id !== "" && idsDiffer) {
      if (ids.has(id)) idsDiffer = false;
      else if (ids.size < IDS_MAX) ids.add(id);
    }
  }

  function see({ line, cells, fault }: CsvRecord): void {
    if (fault !== null) {
      rows += 1;
      return;
    }
    const dateCell = cells[dateAt] ?? "";
    const isDated = dates.see(dateCell, line);
    if (isDated) {
      lastLine = line;
      rows += perhaps;
      perhaps = 0;
    }
    const kind = kindOfRecord(cells, isDated, shape);
    if (kind === "row") rows += 1;
    else if (kind === "perhaps") perhaps += 1;
    else if (cells.some((cell) => cell.trim() !== "")) passedOver += 1;
    if (kind === "row" && isDated) {
      dated += 1;
      seeMoney(cells, line);
      seeOthers(cells, line);
    } else if (kind !== "none" && !isDated && dateCell.trim() !== "" && cells.length > 1)
      noDate ??= { cell: dateCell, line, count: 1 };
  }

  function conclude(): Witnessed {
    const decided: ImportDecision[] = [];
    const assumed: ImportDecision["what"][] = [];
    function decide<Chosen>(
      what: ImportDecision["what"],
      given: Chosen | undefined,
      told: () => Decision<Chosen>,
      name: (chosen: Chosen) => string,
    ): Chosen {
      const {
        chosen,
        evidence,
        assumed: open,
      } = given === undefined ? told() : { chosen: given, evidence: asked, assumed: false };
      decided.push({ what, chosen: name(chosen), evidence });
      if (open) assumed.push(what);
      return chosen;
    }
    const dateOrder = decide("dates", mapping.dateOrder, () => dates.decide(locale), nameDateOrder);
    const decimal = decide("decimals", mapping.decimal, () => signs.decide(locale, decimals), nameDecimal);
    decide("sign", undefined, decideSign, (chosen) => chosen);
    if (currencyAt >= 0) {
      const evidence =
        otherCurrency === undefined
          ? `Column ${currencyAt + 1} names no other`
          : `Column ${currencyAt + 1} names another in ${otherCurrency.count} of ${currencies} rows, such as ${quoteCell(otherCurrency.cell)} on line ${otherCurrency.line}: they are left out`;
      decided.push({ what: "currency", chosen: currency, evidence });
    }
    return {
      dateOrder,
      decimal,
      rows,
      passedOver: passedOver + perhaps,
      lastLine,
      idsDiffer,
      decided,
      assumed,
      noDate: dated === 0 ? noDate : undefined,
      noAmount: amounts === 0 ? noAmount : undefined,
    };
  }

  function decideSign(): Decision<string> {
    if (directionAt >= 0) {
      const example = direction === undefined ? "" : `, such as ${quoteCell(direction.cell)} on line ${direction.line}`;
      return {
        chosen: "the direction column decides",
        evidence: `Column ${directionAt + 1} says which way money went${example}`,
        assumed: false,
      };
    }
    if (amountAt < 0) {
      const names = moneyAt
        .map((column) => `column ${column + 1} is ${roles[column] === "moneyIn" ? "money in" : "money out"}`)
        .join(", ");
      return {
        chosen: "the column decides",
        evidence: `${names.charAt(0).toUpperCase()}${names.slice(1)}`,
        assumed: false,
      };
    }
    if (negative !== undefined)
      return {
        chosen: "minus is money out",
        evidence: `${quoteCell(negative.cell)} on line ${negative.line}`,
        assumed: false,
      };
    return {
      chosen: "all is money in",
      evidence: `No amount in column ${amountAt + 1} has a minus`,
      assumed: amounts > 0,
    };
  }

  return { see, conclude };
}
