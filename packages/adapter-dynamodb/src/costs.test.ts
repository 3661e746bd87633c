import { readFileSync } from "node:fs";
import { type Import, type Month, operationNames, type Undoable } from "@farthing/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CostLedger,
  earlierImport,
  type LedgerKind,
  largest,
  makeCostLedger,
  monthOf,
  openCostLedger,
  rowOf,
  typical,
  year,
} from "../test/cost-ledgers.ts";
import { type LocalTables, openLocalTables } from "../test/local-tables.ts";
import { type Meter, meter } from "../test/meter.ts";
import { createDynamoDbStore } from "./create-dynamodb-store.ts";
import { itemSize } from "./item-size.ts";
import { writeMonth } from "./month-item.ts";
import { writeSlot } from "./slot-items.ts";

/** Write and read capacity units. */
type Price = readonly [wcu: number, rcu: number];

/** What is done, and after what; what it costs in a typical ledger and in the largest that the contract allows. */
interface Priced {
  does: string;
  operation: string;
  after?: (of: CostLedger) => Promise<unknown>;
  call: (of: CostLedger, before: unknown) => Promise<unknown>;
  typical: Price;
  largest: Price;
}

const date = "2026-11-20";
const id = "20261120-abcdefghijklmnopqrst";
const key = { idempotencyKey: "a-key" };
const wholeYear = { from: "2026-01-01", to: "2026-12-31" };

const create = ({ ledger, content }: CostLedger) => ledger.transactions.create({ id, ...content(date) });
const edit =
  (change: object, options?: typeof key) =>
  ({ ledger, row }: CostLedger) =>
    ledger.transactions.update({ id: row, ...change }, options);
const remove = ({ ledger, row }: CostLedger) => ledger.transactions.delete({ id: row });

/** A bank file of 98 rows of one month. */
function statement({ content }: CostLedger): Blob {
  const lines = Array.from({ length: 98 }, (_, number) => {
    const day = String((number % 30) + 1).padStart(2, "0");
    return `2026-11-${day},${content(date).description} ${number},-${number + 1}.25`;
  });
  return new Blob([["Date,Description,Amount", ...lines].join("\n")]);
}
const takeIn = (of: CostLedger) => of.ledger.imports.create({ file: statement(of) });

async function drain(pieces: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pieces);
}

const prices: readonly Priced[] = [
  { does: "create with an id", operation: "transactions.create", call: create, typical: [4, 1], largest: [32, 18] },
  {
    does: "the same create again",
    operation: "transactions.create",
    after: create,
    call: create,
    typical: [4, 3],
    largest: [32, 38],
  },
  {
    does: "create with an Idempotency-Key and no id",
    operation: "transactions.create",
    call: ({ ledger, content }) => ledger.transactions.create(content(date), key),
    typical: [6, 1],
    largest: [34, 18],
  },
  {
    does: "edit of text alone",
    operation: "transactions.update",
    call: edit({ note: "new" }),
    typical: [1, 2],
    largest: [7, 20],
  },
  {
    does: "edit of text alone with an Idempotency-Key",
    operation: "transactions.update",
    call: edit({ note: "new" }, key),
    typical: [4, 2],
    largest: [16, 20],
  },
  {
    does: "edit of amount",
    operation: "transactions.update",
    call: edit({ amount: 77 }),
    typical: [4, 2],
    largest: [32, 20],
  },
  {
    does: "edit of category",
    operation: "transactions.update",
    call: edit({ categoryId: "c009" }),
    typical: [4, 2],
    largest: [32, 20],
  },
  {
    does: "edit of amount with an Idempotency-Key",
    operation: "transactions.update",
    call: edit({ amount: 77 }, key),
    typical: [6, 2],
    largest: [34, 20],
  },
  {
    does: "edit of date, in the same month",
    operation: "transactions.update",
    call: edit({ date: "2026-11-29" }),
    typical: [6, 2],
    largest: [46, 20],
  },
  {
    does: "edit of date, to another month",
    operation: "transactions.update",
    call: edit({ date: "2026-10-29" }),
    typical: [8, 2],
    largest: [64, 20],
  },
  {
    does: "edit of date of one moved before, in the same month",
    operation: "transactions.update",
    after: edit({ date: "2026-11-29" }),
    call: edit({ date: "2026-11-28" }),
    typical: [8, 3],
    largest: [48, 21],
  },
  {
    does: "edit of date of one moved before, to another month",
    operation: "transactions.update",
    after: edit({ date: "2026-11-29" }),
    call: edit({ date: "2026-10-29" }),
    typical: [10, 3],
    largest: [66, 21],
  },
  { does: "delete", operation: "transactions.delete", call: remove, typical: [6, 1], largest: [46, 2] },
  {
    does: "take a delete back",
    operation: "undo",
    after: remove,
    call: ({ ledger }, removed) => ledger.undo({ undoId: (removed as Undoable).undo }),
    typical: [6, 4],
    largest: [46, 23],
  },
  {
    does: "get by id",
    operation: "transactions.get",
    call: ({ ledger, row }) => ledger.transactions.get({ id: row }),
    typical: [0, 2],
    largest: [0, 20],
  },
  {
    does: "get by id, after a move",
    operation: "transactions.get",
    after: edit({ date: "2026-12-01" }),
    call: ({ ledger, row }) => ledger.transactions.get({ id: row }),
    typical: [0, 3],
    largest: [0, 21],
  },
  {
    does: "list 50",
    operation: "transactions.list",
    call: ({ ledger }) => ledger.transactions.list({ limit: 50 }),
    typical: [0, 4],
    largest: [0, 101],
  },
  {
    does: "totals of 12 whole months",
    operation: "transactions.totals",
    call: ({ ledger }) => ledger.transactions.totals(wholeYear),
    typical: [0, 3],
    largest: [0, 43],
  },
  {
    does: "export of 60 rows",
    operation: "transactions.export",
    call: ({ ledger }) => drain(ledger.transactions.export({})),
    typical: [0, 5],
    largest: [0, 118],
  },
  {
    does: "batch of 20 new ones with an Idempotency-Key",
    operation: "transactions.batch",
    call: ({ ledger, content }) =>
      ledger.transactions.batch({ create: Array.from({ length: 20 }, () => content(date)) }, key),
    typical: [48, 1],
    largest: [304, 18],
  },
  {
    does: "bulk change of the category of 60 rows",
    operation: "transactions.bulk",
    call: ({ ledger }) => ledger.transactions.bulk({ filter: {}, set: { categoryId: "c003" }, expect: 60 }),
    typical: [189, 9],
    largest: [1727, 218],
  },
  {
    does: "12 months of totals",
    operation: "reports.months",
    call: ({ ledger }) => ledger.reports.months({ from: "2026-01", to: "2026-12" }),
    typical: [0, 3],
    largest: [0, 43],
  },
  {
    does: "12 months by category",
    operation: "reports.categories",
    call: ({ ledger }) => ledger.reports.categories(wholeYear),
    typical: [0, 3],
    largest: [0, 43],
  },
  {
    does: "a month of 60 rows by day",
    operation: "reports.days",
    call: ({ ledger }) => ledger.reports.days({ from: "2026-11-01", to: "2026-11-30" }),
    typical: [0, 5],
    largest: [0, 118],
  },
  {
    does: "preview of 98 rows of one month",
    operation: "imports.preview",
    call: (of) => of.ledger.imports.preview({ file: statement(of) }),
    typical: [0, 44],
    largest: [0, 291],
  },
  {
    does: "import of 98 rows of one month",
    operation: "imports.create",
    call: takeIn,
    typical: [208, 49],
    largest: [224, 342],
  },
  {
    does: "the same import again",
    operation: "imports.create",
    after: takeIn,
    call: takeIn,
    typical: [8, 18],
    largest: [8, 238],
  },
  {
    does: "take an import of 98 rows back",
    operation: "imports.undo",
    after: takeIn,
    call: ({ ledger }, taken) => ledger.imports.undo({ id: (taken as Import).id }),
    typical: [212, 10],
    largest: [244, 125],
  },
  {
    does: "an import",
    operation: "imports.get",
    call: ({ ledger }) => ledger.imports.get({ id: earlierImport.id }),
    typical: [0, 1],
    largest: [0, 1],
  },
  {
    does: "the list of one import",
    operation: "imports.list",
    call: ({ ledger }) => ledger.imports.list({}),
    typical: [0, 1],
    largest: [0, 1],
  },
  {
    does: "settings",
    operation: "settings.get",
    call: ({ ledger }) => ledger.settings.get(),
    typical: [0, 1],
    largest: [0, 18],
  },
  {
    does: "change of settings",
    operation: "settings.update",
    call: ({ ledger }) => ledger.settings.update({ weekStart: 5 }),
    typical: [1, 1],
    largest: [1, 18],
  },
  {
    does: "all categories",
    operation: "categories.list",
    call: ({ ledger }) => ledger.categories.list(),
    typical: [0, 1],
    largest: [0, 18],
  },
  {
    does: "a category",
    operation: "categories.get",
    call: ({ ledger }) => ledger.categories.get({ id: "c003" }),
    typical: [0, 1],
    largest: [0, 18],
  },
  {
    does: "new category",
    operation: "categories.create",
    after: ({ ledger }) => ledger.categories.delete({ id: "c000", moveTo: "c001" }),
    call: ({ ledger }) => ledger.categories.create({ name: "New", type: "expense" }),
    typical: [4, 1],
    largest: [8, 18],
  },
  {
    does: "change of a category",
    operation: "categories.update",
    call: ({ ledger }) => ledger.categories.update({ id: "c003", color: 3 }),
    typical: [1, 1],
    largest: [1, 18],
  },
  {
    does: "new name of a category",
    operation: "categories.update",
    call: ({ ledger }) => ledger.categories.update({ id: "c003", name: "New" }),
    typical: [4, 1],
    largest: [8, 18],
  },
  {
    does: "delete of a category",
    operation: "categories.delete",
    call: ({ ledger }) => ledger.categories.delete({ id: "c003", moveTo: "c001" }),
    typical: [6, 1],
    largest: [10, 18],
  },
  {
    does: "verify 12 months and 60 rows",
    operation: "maintenance.verify",
    call: ({ ledger }) => ledger.maintenance.verify(),
    typical: [0, 43],
    largest: [0, 210],
  },
  {
    does: "rebuild 12 months",
    operation: "maintenance.rebuild",
    call: ({ ledger }) => ledger.maintenance.rebuild(),
    typical: [12, 43],
    largest: [108, 210],
  },
];

describe("capacity", () => {
  let tables: LocalTables;
  let metering: Meter;
  let make: (kind: LedgerKind, months?: readonly Month[]) => Promise<{ aside: CostLedger; metered: CostLedger }>;
  let read: (kind: LedgerKind) => { aside: CostLedger; metered: CostLedger };

  beforeAll(async () => {
    tables = await openLocalTables();
    const tableName = await tables.newTable();
    const [client, other] = [tables.client(), tables.client()];
    metering = meter(client, other, tableName);
    const store = createDynamoDbStore({ client, tableName });
    const storeAside = createDynamoDbStore({ client: other, tableName });
    let made = 0;
    make = async (kind, months = year) => {
      made += 1;
      const ledger = `0f8fad5b-d9cb-469f-a165-${String(made).padStart(12, "0")}`;
      const aside = await makeCostLedger(storeAside, kind, ledger, months);
      return { aside, metered: openCostLedger(store, kind, ledger) };
    };
    const [shared, sharedLargest] = await Promise.all([make(typical), make(largest)]);
    read = (kind) => (kind === typical ? shared : sharedLargest);
  });
  afterAll(() => tables.close());

  /** All that reads shares a ledger. What writes gets one of its own, with no other months than it writes to if it reads none. */
  async function priceOf({ operation, after, call, typical: [writes] }: Priced, kind: LedgerKind): Promise<Price> {
    const months = /^(imports|maintenance)/.test(operation) ? year : ["2026-10", "2026-11"];
    const { aside, metered } = after === undefined && writes === 0 ? read(kind) : await make(kind, months);
    const before = await after?.(aside);
    metering.reset();
    await call(metered, before);
    const { wcu, rcu } = metering.read();
    return [wcu, rcu];
  }

  const told = ([wcu, rcu]: Price) => `${wcu} WCU and ${rcu} RCU`;

  it.each(prices.map((priced) => [priced.does, told(priced.typical), told(priced.largest), priced] as const))(
    "of “%s” is %s, and %s at the most",
    async (_, ordinary, most, priced) => {
      expect(told(await priceOf(priced, typical))).toBe(ordinary);
      expect(told(await priceOf(priced, largest))).toBe(most);
    },
  );

  it("is told of every operation", () => {
    expect([...new Set(prices.map(({ operation }) => operation))].toSorted()).toEqual([...operationNames].toSorted());
  });

  it("is told as it is in the README", () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
    const rows = [...readme.matchAll(/^\| (.+?) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$/gm)].map(([line]) => line);
    expect(rows).toEqual(
      prices.map(({ does, typical, largest }) => `| ${[does, ...typical, ...largest].join(" | ")} |`),
    );
  });

  it("is told for rows of 210 bytes and months of 30 categories that come to less than 1 KB", () => {
    const ledger = "0f8fad5b-d9cb-469f-a165-70867728950e";
    expect(itemSize(writeSlot(ledger, rowOf(typical, 0)))).toBe(210);
    expect(itemSize(writeMonth(ledger, monthOf(typical, "2026-11")))).toBeLessThan(1024);
  });
});
