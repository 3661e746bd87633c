import type { CalendarDate, Id, Ledger, Month, NewTransaction } from "@farthing/contract";
import {
  type CategoryRecord,
  type Change,
  createFarthing,
  type ImportRecord,
  type LedgerId,
  type LedgerStore,
  type MonthRecord,
  type SmallRecord,
  type StoreRecord,
  type Sums,
  type TransactionRecord,
} from "@farthing/core";
import { ordinaryClock } from "@farthing/core/platform";
import { idOn, month, settings, transaction } from "./ledger-samples.ts";

/** A ledger that costs are told of. */
export interface CostLedger {
  ledger: Ledger;
  /** Id of one of its 60 transactions, which are all in November 2026. */
  row: Id;
  /** What another transaction of its sort is made of. */
  content(date: CalendarDate): Omit<NewTransaction, "id">;
}

const now = Date.parse("2026-11-22T09:15:00.000Z");
const categoryId = (number: number) => `c${String(number).padStart(3, "0")}`;
/** The months of a year. */
export const year: readonly Month[] = Array.from(
  { length: 12 },
  (_, index) => `2026-${String(index + 1).padStart(2, "0")}`,
);
const wide = "\u{10ffff}";

export interface LedgerKind {
  categories: number;
  forwards: number;
  /** Of each category, behind its number. */
  name: string;
  icon: string;
  /** Figures of a category in a month, by its number. */
  figures(number: number): Sums;
  content: Omit<NewTransaction, "id" | "date">;
}

/** Thirty categories, of which two have income as well, and rows of 210 bytes. */
export const typical: LedgerKind = {
  categories: 30,
  forwards: 2,
  name: " Eating out",
  icon: "cutlery",
  figures: (number) => ({
    income: number < 2 ? 250_000 : 0,
    expense: 43_210,
    incomeCount: number < 2 ? 1 : 0,
    expenseCount: 7,
  }),
  content: {
    type: "expense",
    amount: 4599,
    description: "Corner shop at the station, counter 7",
    categoryId: categoryId(7),
    note: "",
    tags: [],
    account: "Current account",
  },
};

/** As many and as long as the contract allows. */
export const largest: LedgerKind = {
  categories: 200,
  forwards: 200,
  name: wide.repeat(57),
  icon: "i".repeat(40),
  figures: () => ({
    income: 70_123_456_789,
    expense: 70_123_456_789,
    incomeCount: 12_345,
    expenseCount: 12_345,
  }),
  content: {
    type: "expense",
    amount: 12_345_678_901,
    description: wide.repeat(200),
    categoryId: categoryId(7),
    note: wide.repeat(1000),
    tags: Array.from({ length: 10 }, (_, number) => `${number}${wide.repeat(39)}`),
    account: wide.repeat(60),
  },
};

/** An import that was done before, and rejected nothing. */
export const earlierImport: ImportRecord = {
  kind: "import",
  id: "0mi8wnw6habcdefghijk",
  version: 7,
  name: "November.csv",
  format: "csv",
  account: "Current account",
  state: "done",
  total: 98,
  done: 98,
  createdAt: "2026-11-22T09:15:00.000Z",
  from: "2026-11-01",
  to: "2026-11-30",
  created: 98,
  duplicates: 0,
  skipped: 0,
  rejected: [],
  rejectedCount: 0,
  assumed: [],
  kept: [],
  source: "0f".repeat(32),
  advancedAt: "2026-11-22T09:15:00.000Z",
};

const ROWS = 60;
const put = (record: StoreRecord): Change => ({ op: "put", record, expect: "absent" }) as Change;
const add = (one: Sums, other: Sums): Sums => ({
  income: one.income + other.income,
  expense: one.expense + other.expense,
  incomeCount: one.incomeCount + other.incomeCount,
  expenseCount: one.expenseCount + other.expenseCount,
});

/** The totals of a month in which every category of a kind has its figures. */
export function monthOf(kind: LedgerKind, name: string): MonthRecord {
  const figures = Array.from({ length: kind.categories }, (_, index) => kind.figures(index));
  const categories = Object.fromEntries(figures.map((sums, index) => [categoryId(index), sums]));
  return month(name, { version: 123, ...figures.reduce(add), categories });
}

/** The nth transaction of a kind of ledger. */
export function rowOf(kind: LedgerKind, number: number): TransactionRecord {
  const id = `${idOn(`2026-11-${String((number % 30) + 1).padStart(2, "0")}`, number)}abcd`;
  return transaction(id, { ...kind.content, digest: "0f".repeat(16) } as Partial<TransactionRecord>);
}

function smallOf(kind: LedgerKind): SmallRecord[] {
  const to = Array.from({ length: kind.forwards }, (_, index) => [
    `f${String(index).padStart(3, "0")}`,
    categoryId(index),
  ]);
  return [
    settings(),
    { kind: "forwards", id: "forwards", version: 9, to: Object.fromEntries(to) },
    ...Array.from(
      { length: kind.categories },
      (_, index): CategoryRecord => ({
        kind: "category",
        id: categoryId(index),
        name: `${index}${kind.name}`,
        type: "expense",
        color: 7,
        icon: kind.icon,
        planned: true,
        archived: false,
        position: index,
        version: 3,
      }),
    ),
  ];
}

/** Makes a ledger of a kind, with 60 transactions and the totals of months. */
export async function makeCostLedger(
  store: LedgerStore,
  kind: LedgerKind,
  id: LedgerId,
  months: readonly Month[],
): Promise<CostLedger> {
  const rows = Array.from({ length: ROWS }, (_, number) => rowOf(kind, number));
  const all: StoreRecord[] = [...smallOf(kind), earlierImport, ...months.map((name) => monthOf(kind, name)), ...rows];
  for (let start = 0; start < all.length; start += 90) await store.commit(id, all.slice(start, start + 90).map(put));
  return openCostLedger(store, kind, id);
}

/** A ledger that was made, by way of another store on the same table. */
export function openCostLedger(store: LedgerStore, kind: LedgerKind, id: LedgerId): CostLedger {
  const { ledger } = createFarthing({ store, clock: { ...ordinaryClock, now: () => now } });
  return { ledger: ledger(id), row: rowOf(kind, 0).id, content: (date) => ({ ...kind.content, date }) };
}
