import type { Page, Transaction, TransactionTotals } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { fixedContext } from "../../../test/fixed-context.ts";
import { plainStore } from "../../../test/plain-store.ts";
import type { MonthRecord, TransactionRecord } from "../../ports/records.ts";
import { listTransactions } from "./list-transactions.ts";
import { totalTransactions } from "./total-transactions.ts";

const row = (index: number): TransactionRecord => {
  const date = index < 10_500 ? "2026-01-20" : "2026-03-10";
  return {
    kind: "transaction",
    id: `${date.replaceAll("-", "")}-${String(index).padStart(16, "0")}`,
    version: 1,
    date,
    type: "expense",
    amount: 1,
    description: index % 5_000 === 4_999 ? "Rare" : "Common",
    categoryId: null,
    note: "",
    tags: [],
    account: "",
    importId: null,
    recurringId: null,
    createdAt: "2026-01-20T10:00:00.000Z",
    updatedAt: "2026-01-20T10:00:00.000Z",
    digest: null,
  };
};
const rows = Array.from({ length: 24_000 }, (_, index) => row(index));
const reversed = rows.toReversed();

const sums = { income: 0, expense: 7, incomeCount: 0, expenseCount: 1 };
const february: MonthRecord = { kind: "month", month: "2026-02", version: 1, ...sums, categories: { "-": sums } };

/**
 * A ledger of 24 000 transactions in January and March, and totals of February, in a store that counts how many transactions
 * it gives, and gives at most so many at once.
 */
function counted(pageMax: number) {
  const seen = { rows: 0 };
  const context = fixedContext({
    store: {
      ...plainStore(),
      listMonths: async (_ledger, from, to) => (from <= february.month && to >= february.month ? [february] : []),
      async listTransactions(_ledger, { from, before, order, after, limit }) {
        const key = ({ date, id }: { date: string; id: string }) => `${date} ${id}`;
        const place = after && key(after);
        const inRange = (each: TransactionRecord) => each.date >= from && each.date < before;
        const isBehind = (each: TransactionRecord) =>
          place === undefined || (order === "asc" ? key(each) > place : key(each) < place);
        const ordered = order === "asc" ? rows : reversed;
        const first = ordered.findIndex((each) => inRange(each) && isBehind(each));
        const rest = first < 0 ? [] : ordered.slice(first).filter(inRange);
        const records = rest.slice(0, Math.min(limit, pageMax));
        seen.rows += records.length;
        const last = records.at(-1);
        return last !== undefined && rest.length > records.length
          ? { records, next: { date: last.date, id: last.id } }
          : { records };
      },
    },
  });
  return { context, seen };
}

const filters = { from: "2026-01-02", to: "2026-03-30" };

describe.each([1000, 700])("a call, where a store gives at most %i at once,", (pageMax) => {
  it("that adds up reads at most 10 000 rows, and the next goes on from there", async () => {
    const { context, seen } = counted(pageMax);
    const calls: number[] = [];
    let total = { count: 0, expense: 0 };
    let cursor: string | undefined;
    do {
      seen.rows = 0;
      const answer: TransactionTotals = await totalTransactions(context, { ...filters, cursor });
      calls.push(seen.rows);
      total = { count: total.count + answer.count, expense: total.expense + answer.expense };
      expect(answer.complete).toBe(answer.cursor === null);
      cursor = answer.cursor ?? undefined;
    } while (cursor !== undefined);
    expect(total).toEqual({ count: 24_001, expense: 24_007 });
    expect(Math.max(...calls)).toBe(10_000);
    expect(calls).toHaveLength(3);
  });

  it.each(["asc", "desc"] as const)(
    "that lists in %s order reads at most 10 000 rows, and meets each found one once",
    async (order) => {
      const { context, seen } = counted(pageMax);
      const found: string[] = [];
      const pages: number[] = [];
      let cursor: string | undefined;
      do {
        seen.rows = 0;
        const answer: Page<Transaction> = await listTransactions(context, { q: "rare", order, limit: 500, cursor });
        expect(seen.rows).toBeLessThanOrEqual(10_000);
        pages.push(answer.items.length);
        found.push(...answer.items.map(({ id }) => id));
        cursor = answer.nextCursor ?? undefined;
      } while (cursor !== undefined);
      const rare = rows.filter(({ description }) => description === "Rare").map(({ id }) => id);
      expect(found).toEqual(order === "asc" ? rare : rare.reverse());
      expect(pages).toHaveLength(3);
    },
  );
});
