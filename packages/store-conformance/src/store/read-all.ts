import type { CalendarDate, Id } from "@farthing/contract";
import type {
  DueWork,
  Found,
  KeptKind,
  KeptOf,
  LedgerId,
  LedgerStore,
  MonthRecord,
  Sums,
  TransactionPosition,
  TransactionRange,
  TransactionRecord,
} from "@farthing/core";
import { expect } from "vitest";
import { keptKinds, recordsByKind } from "./sample-records.ts";

/** More pages than any check fills; who needs more is going in circles. */
const pagesMax = 5000;

/** Goes from page to page to the end, and sees to it that none holds more than it may. */
async function walk<Item, Place>(
  read: (after: Place | undefined) => Promise<Found<Item, Place>>,
  limit = Number.POSITIVE_INFINITY,
): Promise<Item[]> {
  const items: Item[] = [];
  let after: Place | undefined;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const { records, next } = await read(after);
    expect(records.length, "records of one page").toBeLessThanOrEqual(limit);
    items.push(...records);
    if (next === undefined) return items;
    after = next;
  }
  throw new Error(`After ${pagesMax} pages there is still a next one.`);
}

/** Every date there can be. */
export const everyDate = { from: "1900-01-01", before: "2200-01-01" } as const;

export const walkTransactions = (
  store: LedgerStore,
  ledger: LedgerId,
  range: Partial<TransactionRange> = {},
): Promise<TransactionRecord[]> => {
  const whole: TransactionRange = { ...everyDate, order: "asc", limit: 100, ...range };
  return walk(
    (after: TransactionPosition | undefined) =>
      store.listTransactions(ledger, { ...whole, after: after ?? whole.after }),
    whole.limit,
  );
};

export const walkKept = <Kind extends KeptKind>(
  store: LedgerStore,
  ledger: LedgerId,
  kind: Kind,
  { order = "asc", limit = 100 }: { order?: "asc" | "desc"; limit?: number } = {},
): Promise<KeptOf<Kind>[]> =>
  walk<KeptOf<Kind>, Id>((after) => store.listKept(ledger, kind, { order, after, limit }), limit);

export const walkLedgers = (store: LedgerStore): Promise<LedgerId[]> =>
  walk<LedgerId, LedgerId>((after) => store.ledgers(after));

export const walkDue = (store: LedgerStore, work: DueWork, until: CalendarDate = "2199-12-31") =>
  walk((after: string | undefined) => store.due(work, until, after));

const counted = (sums: Sums) => Object.values(sums).some((figure) => figure !== 0);

/** A month without the categories that stores may leave out. */
const plainMonth = ({ categories, ...month }: MonthRecord): MonthRecord => ({
  ...month,
  categories: Object.fromEntries(Object.entries(categories).filter(([, sums]) => counted(sums))),
});

export const readMonths = async (store: LedgerStore, ledger: LedgerId): Promise<MonthRecord[]> =>
  (await store.listMonths(ledger, "1900-01", "2199-12")).map(plainMonth);

const byText = (one: unknown, other: unknown) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

export const readSmall = async (store: LedgerStore, ledger: LedgerId) =>
  [...(await store.getSmall(ledger))].sort(byText);

/** All that the port shows of one ledger, in every way it shows it; what is gone only by its id. */
export async function readAll(store: LedgerStore, ledger: LedgerId, ids: readonly Id[] = []) {
  const kept = await Promise.all(keptKinds.map((kind) => walkKept<KeptKind>(store, ledger, kind)));
  const due = await Promise.all((["recurring", "delivery"] as const).map((work) => walkDue(store, work)));
  return {
    transactions: await walkTransactions(store, ledger),
    slots: await store.getTransactions(ledger, ids),
    single: await Promise.all([
      ...ids.map((id) => store.getTransaction(ledger, id)),
      ...keptKinds.map((kind) => store.getKept(ledger, kind, recordsByKind[kind](1).id)),
    ]),
    small: await readSmall(store, ledger),
    months: await readMonths(store, ledger),
    kept: Object.fromEntries(keptKinds.map((kind, index) => [kind, kept[index]])),
    due: due.map((marks) => marks.filter((mark) => mark.ledger === ledger).sort(byText)),
    listed: (await walkLedgers(store)).includes(ledger),
  };
}
