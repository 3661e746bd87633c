import type { Ledger, NewTransaction, Transaction } from "@farthing/contract";
import fc from "fast-check";

/** Something that a person does in a ledger; numbers stand for places among what is there then. */
export type Deed =
  | { do: "create"; row: NewTransaction; category: number | null }
  | { do: "edit"; at: number; change: Omit<Partial<NewTransaction>, "id">; category?: number | null | undefined }
  | { do: "delete"; at: number }
  | { do: "bring back"; at: number }
  | { do: "delete category"; at: number; into: number | null };

const date = fc
  .record({ month: fc.constantFrom("2025-12", "2026-01", "2026-02", "2026-03"), day: fc.integer({ min: 1, max: 28 }) })
  .map(({ month, day }) => `${month}-${String(day).padStart(2, "0")}`);

const row = {
  date,
  type: fc.constantFrom("expense" as const, "income" as const),
  amount: fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.constant(300_000_000_000)),
  description: fc.constantFrom("Café Zoë", "CAFE ZOE", "Bäckerei", "bus", "Ümläut & Co", "100%"),
  note: fc.constantFrom("", "with Zoë", "two\nlines"),
  tags: fc.subarray(["home", "Home", "work"]),
  account: fc.constantFrom("", "Cash", "Card"),
};

const place = fc.nat({ max: 999 });
const category = fc.option(fc.nat({ max: 11 }), { freq: 3 });

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("create" as const), row: fc.record(row), category }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("edit" as const),
      at: place,
      change: fc.record(row, { requiredKeys: [] }),
      category: fc.option(category, { nil: undefined }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("delete" as const), at: place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("bring back" as const), at: place }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("delete category" as const), at: place, into: fc.option(place) }),
  },
);

/** What a person may do from December 2025 to March 2026. */
export const history = fc.array(deed, { minLength: 10, maxLength: 40, size: "max" });

const pick = <Item>(items: readonly Item[], at: number) => items[at % items.length];

export interface Played {
  /** The transactions that must be there in the end. */
  rows: Transaction[];
  /** Which category a category is in the end, where it still leads to one. */
  became: ReadonlyMap<string, string | null>;
}

/** Does it all, one after another. */
export async function playHistory(ledger: Ledger, deeds: readonly Deed[]): Promise<Played> {
  const categories = (await ledger.categories.list()).items.map(({ id }) => id);
  const idOf = (at: number | null) => (at === null ? null : (pick(categories, at) ?? null));
  const became = new Map<string, string | null>(categories.map((id) => [id, id]));
  let rows: Transaction[] = [];
  const deleted: { id: string; undo: string }[] = [];

  for (const deed of deeds) {
    if (deed.do === "create") {
      rows.push(await ledger.transactions.create({ ...deed.row, categoryId: idOf(deed.category) }));
    } else if (deed.do === "edit") {
      const old = pick(rows, deed.at);
      if (old === undefined) continue;
      const categoryId = deed.category === undefined ? undefined : idOf(deed.category);
      const edited = await ledger.transactions.update({ id: old.id, ...deed.change, categoryId });
      rows = rows.map((row) => (row.id === old.id ? edited : row));
    } else if (deed.do === "delete") {
      const old = pick(rows, deed.at);
      if (old === undefined) continue;
      deleted.push({ id: old.id, ...(await ledger.transactions.delete({ id: old.id })) });
      rows = rows.filter((row) => row.id !== old.id);
    } else if (deed.do === "bring back") {
      const back = pick(deleted, deed.at);
      if (back === undefined) continue;
      deleted.splice(deleted.indexOf(back), 1);
      await ledger.undo({ undoId: back.undo });
      rows.push(await ledger.transactions.get({ id: back.id }));
    } else {
      const id = pick(categories, deed.at);
      if (id === undefined) continue;
      categories.splice(categories.indexOf(id), 1);
      const into = idOf(deed.into);
      await ledger.categories.delete({ id, moveTo: into ?? "none" });
      rows = rows.map((row) => (row.categoryId === id ? { ...row, categoryId: into } : row));
      for (const [from, to] of became) if (to === id) became.set(from, into);
    }
  }
  return { rows, became };
}
