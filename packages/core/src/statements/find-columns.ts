import { type ColumnRole, FarthingError } from "@farthing/contract";
import type { ColumnFacts } from "./column-facts.ts";
import { typeOfDirection } from "./direction-words.ts";
import { foldHeading, type Meaning, type Reading, readHeading } from "./header-words.ts";
import { quoteCell } from "./quote-cell.ts";
import { isRunningBalance } from "./running-balance.ts";

export interface Columns {
  roles: ColumnRole[];
  /** Columns of which the first that isn't empty describes a row without a description. */
  spare: number[];
  evidence: string;
  /** True when the columns could as well mean something else. */
  assumed: boolean;
}

/** What the cells of a column must show for it to be taken at its heading's word. */
const fits: Readonly<Partial<Record<Meaning, (facts: ColumnFacts) => boolean>>> = {
  bookingDate: ({ filled, dates }) => dates * 2 >= filled,
  date: ({ filled, dates }) => dates * 2 >= filled,
  valueDate: ({ filled, dates }) => dates * 2 >= filled,
  amount: ({ filled, amounts }) => amounts * 2 >= filled,
  moneyIn: ({ filled, amounts }) => amounts * 2 >= filled,
  moneyOut: ({ filled, amounts }) => amounts * 2 >= filled,
  balance: ({ filled, amounts }) => amounts * 2 >= filled,
  direction: ({ filled, directions }) => directions * 2 >= filled,
  currency: ({ filled, currencies }) => currencies * 2 >= filled,
  payee: ({ letters, filled }) => letters > 0 || filled === 0,
  purpose: ({ letters, filled }) => letters > 0 || filled === 0,
  text: ({ letters, filled }) => letters > 0 || filled === 0,
  account: ({ filled, distinct }) => distinct <= 1 || distinct * 3 <= filled,
  id: ({ ids, distinct, filled }) => ids && distinct === filled,
};

const describing: readonly Meaning[] = ["payee", "purpose", "text"];

/** What each column is for, told by its heading where there is one and by its cells everywhere. */
export function findColumns(headings: readonly string[] | null, facts: readonly ColumnFacts[]): Columns {
  const width = facts.length;
  const rows = facts[0]?.cells.length ?? 0;
  const roles: (ColumnRole | undefined)[] = Array.from({ length: width }, () => undefined);
  const factsOf = (column: number) => facts[column] as ColumnFacts;
  let assumed = false;

  const readings = facts.map((one, column): readonly Reading[] => {
    const all = readHeading(headings?.[column] ?? "").filter(({ meaning }) => fits[meaning]?.(one) ?? true);
    const plain = all.filter(({ rank }) => rank < 1000);
    return plain.length > 0 ? plain : all;
  });

  const rankOf = (column: number, meaning: Meaning) =>
    readings[column]?.find((reading) => reading.meaning === meaning)?.rank;
  const free = () => facts.map((_, column) => column).filter((column) => roles[column] === undefined);

  /** Free columns whose heading speaks for one of the meanings, the plainest first; the order of the meanings counts more. */
  function named(...wanted: Meaning[]): number[] {
    return wanted.flatMap((meaning) =>
      free()
        .filter((column) => rankOf(column, meaning) !== undefined)
        .sort((a, b) => (rankOf(a, meaning) as number) - (rankOf(b, meaning) as number) || a - b),
    );
  }

  function give(role: ColumnRole, column: number | undefined): number | undefined {
    if (column !== undefined) roles[column] = role;
    return column;
  }

  const isNumeric = (column: number) => {
    const { filled, amounts, dates } = factsOf(column);
    return filled > 0 && amounts * 5 >= filled * 4 && dates * 2 < filled;
  };

  function findDate(): void {
    if (give("date", named("bookingDate", "date", "valueDate")[0]) !== undefined) return;
    const dated = free().filter(
      (column) =>
        factsOf(column).dates * 5 >= factsOf(column).filled * 4 && factsOf(column).dates * 2 >= rows && rows > 0,
    );
    const [first, second] = dated;
    give("date", first);
    if (first !== undefined && second !== undefined && factsOf(first).cells.join() !== factsOf(second).cells.join())
      assumed = true;
  }

  /** A column of nothing but directions, where the amounts need it: their heading says so, or they have no signs of their own. */
  function findDirection(amount: number): void {
    const explicit = named("direction")[0];
    const told = free().filter((column) => {
      const { filled, directions } = factsOf(column);
      if (filled === 0 || filled * 2 < rows) return false;
      return directions === filled || (directions * 5 >= filled * 4 && factsOf(amount).negatives === 0);
    });
    give(
      "direction",
      explicit ??
        told.find((column) =>
          readings[column]?.every(({ meaning }) => meaning === "kind" || meaning === "purpose" || meaning === "text"),
        ),
    );
  }

  function findNamedMoney(): boolean {
    const [amount] = named("amount");
    const [moneyIn] = named("moneyIn");
    const [moneyOut] = named("moneyOut").filter((column) => column !== moneyIn);
    const pair = moneyIn !== undefined || moneyOut !== undefined;
    if (amount !== undefined && pair) {
      const { filled, negatives } = factsOf(amount);
      const used = [moneyIn, moneyOut].some((column) => column !== undefined && factsOf(column).filled > 0);
      if (used && (filled * 10 < rows * 9 || negatives === 0) && named("direction").length === 0) {
        give("moneyIn", moneyIn);
        give("moneyOut", moneyOut);
        return true;
      }
    }
    if (amount !== undefined) {
      give("amount", amount);
      findDirection(amount);
      return true;
    }
    give("moneyIn", moneyIn);
    give("moneyOut", moneyOut);
    return pair;
  }

  /** Two columns of which each row fills one: what went out and what came in. */
  function findPair(numeric: readonly number[], balances: readonly number[]): boolean {
    const used = (value: number | undefined) => value !== undefined && !Number.isNaN(value) && value !== 0;
    for (const [index, one] of numeric.entries()) {
      for (const other of numeric.slice(index + 1)) {
        const [a, b] = [factsOf(one).values, factsOf(other).values];
        if (rows === 0 || !a.every((value, row) => used(value) !== used(b[row]))) continue;
        const change = a.map((value, row) => Math.abs(value || 0) - Math.abs(b[row] || 0));
        const proof = [...numeric, ...balances].filter((column) => column !== one && column !== other);
        const oneIsIn = proof.find((column) => isRunningBalance(factsOf(column).values, change));
        const otherIsIn = proof.find((column) =>
          isRunningBalance(
            factsOf(column).values,
            change.map((value) => -value),
          ),
        );
        if (oneIsIn === undefined && otherIsIn === undefined) assumed = true;
        give("balance", oneIsIn ?? otherIsIn);
        give(oneIsIn === undefined ? "moneyOut" : "moneyIn", one);
        give(oneIsIn === undefined ? "moneyIn" : "moneyOut", other);
        return true;
      }
    }
    return false;
  }

  function findUnnamedMoney(): void {
    const numeric = free().filter(isNumeric);
    const balances = free().filter((column) => rankOf(column, "balance") !== undefined);
    const candidates = numeric.filter((column) => !balances.includes(column));
    const proven = candidates.find((amount) =>
      numeric.some((column) => column !== amount && isRunningBalance(factsOf(column).values, factsOf(amount).values)),
    );
    const plain = (test: (facts: ColumnFacts) => boolean) => {
      const left = candidates.filter((column) => test(factsOf(column)));
      return left.length === 1 ? left[0] : undefined;
    };
    if (proven === undefined && findPair(candidates, balances)) return;
    const amount =
      proven ??
      plain(() => true) ??
      plain(({ negatives }) => negatives > 0) ??
      plain(({ decimals, filled }) => decimals * 2 >= filled);
    if (proven === undefined && candidates.length > 1) assumed = true;
    if (give("amount", amount) !== undefined) findDirection(amount as number);
  }

  function findBalances(): void {
    for (const column of named("balance")) give("balance", column);
    const amount = roles.indexOf("amount");
    const [moneyIn, moneyOut] = [roles.indexOf("moneyIn"), roles.indexOf("moneyOut")];
    const directed = roles.indexOf("direction");
    const value = (column: number, row: number) => Math.abs(facts[column]?.values[row] || 0);
    const change = Array.from({ length: rows }, (_, row) => {
      if (amount < 0) return value(moneyIn, row) - value(moneyOut, row);
      if (directed < 0) return facts[amount]?.values[row] ?? Number.NaN;
      return value(amount, row) * (typeOfDirection(factsOf(directed).cells[row] ?? "") === "expense" ? -1 : 1);
    });
    for (const column of free().filter(isNumeric))
      if (isRunningBalance(factsOf(column).values, change)) give("balance", column);
  }

  function findDescription(): void {
    // Of two columns of names one is often the account's own holder, the same in every row.
    const [payee] = named("payee").sort((a, b) => factsOf(b).distinct - factsOf(a).distinct);
    give("description", payee);
    const [purpose, ...others] = named("purpose");
    give("description", purpose);
    // A long purpose is sometimes cut into columns of one heading with numbers.
    for (const column of others) {
      const alike = rankOf(column, "purpose") === rankOf(purpose as number, "purpose");
      if (alike && foldHeading(headings?.[column] ?? "") !== foldHeading(headings?.[purpose as number] ?? ""))
        give("description", column);
    }
    if (roles.includes("description")) {
      const [reference] = named("reference").filter((column) => factsOf(column).letters > 0);
      if (purpose === undefined) give("description", reference);
      return;
    }
    const worded = named("text", "note", "kind", "reference")[0];
    if (worded !== undefined) {
      give("description", worded);
      return;
    }
    const wordy = free()
      .filter(
        (column) =>
          factsOf(column).letters > 0 &&
          !isNumeric(column) &&
          factsOf(column).dates === 0 &&
          readings[column]?.length === 0,
      )
      .sort((a, b) => factsOf(b).letters - factsOf(a).letters);
    give("description", wordy.find((column) => factsOf(column).distinct * 4 >= factsOf(column).filled) ?? wordy[0]);
  }

  findDate();
  const hasMoney = findNamedMoney();
  if (!hasMoney) findUnnamedMoney();
  findBalances();
  give(
    "currency",
    named("currency")[0] ??
      free().find(
        (column) =>
          readings[column]?.length === 0 &&
          factsOf(column).filled > 0 &&
          factsOf(column).currencies === factsOf(column).filled,
      ),
  );
  give("account", named("account")[0]);
  if (named("id")[0] !== undefined && factsOf(named("id")[0] as number).filled * 10 >= rows * 9)
    give("bankId", named("id")[0]);
  give("category", named("category")[0]);
  give("tags", named("tags")[0]);
  findDescription();
  for (const column of named("note")) give("note", column);
  const spare = named(...describing, "kind", "reference");

  const evidence = roles
    .flatMap((role, column) =>
      role === undefined || role === "balance"
        ? []
        : [`${headings === null ? `column ${column + 1}` : quoteCell(headings[column] ?? "")} is ${role}`],
    )
    .join(", ");
  return { roles: roles.map((role) => role ?? "leaveOut"), spare, evidence, assumed };
}

const list = (cells: readonly string[]) =>
  cells
    .slice(0, 20)
    .map(quoteCell)
    .concat(cells.length > 20 ? ["…"] : [])
    .join(", ");

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

/** @throws FarthingError `not_importable` when roles that were found leave nothing to read a date or an amount from. */
export function checkFound(
  roles: readonly ColumnRole[],
  headings: readonly string[] | null,
  firstRow: readonly string[],
): void {
  const missing = missingRole(roles);
  if (missing === undefined) return;
  const seen =
    headings === null
      ? `No line names columns; the first row is ${list(firstRow)}`
      : `The columns are ${list(headings)}`;
  throw new FarthingError(
    "not_importable",
    `No column of ${missing}s can be told. ${seen}. Pass mapping.columns: a role for each of the ${roles.length} columns, from the left.`,
  );
}

/** @throws FarthingError `not_importable` when roles that were given can't be meant so. */
export function checkGiven(roles: readonly ColumnRole[]): void {
  const has = (role: ColumnRole) => roles.includes(role);
  const missing = missingRole(roles);
  const twice = once.find((role) => roles.indexOf(role) !== roles.lastIndexOf(role));
  const fault =
    missing === "date"
      ? 'names no "date"'
      : missing === "amount"
        ? 'names neither "amount" nor "moneyIn" or "moneyOut"'
        : twice !== undefined
          ? `names "${twice}" more than once`
          : has("amount") && (has("moneyIn") || has("moneyOut"))
            ? 'names "amount" and beside it "moneyIn" or "moneyOut": choose one'
            : has("direction") && !has("amount")
              ? 'names "direction" without "amount"'
              : undefined;
  if (fault !== undefined) throw new FarthingError("not_importable", `mapping.columns ${fault}.`);
}

function missingRole(roles: readonly ColumnRole[]): "date" | "amount" | undefined {
  if (!roles.includes("date")) return "date";
  return roles.some((role) => role === "amount" || role === "moneyIn" || role === "moneyOut") ? undefined : "amount";
}
