import database from "dynalite/db/index.js";
import { type TableUnits, writeUnits } from "./consumed-capacity.ts";
import type { Index, Item, Table } from "./dynalite-types.ts";
import { itemBytes } from "./item-size.ts";

const entriesOf = (index: Index, item: Item | undefined, table: Table) =>
  database.getIndexActions([index], null, item, table).puts.map((put) => ({
    key: put.key,
    bytes: itemBytes(put.item),
    content: JSON.stringify(put.item),
  }));

const unitsOf = (index: Index, table: Table, before: Item | undefined, after: Item | undefined): number => {
  const [old] = entriesOf(index, before, table);
  const [put] = entriesOf(index, after, table);
  if (old?.content === put?.content) return 0;
  if (old?.key === put?.key) return writeUnits(Math.max(old?.bytes ?? 0, put?.bytes ?? 0));
  return (old === undefined ? 0 : writeUnits(old.bytes)) + (put === undefined ? 0 : writeUnits(put.bytes));
};

/** What the indexes of a table are charged for one item: an entry that stays as it was costs nothing. */
export const indexUnits = (table: Table, before: Item | undefined, after: Item | undefined): TableUnits["indexes"] =>
  Object.fromEntries(
    (["Local", "Global"] as const).flatMap((kind) =>
      (table[`${kind}SecondaryIndexes`] ?? []).map((index) => [
        index.IndexName,
        { kind, units: unitsOf(index, table, before, after) },
      ]),
    ),
  );
