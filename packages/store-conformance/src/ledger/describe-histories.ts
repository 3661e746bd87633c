import type { TransactionFilter } from "@farthing/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listAll } from "./list-all.ts";
import { history, type Played, playHistory } from "./play-history.ts";
import { readText } from "./read-text.ts";
import { categoryTotals, dayTotals, inOrder, matches, monthTotals, sums } from "./recompute.ts";
import type { Scene } from "./scene.ts";
import { totalAll } from "./total-all.ts";

/** Each property takes about a second where answers take a millisecond, and never more than this. */
const budget = { interruptAfterTimeLimit: 40_000, markInterruptAsFailure: true } as const;

const months = ["2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04"];
const day = fc
  .integer({ min: 0, max: 150 })
  .map((days) => new Date(Date.UTC(2025, 10, 15 + days)).toISOString().slice(0, 10));
const range = fc
  .tuple(day, day)
  .map(([one, other]) => (one <= other ? { from: one, to: other } : { from: other, to: one }));

const datesOf = ({ from, to }: { from: string; to: string }) => {
  const dates: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    dates.push(new Date(at).toISOString().slice(0, 10));
  return dates;
};

const narrow = fc.record(
  {
    type: fc.constantFrom("income" as const, "expense" as const),
    categoryId: fc.constantFrom("none", "hous", "groc", "eato", "sala"),
    q: fc.constantFrom("cafe", "CAFÉ", "zoë", "zoe\u0308", "lines", "0%", "nowhere"),
    tag: fc.constantFrom("home", "Home", "work"),
    account: fc.constantFrom("Cash", "Card", "cash"),
    amountFrom: fc.integer({ min: 1, max: 20_000 }),
    amountTo: fc.integer({ min: 1, max: 20_000 }),
  },
  { requiredKeys: [] },
);

const filter: fc.Arbitrary<TransactionFilter> = fc
  .tuple(
    fc.oneof(
      range,
      fc.constant({}),
      range.map(({ from }) => ({ from })),
      range.map(({ to }) => ({ to })),
    ),
    narrow,
  )
  .map(([dates, { amountFrom, amountTo, ...rest }]) => ({
    ...dates,
    ...rest,
    ...(amountFrom === undefined ? {} : { amountFrom }),
    ...(amountTo === undefined ? {} : { amountTo: Math.max(amountTo, amountFrom ?? 0) }),
  }));

/** A filter by a category deleted since finds those of the one that took over; by one that led to none it finds nothing. */
const asOfNow = (filter: TransactionFilter, became: Played["became"]): TransactionFilter =>
  filter.categoryId === undefined || filter.categoryId === "none"
    ? filter
    : { ...filter, categoryId: became.get(filter.categoryId) ?? "nothing" };

export function describeHistories({ user }: Scene): void {
  describe("after whatever was created, edited, moved, deleted and brought back", () => {
    it("lists give what was answered, and totals and exports agree with them under any filters", async () => {
      await fc.assert(
        fc.asyncProperty(
          history,
          fc.array(
            fc.record({
              filter,
              order: fc.constantFrom("asc" as const, "desc" as const),
              limit: fc.integer({ min: 1, max: 9 }),
            }),
            {
              minLength: 6,
              maxLength: 6,
            },
          ),
          async (deeds, questions) => {
            const ledger = await user();
            const { rows, became } = await playHistory(ledger, deeds);
            expect(await listAll(ledger)).toStrictEqual(inOrder(rows, "desc"));
            for (const { filter, order, limit } of questions) {
              const found = rows.filter((row) => matches(row, asOfNow(filter, became)));
              expect(await listAll(ledger, { ...filter, order, limit })).toStrictEqual(inOrder(found, order));
              const { income, expense, count } = sums(found);
              expect(await totalAll(ledger, filter)).toStrictEqual({ count, income, expense, net: income - expense });
              const exported = await readText(ledger.transactions.export(filter));
              expect(exported.match(/\d{8}-[0-9a-z]{16,26}(?=\r\n)/g) ?? []).toStrictEqual(
                inOrder(found, "asc").map(({ id }) => id),
              );
            }
          },
        ),
        { numRuns: 4, ...budget },
      );
    });

    it("reports say what adding up the transactions says", async () => {
      await fc.assert(
        fc.asyncProperty(history, fc.array(range, { minLength: 4, maxLength: 4 }), async (deeds, ranges) => {
          const ledger = await user();
          const { rows, became } = await playHistory(ledger, deeds);
          const { items } = await ledger.reports.months({ from: "2025-11", to: "2026-04" });
          expect(items).toStrictEqual(monthTotals(rows, months));
          for (const { from, to } of ranges) {
            const within = rows.filter((row) => matches(row, { from, to }));
            expect((await ledger.reports.categories({ from, to })).items).toStrictEqual(categoryTotals(within));
            const dates = datesOf({ from, to }).slice(0, 92);
            const days = { from, to: dates.at(-1) as string };
            expect((await ledger.reports.days(days)).items).toStrictEqual(dayTotals(rows, dates));
            expect((await ledger.reports.days({ ...days, categoryId: "none" })).items).toStrictEqual(
              dayTotals(
                rows.filter(({ categoryId }) => categoryId === null),
                dates,
              ),
            );
            expect((await ledger.reports.days({ ...days, categoryId: "groc" })).items).toStrictEqual(
              dayTotals(
                rows.filter((row) => matches(row, asOfNow({ categoryId: "groc" }, became))),
                dates,
              ),
            );
          }
        }),
        { numRuns: 4, ...budget },
      );
    });

    it("verify counts every transaction, and rebuild finds nothing to put right", async () => {
      await fc.assert(
        fc.asyncProperty(history, async (deeds) => {
          const ledger = await user();
          const { rows } = await playHistory(ledger, deeds);
          const verified = await ledger.maintenance.verify();
          expect([verified.rows, verified.differences]).toStrictEqual([rows.length, []]);
          expect(verified.months).toBeGreaterThanOrEqual(new Set(rows.map(({ date }) => date.slice(0, 7))).size);
          expect(await ledger.maintenance.rebuild()).toStrictEqual(verified);
        }),
        { numRuns: 2, ...budget },
      );
    });
  });
}
