import type { ColumnRole } from "@farthing/contract";
import type { ColumnFacts } from "./column-facts.ts";
import { foldHeading, isPlain, type Meaning, type Reading, readHeading } from "./read-heading.ts";

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
  account: ({ filled, distinct }) => distinct <= 1 || distinct * 3 <= filled,
  id: ({ ids, distinct, filled }) => ids && distinct === filled,
};

/** The columns of a file while their roles are being given. */
export interface ColumnDraft {
  readonly rows: number;
  readonly roles: (ColumnRole | undefined)[];
  facts(column: number): ColumnFacts;
  /** What a column's heading means, as far as its cells agree. */
  meanings(column: number): readonly Meaning[];
  /** Columns without a role whose heading means one of these: an earlier meaning first, of one meaning the plainer heading. */
  named(...meanings: Meaning[]): number[];
  /** Columns without a role, from the left. */
  free(): number[];
  /** Columns without a role that hold amounts. */
  numeric(): number[];
  give(role: ColumnRole, column: number | undefined): void;
  /** Whether all of a column's heading says so, not just a part of it. */
  isPlain(column: number): boolean;
  /** `same` headings, or the same words with other numbers behind them. */
  compare(column: number, other: number): "same" | "numbered" | "different";
}

export function draftColumns(headings: readonly string[] | null, all: readonly ColumnFacts[]): ColumnDraft {
  const roles: (ColumnRole | undefined)[] = all.map(() => undefined);
  const facts = (column: number) => all[column] as ColumnFacts;
  const heading = (column: number) => foldHeading(headings?.[column] ?? "");

  const readings = all.map((one, column): readonly Reading[] => {
    const agreed = readHeading(headings?.[column] ?? "").filter(({ meaning }) => fits[meaning]?.(one) ?? true);
    const plain = agreed.filter(isPlain);
    return plain.length > 0 ? plain : agreed;
  });
  const rankOf = (column: number, wanted: Meaning) => readings[column]?.find(({ meaning }) => meaning === wanted)?.rank;

  const free = () => roles.flatMap((role, column) => (role === undefined ? [column] : []));
  return {
    rows: all[0]?.cells.length ?? 0,
    roles,
    facts,
    meanings: (column) => (readings[column] ?? []).map(({ meaning }) => meaning),
    named: (...meanings) =>
      meanings.flatMap((meaning) =>
        free()
          .filter((column) => rankOf(column, meaning) !== undefined)
          .sort((a, b) => (rankOf(a, meaning) as number) - (rankOf(b, meaning) as number)),
      ),
    free,
    numeric: () =>
      free().filter((column) => {
        const { filled, amounts, dates } = facts(column);
        if (rankOf(column, "elsewhere") !== undefined) return false;
        return filled > 0 && amounts * 5 >= filled * 4 && dates * 2 < filled;
      }),
    give(role, column) {
      if (column !== undefined) roles[column] = role;
    },
    isPlain: (column) => readings[column]?.every(isPlain) ?? false,
    compare(column, other) {
      const stem = (text: string) => text.replace(/ \d+$/, "");
      if (heading(column) === heading(other)) return "same";
      return stem(heading(column)) === stem(heading(other)) ? "numbered" : "different";
    },
  };
}
