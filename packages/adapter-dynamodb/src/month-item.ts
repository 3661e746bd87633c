import type { Month } from "@farthing/contract";
import type { CategoryKey, LedgerId, MonthRecord, Sums } from "@farthing/core";
import { assertSafe, whole } from "./codecs.ts";
import type { Item, ItemKey, StoredItem } from "./item.ts";
import { monthSort, partitionOf } from "./item-keys.ts";
import { WRITE } from "./shape.ts";
import { strangeItem } from "./strange-item.ts";

/** The attribute of a month's version. */
export const VERSION = "v";

/** How the attributes of the four figures end; before it stands the category, and nothing for the month as a whole. */
export const figureEndings = {
  income: "i",
  expense: "e",
  incomeCount: "I",
  expenseCount: "E",
} as const satisfies Record<keyof Sums, string>;

const figures = Object.entries(figureEndings) as readonly [keyof Sums, string][];
const figureOf = new Map(figures.map(([figure, ending]) => [ending, figure]));

export const monthKey = (ledger: LedgerId, month: Month): ItemKey => ({
  PK: partitionOf(ledger),
  SK: monthSort(month),
});

export type Figure = readonly [attribute: string, value: number];

/** The figures of a month and of its categories; those of categories that are zero are left out. */
export function figureAttributes(sums: Sums, categories: Readonly<Record<CategoryKey, Sums>>): Figure[] {
  return [
    ...figures.map(([figure, ending]): Figure => [ending, assertSafe(sums[figure])]),
    ...Object.entries(categories).flatMap(([key, category]) =>
      figures.flatMap(([figure, ending]): Figure[] =>
        category[figure] === 0 ? [] : [[key + ending, assertSafe(category[figure])]],
      ),
    ),
  ];
}

export function writeMonth(ledger: LedgerId, record: MonthRecord): Item {
  const item: Record<string, string | number> = { ...monthKey(ledger, record.month) };
  item[VERSION] = assertSafe(record.version);
  for (const [attribute, value] of figureAttributes(record, record.categories)) item[attribute] = value;
  return item as Item;
}

const noSums: Sums = { income: 0, expense: 0, incomeCount: 0, expenseCount: 0 };
const figureAttribute = /^(-|[0-9a-z]{4})?([ieIE])$/;

/** Attributes that tell no figure. */
const others = new Set(["PK", "SK", VERSION, WRITE]);

export function readMonth(item: StoredItem): MonthRecord {
  const number = (attribute: string): number => {
    const value = whole.read(item[attribute]);
    if (value === undefined) throw strangeItem(item, `its attribute ${attribute} is missing or no whole number`);
    return value;
  };
  const total = { ...noSums };
  for (const [figure, ending] of figures) total[figure] = number(ending);
  const categories: Record<CategoryKey, Sums> = {};
  for (const attribute of Object.keys(item)) {
    if (others.has(attribute)) continue;
    const [, category, ending = ""] = figureAttribute.exec(attribute) ?? [];
    const figure = figureOf.get(ending);
    if (figure === undefined) throw strangeItem(item, `nothing is known of its attribute ${attribute}`);
    const value = number(attribute);
    if (category === undefined || value === 0) continue;
    categories[category] ??= { ...noSums };
    categories[category][figure] = value;
  }
  return { kind: "month", month: item.SK.slice(2), version: number(VERSION), ...total, categories };
}
