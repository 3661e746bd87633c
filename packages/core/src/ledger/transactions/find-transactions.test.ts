import type { Ledger, Transaction, TransactionFilter, TransactionTotals } from "@farthing/contract";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { fixedContext } from "../../../test/fixed-context.ts";
import { createFarthing } from "../../create-farthing.ts";

/** A ledger of three months in which one category was deleted and leads to another, and one leads to none. */
async function opened() {
  const ledger = createFarthing(fixedContext()).ledger("me");
  const dates = ["2025-12-31", "2026-01-01", "2026-01-15", "2026-01-31", "2026-02-01", "2026-02-28"];
  const categories = ["groc", "eato", "funn", "gift", null];
  for (let number = 0; number < 60; number += 1) {
    await ledger.transactions.create({
      date: dates[number % 6] as string,
      type: number % 4 === 0 ? "income" : "expense",
      amount: (number % 7) + 1,
      description: number % 3 === 0 ? "Caf\u00e9 au lait" : `Row ${number}`,
      categoryId: categories[number % 5] as string | null,
      note: number % 10 === 0 ? "at the CAFE" : "",
      tags: number % 2 === 0 ? ["even"] : [],
      account: number % 9 === 0 ? "Card" : "",
    });
  }
  await ledger.categories.delete({ id: "eato", moveTo: "groc" });
  await ledger.categories.delete({ id: "funn", moveTo: "none" });
  return ledger;
}

const holds = (filter: TransactionFilter) => (row: Transaction) => {
  const { from = "", to = "9", type, categoryId, q, tag, account, amountFrom = 0, amountTo = 1e12 } = filter;
  const wanted = categoryId === "eato" ? "groc" : categoryId === "none" ? null : categoryId;
  return (
    row.date >= from &&
    row.date <= to &&
    (type === undefined || row.type === type) &&
    (wanted === undefined || row.categoryId === wanted) &&
    (q === undefined || `${row.description} ${row.note}`.toLowerCase().replaceAll("\u00e9", "e").includes("cafe")) &&
    (tag === undefined || row.tags.includes(tag)) &&
    (account === undefined || row.account === account) &&
    row.amount >= amountFrom &&
    row.amount <= amountTo
  );
};

const filters = fc.record(
  {
    from: fc.constantFrom("2025-12-01", "2026-01-01", "2026-01-02", "2026-01-15"),
    to: fc.constantFrom("2026-01-15", "2026-01-31", "2026-02-27", "2026-02-28"),
    type: fc.constantFrom("income" as const, "expense" as const),
    categoryId: fc.constantFrom("groc", "eato", "funn", "gift", "none", "zzzz"),
    q: fc.constant("Caf\u00c9"),
    tag: fc.constant("even"),
    account: fc.constantFrom("Card", ""),
    amountFrom: fc.integer({ min: 1, max: 8 }),
    amountTo: fc.integer({ min: 1, max: 8 }),
  },
  { requiredKeys: [] },
);

async function pages(
  ledger: Ledger,
  filter: TransactionFilter,
  order: "asc" | "desc",
  limit: number,
): Promise<Transaction[]> {
  const found: Transaction[] = [];
  let cursor: string | undefined;
  do {
    const page = await ledger.transactions.list({ ...filter, order, limit, cursor });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

describe("finding transactions", () => {
  let ledger: Ledger;
  let rows: Transaction[];
  beforeAll(async () => {
    ledger = await opened();
    rows = await pages(ledger, {}, "asc", 500);
  });

  it("orders them by date, then id", () => {
    const keys = rows.map(({ date, id }) => `${date} ${id}`);
    expect(keys).toEqual([...keys].sort());
    expect(rows).toHaveLength(60);
  });

  it("gives exactly those for which the filters hold, in pages of any size and either order", async () => {
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.constantFrom("asc" as const, "desc" as const),
        fc.constantFrom(1, 7, 100),
        async (filter, order, limit) => {
          const wanted = filter.categoryId === "funn" || filter.categoryId === "zzzz" ? [] : rows.filter(holds(filter));
          const found = await pages(ledger, filter, order, limit);
          expect(order === "asc" ? found : found.reverse()).toEqual(wanted);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("adds up exactly those, from stored totals or from the rows", async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const wanted = filter.categoryId === "funn" || filter.categoryId === "zzzz" ? [] : rows.filter(holds(filter));
        const sum = (type: string) => wanted.reduce((total, row) => total + (row.type === type ? row.amount : 0), 0);
        const totals: TransactionTotals = {
          count: wanted.length,
          income: sum("income"),
          expense: sum("expense"),
          net: sum("income") - sum("expense"),
          complete: true,
          cursor: null,
        };
        expect(await ledger.transactions.totals(filter)).toEqual(totals);
      }),
      { numRuns: 60 },
    );
  });

  it("refuses cursors that aren't its own", async () => {
    const { nextCursor } = await ledger.transactions.list({ limit: 1 });
    const cursor = nextCursor as string;
    const refused = { code: "invalid_cursor" };
    await expect(ledger.transactions.list({ cursor, type: "income" })).rejects.toMatchObject(refused);
    await expect(ledger.transactions.list({ cursor, order: "asc" })).rejects.toMatchObject(refused);
    await expect(ledger.transactions.totals({ cursor })).rejects.toMatchObject(refused);
    await expect(ledger.transactions.list({ cursor: `${cursor}x` })).rejects.toMatchObject(refused);
    expect((await ledger.transactions.list({ cursor, order: "desc", limit: 500 })).items).toHaveLength(59);
  });

  it("refuses a range that ends before it begins", async () => {
    const range = { from: "2026-02-01", to: "2026-01-31" };
    const refused = { code: "invalid_request", errors: [{ pointer: "/to", code: "range_reversed" }] };
    await expect(ledger.transactions.list(range)).rejects.toMatchObject(refused);
    await expect(ledger.transactions.totals(range)).rejects.toMatchObject(refused);
  });
});
