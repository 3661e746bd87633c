import type { Ledger } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { expectFaults } from "./expect-faults.ts";
import type { Scene } from "./scene.ts";

const enter = (ledger: Ledger, date: string, type: "income" | "expense", amount: number, categoryId: string | null) =>
  ledger.transactions.create({ date, type, amount, description: "Entry", categoryId });

const enterAll = async (ledger: Ledger) => {
  await enter(ledger, "2025-12-31", "expense", 1, "groc");
  await enter(ledger, "2026-01-01", "expense", 20, "groc");
  await enter(ledger, "2026-01-15", "income", 300, "sala");
  await enter(ledger, "2026-01-15", "income", 5, "groc");
  await enter(ledger, "2026-01-31", "expense", 4_000, null);
  await enter(ledger, "2026-02-01", "expense", 50_000, "hous");
};

const empty = (month: string) => ({ month, income: 0, expense: 0, net: 0, count: 0, categories: [] });

export function describeReports({ user }: Scene): void {
  describe("the report of months", () => {
    it("has every month of the range, empty ones too, with its categories by id and the uncategorised last", async () => {
      const ledger = await user();
      await enterAll(ledger);
      expect(await ledger.reports.months({ from: "2025-11", to: "2026-01" })).toStrictEqual({
        items: [
          empty("2025-11"),
          {
            month: "2025-12",
            income: 0,
            expense: 1,
            net: -1,
            count: 1,
            categories: [{ categoryId: "groc", income: 0, expense: 1, count: 1 }],
          },
          {
            month: "2026-01",
            income: 305,
            expense: 4_020,
            net: -3_715,
            count: 4,
            categories: [
              { categoryId: "groc", income: 5, expense: 20, count: 2 },
              { categoryId: "sala", income: 300, expense: 0, count: 1 },
              { categoryId: null, income: 0, expense: 4_000, count: 1 },
            ],
          },
        ],
      });
    });

    it("leaves out a category whose last transaction is gone", async () => {
      const ledger = await user();
      const { id } = await enter(ledger, "2026-01-01", "expense", 20, "groc");
      await enter(ledger, "2026-01-01", "expense", 3, "eato");
      await ledger.transactions.update({ id, categoryId: "eato" });
      expect((await ledger.reports.months({ from: "2026-01", to: "2026-01" })).items[0]?.categories).toStrictEqual([
        { categoryId: "eato", income: 0, expense: 23, count: 2 },
      ]);
    });

    it("reaches over at most 600 months", async () => {
      const ledger = await user();
      const { items } = await ledger.reports.months({ from: "1950-03", to: "2000-02" });
      expect(items).toHaveLength(600);
      expect([items[0], items[599]]).toStrictEqual([empty("1950-03"), empty("2000-02")]);
      await expectFaults(ledger.reports.months({ from: "1950-03", to: "2000-03" }), { "/to": "too_many" });
    });

    it("reaches to the first and the last month there is", async () => {
      const ledger = await user();
      expect((await ledger.reports.months({ from: "1900-01", to: "1900-01" })).items).toStrictEqual([empty("1900-01")]);
      expect((await ledger.reports.months({ from: "2199-12", to: "2199-12" })).items).toStrictEqual([empty("2199-12")]);
      await expectFaults(ledger.reports.months({ from: "1899-12", to: "2200-01" }), {
        "/from": "no_such_date",
        "/to": "no_such_date",
      });
    });

    it("names every fault of its range", async () => {
      const ledger = await user();
      await expectFaults(ledger.reports.months({} as never), { "/from": "required", "/to": "required" });
      await expectFaults(ledger.reports.months({ from: "2026-13", to: "2026" }), {
        "/from": "no_such_date",
        "/to": "invalid",
      });
      await expectFaults(ledger.reports.months({ from: "2026-02", to: "2026-01" }), { "/to": "range_reversed" });
    });
  });

  describe("the report of categories", () => {
    it("adds up whole months and parts of months alike", async () => {
      const ledger = await user();
      await enterAll(ledger);
      expect(await ledger.reports.categories({ from: "2025-12-31", to: "2026-01-30" })).toStrictEqual({
        items: [
          { categoryId: "groc", income: 5, expense: 21, count: 3 },
          { categoryId: "sala", income: 300, expense: 0, count: 1 },
        ],
      });
      expect(await ledger.reports.categories({ from: "2025-12-01", to: "2026-02-28" })).toStrictEqual({
        items: [
          { categoryId: "groc", income: 5, expense: 21, count: 3 },
          { categoryId: "hous", income: 0, expense: 50_000, count: 1 },
          { categoryId: "sala", income: 300, expense: 0, count: 1 },
          { categoryId: null, income: 0, expense: 4_000, count: 1 },
        ],
      });
      expect(await ledger.reports.categories({ from: "2026-01-02", to: "2026-01-14" })).toStrictEqual({ items: [] });
      expect((await ledger.reports.categories({ from: "1900-01-01", to: "2199-12-31" })).items).toHaveLength(4);
    });

    it("names every fault of its range", async () => {
      const ledger = await user();
      await expectFaults(ledger.reports.categories({} as never), { "/from": "required", "/to": "required" });
      await expectFaults(ledger.reports.categories({ from: "2026-02-30", to: "x" }), {
        "/from": "no_such_date",
        "/to": "invalid",
      });
      await expectFaults(ledger.reports.categories({ from: "2026-02-02", to: "2026-02-01" }), {
        "/to": "range_reversed",
      });
    });
  });

  describe("the report of days", () => {
    it("has every day of the range, empty ones too", async () => {
      const ledger = await user();
      await enterAll(ledger);
      expect(await ledger.reports.days({ from: "2026-01-14", to: "2026-01-16" })).toStrictEqual({
        items: [
          { date: "2026-01-14", income: 0, expense: 0, net: 0, count: 0 },
          { date: "2026-01-15", income: 305, expense: 0, net: 305, count: 2 },
          { date: "2026-01-16", income: 0, expense: 0, net: 0, count: 0 },
        ],
      });
    });

    it("narrows to one category, or to those without", async () => {
      const ledger = await user();
      await enterAll(ledger);
      const dayOf = async (date: string, categoryId: string) =>
        (await ledger.reports.days({ from: date, to: date, categoryId })).items;
      expect(await dayOf("2026-01-15", "groc")).toStrictEqual([
        { date: "2026-01-15", income: 5, expense: 0, net: 5, count: 1 },
      ]);
      expect(await dayOf("2026-01-31", "none")).toStrictEqual([
        { date: "2026-01-31", income: 0, expense: 4_000, net: -4_000, count: 1 },
      ]);
      expect(await dayOf("2026-01-31", "groc")).toStrictEqual([
        { date: "2026-01-31", income: 0, expense: 0, net: 0, count: 0 },
      ]);
    });

    it("crosses months and leap days", async () => {
      const ledger = await user();
      await enter(ledger, "2028-02-29", "expense", 7, null);
      const { items } = await ledger.reports.days({ from: "2028-02-28", to: "2028-03-01" });
      expect(items.map(({ date, expense }) => [date, expense])).toStrictEqual([
        ["2028-02-28", 0],
        ["2028-02-29", 7],
        ["2028-03-01", 0],
      ]);
    });

    it("reaches over at most 92 days", async () => {
      const ledger = await user();
      const { items } = await ledger.reports.days({ from: "2026-07-01", to: "2026-09-30" });
      expect([items.length, items[0]?.date, items[91]?.date]).toStrictEqual([92, "2026-07-01", "2026-09-30"]);
      await expectFaults(ledger.reports.days({ from: "2026-07-01", to: "2026-10-01" }), { "/to": "too_many" });
      expect((await ledger.reports.days({ from: "2199-12-31", to: "2199-12-31" })).items).toHaveLength(1);
    });

    it("names every fault of its query", async () => {
      const ledger = await user();
      await expectFaults(ledger.reports.days({ from: "2026-02-30", to: "x", categoryId: "Zoo" }), {
        "/from": "no_such_date",
        "/to": "invalid",
        "/categoryId": "invalid",
      });
      await expectFaults(ledger.reports.days({ from: "2026-02-02", to: "2026-02-01" }), { "/to": "range_reversed" });
    });
  });

  describe("verify", () => {
    it("counts months and transactions", async () => {
      const ledger = await user();
      expect(await ledger.maintenance.verify()).toStrictEqual({ months: 0, rows: 0, differences: [] });
      await enterAll(ledger);
      expect(await ledger.maintenance.verify()).toStrictEqual({ months: 3, rows: 6, differences: [] });
      expect(await ledger.maintenance.rebuild()).toStrictEqual({ months: 3, rows: 6, differences: [] });
    });

    it("finds nothing while others write", async () => {
      const ledger = await user();
      const [, found] = await Promise.all([
        Promise.all(
          Array.from({ length: 12 }, (_, day) => enter(ledger, `2026-03-${10 + day}`, "expense", day + 1, "groc")),
        ),
        Promise.all(Array.from({ length: 4 }, () => ledger.maintenance.verify())),
      ]);
      expect(found.flatMap(({ differences }) => differences)).toStrictEqual([]);
    });
  });
}
