import type { Ledger, NewTransaction, Transaction } from "@farthing/contract";
import fc from "fast-check";
import { matches } from "./recompute.ts";

type Place = number;
type Edit = { at: Place; change: Omit<Partial<NewTransaction>, "id">; category?: Place | null | undefined };

/** Something that a person does in a ledger; a place is one among what is there then. */
export type Deed =
  | { do: "create"; row: NewTransaction; category: Place | null }
  | ({ do: "edit" } & Edit)
  | { do: "delete"; at: Place }
  | { do: "bring back"; at: Place }
  | { do: "delete category"; at: Place; into: Place | null }
  | { do: "batch"; create: readonly NewTransaction[]; update: readonly Edit[]; delete: readonly Place[] }
  | {
      do: "bulk";
      filter: { tag?: string; account?: string };
      set: { date?: string; tags?: readonly string[]; account?: string };
    }
  | { do: "bulk delete"; filter: { tag?: string; account?: string } };

const date = fc
  .record({ month: fc.constantFrom("2025-12", "2026-01", "2026-02", "2026-03"), day: fc.integer({ min: 1, max: 28 }) })
  .map(({ month, day }) => `${month}-${String(day).padStart(2, "0")}`);
const tags = fc.subarray(["home", "Home", "work"]);
const account = fc.constantFrom("", "Cash", "Card");
const members = {
  date,
  type: fc.constantFrom("expense" as const, "income" as const),
  amount: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
    { weight: 1, arbitrary: fc.constant(100_000_000_000) },
  ),
  description: fc.constantFrom("Café Zoë", "CAFE ZOE", "Bäckerei", "bus", "Ümläut & Co", "100%"),
  note: fc.constantFrom("", "with Zoë", "two\nlines"),
  tags,
  account,
};
const row = fc.record(members);
const place = fc.nat({ max: 999 });
const category = fc.option(fc.nat({ max: 11 }), { freq: 3 });
const edit = fc.record({
  at: place,
  change: fc.record(members, { requiredKeys: [] }),
  category: fc.option(category, { nil: undefined }),
});
const narrow = fc.record(
  { tag: fc.constantFrom("home", "work"), account: fc.constantFrom("Cash", "Card") },
  { requiredKeys: [] },
);

const deeds: Readonly<Record<Deed["do"], { weight: number; arbitrary: fc.Arbitrary<object> }>> = {
  create: { weight: 12, arbitrary: fc.record({ row, category }) },
  edit: { weight: 7, arbitrary: edit },
  delete: { weight: 3, arbitrary: fc.record({ at: place }) },
  "bring back": { weight: 2, arbitrary: fc.record({ at: place }) },
  "delete category": { weight: 2, arbitrary: fc.record({ at: place, into: fc.option(place) }) },
  batch: {
    weight: 2,
    arbitrary: fc.record({
      create: fc.array(row, { maxLength: 3 }),
      update: fc.array(edit, { maxLength: 3 }),
      delete: fc.array(place, { maxLength: 2 }),
    }),
  },
  bulk: {
    weight: 1,
    arbitrary: fc.record({ filter: narrow, set: fc.record({ date, tags, account }, { requiredKeys: [] }) }),
  },
  "bulk delete": {
    weight: 1,
    arbitrary: fc.record({ filter: fc.record({ tag: fc.constant("work"), account: fc.constant("Card") }) }),
  },
};

const deed = fc.oneof(
  ...Object.entries(deeds).map(([name, { weight, arbitrary }]) => ({
    weight,
    arbitrary: arbitrary.map((rest) => ({ do: name, ...rest }) as Deed),
  })),
);

/** What a person may do from December 2025 to March 2026. */
export const history = fc.array(deed, { minLength: 10, maxLength: 40, size: "max" });

const pick = <Item>(items: readonly Item[], at: Place) => items[at % items.length];
const sameJson = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export interface Played {
  /** The transactions that must be there in the end. */
  rows: Transaction[];
  /** Which category a category is in the end, where it still leads to one. */
  became: ReadonlyMap<string, string | null>;
}

/** Does it all, one after another. */
export async function playHistory(ledger: Ledger, deeds: readonly Deed[]): Promise<Played> {
  const categories = (await ledger.categories.list()).items.map(({ id }) => id);
  const became = new Map<string, string | null>(categories.map((id) => [id, id]));
  const deleted: string[] = [];
  let rows: Transaction[] = [];

  const idOf = (at: Place | null) => (at === null ? null : (pick(categories, at) ?? null));
  const editOf = ({ change, category }: Edit) => ({
    ...change,
    categoryId: category === undefined ? undefined : idOf(category),
  });
  const replace = (changed: readonly Transaction[]) => {
    const byId = new Map(changed.map((each) => [each.id, each]));
    rows = rows.map((each) => byId.get(each.id) ?? each);
  };
  const remove = (ids: readonly string[]) => {
    rows = rows.filter(({ id }) => !ids.includes(id));
  };

  for (const deed of deeds) {
    if (deed.do === "create") {
      rows.push(await ledger.transactions.create({ ...deed.row, categoryId: idOf(deed.category) }));
    } else if (deed.do === "edit") {
      const old = pick(rows, deed.at);
      if (old !== undefined) replace([await ledger.transactions.update({ id: old.id, ...editOf(deed) })]);
    } else if (deed.do === "delete") {
      const old = pick(rows, deed.at);
      if (old === undefined) continue;
      deleted.push((await ledger.transactions.delete({ id: old.id })).undo);
      remove([old.id]);
    } else if (deed.do === "bring back") {
      const undoId = pick(deleted, deed.at);
      if (undoId === undefined) continue;
      deleted.splice(deleted.indexOf(undoId), 1);
      await ledger.undo({ undoId });
      const known = new Set(rows.map(({ id }) => id));
      const { items } = await ledger.transactions.list({ limit: 500 });
      rows.push(...items.filter(({ id }) => !known.has(id)));
    } else if (deed.do === "delete category") {
      const id = pick(categories, deed.at);
      if (id === undefined) continue;
      categories.splice(categories.indexOf(id), 1);
      const into = idOf(deed.into);
      await ledger.categories.delete({ id, moveTo: into ?? "none" });
      rows = rows.map((each) => (each.categoryId === id ? { ...each, categoryId: into } : each));
      for (const [from, to] of became) if (to === id) became.set(from, into);
    } else if (deed.do === "batch") {
      const touched = new Set<string>();
      const fresh = (at: Place) => {
        const id = pick(rows, at)?.id;
        if (id === undefined || touched.has(id)) return [];
        touched.add(id);
        return [id];
      };
      const batch = await ledger.transactions.batch({
        create: deed.create,
        update: deed.update.flatMap((each) => fresh(each.at).map((id) => ({ id, ...editOf(each) }))),
        delete: deed.delete.flatMap((at) => fresh(at).map((id) => ({ id }))),
      });
      replace(batch.updated);
      remove(batch.deleted);
      rows.push(...batch.created);
    } else if (deed.do === "bulk") {
      const found = rows.filter((each) => matches(each, deed.filter));
      await ledger.transactions.bulk({ filter: deed.filter, set: deed.set, expect: found.length });
      for (const each of found) {
        const after = { ...each, ...deed.set };
        if (sameJson(after, each)) continue;
        const { updatedAt } = await ledger.transactions.get({ id: each.id });
        replace([{ ...after, version: each.version + 1, updatedAt }]);
      }
    } else {
      const found = rows.filter((each) => matches(each, deed.filter));
      deleted.push((await ledger.transactions.bulk({ filter: deed.filter, delete: true, expect: found.length })).undo);
      remove(found.map(({ id }) => id));
    }
  }
  return { rows, became };
}
