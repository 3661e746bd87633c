import type { ColumnRole } from "@farthing/contract";
import { type ColumnDraft, draftColumns } from "./column-draft.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { findMoney } from "./find-money.ts";
import { quoteCell } from "./quote-cell.ts";

export interface Columns {
  /** One a column, from the left. */
  roles: readonly ColumnRole[];
  /** Columns that describe a row which has no description: the first of them that isn't empty. */
  spare: readonly number[];
  /** True when they could as well be others. */
  assumed: boolean;
}

/** True when another column of dates could as well be the one. */
function findDate({ named, free, facts, give, rows }: ColumnDraft): boolean {
  const [chosen] = named("bookingDate", "date", "valueDate");
  give("date", chosen);
  if (chosen !== undefined) return false;
  const [first, second] = free().filter((column) => {
    const { dates, filled } = facts(column);
    return filled > 0 && dates * 5 >= filled * 4 && dates * 2 >= rows;
  });
  give("date", first);
  return (
    first !== undefined &&
    second !== undefined &&
    facts(first).cells.some((cell, row) => cell !== facts(second).cells[row])
  );
}

/** Not empty, and no column of directions. */
const isWorded = ({ filled, directions }: ColumnFacts) => filled > 0 && directions * 2 < filled;

function findDescription({ roles, named, free, facts, give, meanings, isPlain, compare }: ColumnDraft): void {
  // Of two columns of names one is often the account's own holder, the same in every row.
  const [payee] = named("payee").sort((a, b) => facts(b).distinct - facts(a).distinct);
  give("description", payee);
  const purposes = named("purpose");
  const purpose = purposes.find((column) => facts(column).filled > 0) ?? purposes[0];
  const others = purposes.filter((column) => column !== purpose);
  give("description", purpose);
  if (purpose !== undefined) {
    const numbered = others.filter((column) => compare(column, purpose) === "numbered");
    const second = others.find(
      (column) => isPlain(column) && isWorded(facts(column)) && compare(column, purpose) === "different",
    );
    for (const column of numbered) give("description", column);
    if (payee === undefined && numbered.length === 0) give("description", second);
  } else if (payee !== undefined) {
    give(
      "description",
      named("reference").find((column) => facts(column).letters > 0),
    );
  }
  if (roles.includes("description")) return;
  const wordy = free()
    .filter((column) => facts(column).letters > 0 && facts(column).dates === 0 && meanings(column).length === 0)
    .sort((a, b) => facts(b).letters - facts(a).letters);
  const varied = wordy.find((column) => facts(column).distinct * 4 >= facts(column).filled);
  give("description", named("text", "note", "kind", "reference")[0] ?? varied ?? wordy[0]);
}

function findCurrency({ named, free, facts, give, meanings }: ColumnDraft): void {
  const told = free().find(
    (column) =>
      meanings(column).length === 0 && facts(column).filled > 0 && facts(column).currencies === facts(column).filled,
  );
  give("currency", named("currency")[0] ?? told);
}

/** What each column is for, told by its heading where there is one, and always by its cells. */
export function findColumns(headings: readonly string[] | null, facts: readonly ColumnFacts[]): Columns {
  const draft = draftColumns(headings, facts);
  const { roles, named, give, rows } = draft;
  const dateAssumed = findDate(draft);
  const moneyAssumed = findMoney(draft);
  findCurrency(draft);
  give("account", named("account")[0]);
  give(
    "bankId",
    named("id").find((column) => draft.facts(column).filled >= rows * 0.9),
  );
  give("category", named("category")[0]);
  give("tags", named("tags")[0]);
  findDescription(draft);
  for (const column of named("note")) give("note", column);
  const spare = named("payee", "purpose", "text", "kind", "reference");
  return { roles: roles.map((role) => role ?? "leaveOut"), spare, assumed: dateAssumed || moneyAssumed };
}

/** The roles in words, by heading or number. */
export function describeColumns(roles: readonly ColumnRole[], headings: readonly string[] | null): string {
  const name = (column: number) => (headings === null ? `column ${column + 1}` : quoteCell(headings[column] ?? ""));
  return roles.flatMap((role, column) => (role === "leaveOut" ? [] : [`${name(column)} is ${role}`])).join(", ");
}
