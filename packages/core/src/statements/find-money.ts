import type { ColumnDraft } from "./column-draft.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { typeOfDirection } from "./direction-words.ts";
import { isBalanceBehind, isRunningBalance } from "./running-balance.ts";

/** The share of rows that may be bad without hiding what the others show. */
const BAD_MAX = 0.1;

/** Amounts row by row with the sign that a column of directions gives them. */
const direct = ({ values }: ColumnFacts, { cells }: ColumnFacts): number[] =>
  values.map((value, row) => Math.abs(value) * (typeOfDirection(cells[row] ?? "") === "expense" ? -1 : 1));

/** What came in less what went out, row by row. */
const net = (moneyIn: ColumnFacts | undefined, moneyOut: ColumnFacts | undefined, rows: number): number[] =>
  Array.from({ length: rows }, (_, row) => Math.abs(moneyIn?.values[row] || 0) - Math.abs(moneyOut?.values[row] || 0));

/** Columns of hardly anything but directions, which no heading says to be something else. */
function directionColumns({ free, facts, meanings, rows }: ColumnDraft, sharedMin: number): number[] {
  return free().filter((column) => {
    const { filled, directions } = facts(column);
    const open = meanings(column).every((meaning) => meaning === "kind" || meaning === "purpose" || meaning === "text");
    return open && filled > 0 && filled * 2 >= rows && directions >= filled * sharedMin;
  });
}

/** A column that says which way the amounts went: its heading says so, or all of its cells, or most where the amounts have no sign. */
function giveDirection(draft: ColumnDraft, amount: number): void {
  const [named] = draft.named("direction");
  const [told] = directionColumns(draft, draft.facts(amount).negatives === 0 ? 0.8 : 1);
  draft.give("direction", named ?? told);
}

/** True when headings name the money columns. */
function giveNamed(draft: ColumnDraft): boolean {
  const { named, facts, give, rows } = draft;
  const [amount] = named("amount");
  const [moneyIn] = named("moneyIn");
  const [moneyOut] = named("moneyOut").filter((column) => column !== moneyIn);
  const pair = [moneyIn, moneyOut].filter((column) => column !== undefined);
  const pairIsUsed = pair.some((column) => facts(column).filled > 0) && named("direction").length === 0;
  const amountSuffices =
    amount !== undefined && facts(amount).filled >= rows * (1 - BAD_MAX) && facts(amount).negatives > 0;
  if (amount !== undefined && (amountSuffices || !pairIsUsed)) {
    give("amount", amount);
    giveDirection(draft, amount);
    return true;
  }
  give("moneyIn", moneyIn);
  give("moneyOut", moneyOut);
  return pair.length > 0;
}

const isUsed = (value: number | undefined) => value !== undefined && !Number.isNaN(value) && value !== 0;

/** Two columns of which each row fills one. Which of them is money in a running balance tells; without one it is assumed. */
function findPair({ facts, rows }: ColumnDraft, candidates: readonly number[], balances: readonly number[]) {
  const alternate = (one: number, other: number) => {
    const alike = facts(one).values.filter((value, row) => isUsed(value) === isUsed(facts(other).values[row]));
    return alike.length <= rows * BAD_MAX;
  };
  for (const [index, one] of candidates.entries()) {
    const other = candidates.slice(index + 1).find((column) => alternate(one, column));
    if (other === undefined) continue;
    const proves = (moneyIn: number, moneyOut: number) =>
      balances.some(
        (column) =>
          column !== one &&
          column !== other &&
          isBalanceBehind(facts(column).values, net(facts(moneyIn), facts(moneyOut), rows)),
      );
    if (proves(one, other)) return { moneyIn: one, moneyOut: other, proven: true };
    return { moneyIn: other, moneyOut: one, proven: proves(other, one) };
  }
  return undefined;
}

/** Tells the money columns from their cells. True when they could as well be others. */
function giveUnnamed(draft: ColumnDraft): boolean {
  const { facts, named, numeric, give, rows } = draft;
  const balances = named("balance");
  const candidates = numeric().filter((column) => !balances.includes(column) && facts(column).values.some(isUsed));
  const directions = directionColumns(draft, 1);
  const isProven = (amount: number) =>
    facts(amount).filled >= rows * (1 - BAD_MAX) &&
    [facts(amount).values, ...directions.map((column) => direct(facts(amount), facts(column)))].some((change) =>
      [...candidates, ...balances].some(
        (column) => column !== amount && isRunningBalance(facts(column).values, change),
      ),
    );
  const pair = findPair(draft, candidates, [...candidates, ...balances]);
  const proven = pair?.proven ? undefined : candidates.find(isProven);
  if (pair !== undefined && proven === undefined) {
    give("moneyIn", pair.moneyIn);
    give("moneyOut", pair.moneyOut);
    return !pair.proven;
  }
  const only = (test: (facts: ColumnFacts) => boolean) => {
    const left = candidates.filter((column) => test(facts(column)));
    return left.length === 1 ? left[0] : undefined;
  };
  const amount =
    proven ??
    only(() => true) ??
    only(({ negatives }) => negatives > 0) ??
    only(({ decimals, filled }) => decimals * 2 >= filled);
  if (amount === undefined) return false;
  give("amount", amount);
  giveDirection(draft, amount);
  return proven === undefined && candidates.length > 1;
}

function giveBalances({ roles, facts, named, numeric, give, rows }: ColumnDraft): void {
  for (const column of named("balance")) give("balance", column);
  const factsOf = (role: "amount" | "moneyIn" | "moneyOut" | "direction") =>
    roles.includes(role) ? facts(roles.indexOf(role)) : undefined;
  const [amount, direction] = [factsOf("amount"), factsOf("direction")];
  const change =
    amount === undefined
      ? net(factsOf("moneyIn"), factsOf("moneyOut"), rows)
      : direction === undefined
        ? amount.values
        : direct(amount, direction);
  for (const column of numeric()) if (isRunningBalance(facts(column).values, change)) give("balance", column);
}

/** Gives the roles about money. True when they could as well be given otherwise. */
export function findMoney(draft: ColumnDraft): boolean {
  const assumed = giveNamed(draft) ? false : giveUnnamed(draft);
  giveBalances(draft);
  return assumed;
}
