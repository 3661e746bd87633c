import { type ColumnRole, FarthingError } from "@farthing/contract";
import { quoteCell } from "./quote-cell.ts";

const NAMED_MAX = 20;

const list = (cells: readonly string[]) =>
  [...cells.slice(0, NAMED_MAX).map(quoteCell), ...(cells.length > NAMED_MAX ? ["…"] : [])].join(", ");

const isMoney = (role: ColumnRole) => role === "amount" || role === "moneyIn" || role === "moneyOut";

/** @throws FarthingError `not_importable` when the roles that were found leave nothing to read a date or an amount from. */
export function checkFound(
  roles: readonly ColumnRole[],
  headings: readonly string[] | null,
  firstRow: readonly string[],
): void {
  const missing = !roles.includes("date") ? "dates" : !roles.some(isMoney) ? "amounts" : undefined;
  if (missing === undefined) return;
  const seen =
    headings === null
      ? `No line names columns; the first row is ${list(firstRow)}`
      : `The columns are ${list(headings)}`;
  throw new FarthingError(
    "not_importable",
    `No column of ${missing} can be told. ${seen}. Pass mapping.columns: a role for each of the ${roles.length} columns, from the left.`,
  );
}

const once: readonly ColumnRole[] = [
  "date",
  "amount",
  "moneyIn",
  "moneyOut",
  "direction",
  "category",
  "tags",
  "account",
  "currency",
  "bankId",
];

function faultOf(roles: readonly ColumnRole[]): string | undefined {
  const has = (role: ColumnRole) => roles.includes(role);
  if (!has("date")) return 'names no "date"';
  if (!roles.some(isMoney)) return 'names neither "amount" nor "moneyIn" or "moneyOut"';
  const twice = once.find((role) => roles.indexOf(role) !== roles.lastIndexOf(role));
  if (twice !== undefined) return `names "${twice}" more than once`;
  if (has("amount") && (has("moneyIn") || has("moneyOut")))
    return 'names "amount" and beside it "moneyIn" or "moneyOut": choose one';
  return has("direction") && !has("amount") ? 'names "direction" without "amount"' : undefined;
}

/** @throws FarthingError `not_importable` when roles that were given aren't one for each column, or can't be meant so. */
export function checkGiven(roles: readonly ColumnRole[], width: number): void {
  const fault =
    roles.length === width ? faultOf(roles) : `has ${roles.length} roles, but the file has ${width} columns`;
  if (fault !== undefined) throw new FarthingError("not_importable", `mapping.columns ${fault}.`);
}
