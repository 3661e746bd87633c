import type { Month } from "@farthing/contract";
import { monthOf } from "../../dates/calendar.ts";
import type { Change } from "../../ports/ledger-store.ts";
import type { CategoryKey, Sums, TransactionRecord } from "../../ports/records.ts";
import { noSums, plus, sumsOf } from "../reports/sums.ts";

/** A transaction's version before and after a commit; either is missing where it isn't counted. */
export interface Move {
  before?: TransactionRecord | undefined;
  after?: TransactionRecord | undefined;
}

type Added = Extract<Change, { op: "add" }>;

const keyOf = ({ categoryId }: TransactionRecord): CategoryKey => categoryId ?? "-";

/** Everything about a transaction that counts in a month. */
const counts = (record: TransactionRecord) => `${record.date} ${record.type} ${record.amount} ${keyOf(record)}`;

/** What the moves of one commit do to the totals of the months they touch: one change a month, in order. */
export function monthChanges(moves: readonly Move[]): Added[] {
  const months = new Map<Month, { sums: Sums; categories: Record<CategoryKey, Sums> }>();
  const add = (record: TransactionRecord | undefined, sign: 1 | -1) => {
    if (record === undefined) return;
    const month = monthOf(record.date);
    const totals = months.get(month) ?? { sums: noSums, categories: {} };
    const key = keyOf(record);
    const moved = sumsOf(record, sign);
    totals.sums = plus(totals.sums, moved);
    totals.categories[key] = plus(totals.categories[key] ?? noSums, moved);
    months.set(month, totals);
  };
  for (const { before, after } of moves) {
    if (before !== undefined && after !== undefined && counts(before) === counts(after)) continue;
    add(before, -1);
    add(after, 1);
  }
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, { sums, categories }]) => ({ op: "add", month, sums, categories }));
}
