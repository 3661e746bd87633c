import type { Ledger, TransactionFilter } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { expectFaults } from "./expect-faults.ts";
import type { Scene } from "./scene.ts";

const rows = [
  {
    date: "2026-01-31",
    type: "expense",
    amount: 90_000,
    description: "Rent",
    categoryId: "hous",
    note: "",
    tags: ["flat"],
    account: "Current",
  },
  {
    date: "2026-02-01",
    type: "expense",
    amount: 410,
    description: "Café Zoë",
    categoryId: "eato",
    note: "",
    tags: ["treat", "work"],
    account: "Card",
  },
  {
    date: "2026-02-01",
    type: "income",
    amount: 250_000,
    description: "Pay",
    categoryId: "sala",
    note: "for January",
    tags: [],
    account: "Current",
  },
  {
    date: "2026-02-14",
    type: "expense",
    amount: 410,
    description: "Flowers",
    categoryId: null,
    note: "from the cafe\nopposite",
    tags: ["treat"],
    account: "Card",
  },
  {
    date: "2026-02-28",
    type: "income",
    amount: 1_999,
    description: "Refund",
    categoryId: "groc",
    note: "",
    tags: ["Treat"],
    account: "",
  },
  {
    date: "2026-03-01",
    type: "expense",
    amount: 1_999,
    description: "100% juice_",
    categoryId: "groc",
    note: "",
    tags: [],
    account: "Card",
  },
] as const;

const enterAll = async (ledger: Ledger) => {
  for (const row of rows) await ledger.transactions.create(row);
};

const filters: readonly (readonly [TransactionFilter, readonly string[]])[] = [
  [{}, ["100% juice_", "Refund", "Flowers", "Café Zoë", "Pay", "Rent"]],
  [{ from: "2026-02-01" }, ["100% juice_", "Refund", "Flowers", "Café Zoë", "Pay"]],
  [{ to: "2026-02-01" }, ["Café Zoë", "Pay", "Rent"]],
  [{ from: "2026-02-01", to: "2026-02-28" }, ["Refund", "Flowers", "Café Zoë", "Pay"]],
  [{ from: "2026-02-02", to: "2026-02-13" }, []],
  [{ type: "income" }, ["Refund", "Pay"]],
  [{ type: "expense" }, ["100% juice_", "Flowers", "Café Zoë", "Rent"]],
  [{ categoryId: "groc" }, ["100% juice_", "Refund"]],
  [{ categoryId: "none" }, ["Flowers"]],
  [{ categoryId: "trav" }, []],
  [{ q: "cafe" }, ["Flowers", "Café Zoë"]],
  [{ q: "CAFÉ z" }, ["Café Zoë"]],
  [{ q: "zoe\u0308" }, ["Café Zoë"]],
  [{ q: "January" }, ["Pay"]],
  [{ q: "opposite" }, ["Flowers"]],
  [{ q: "100%" }, ["100% juice_"]],
  [{ q: "_" }, ["100% juice_"]],
  [{ q: ".*" }, []],
  [{ tag: "treat" }, ["Flowers", "Café Zoë"]],
  [{ tag: "Treat" }, ["Refund"]],
  [{ tag: "trea" }, []],
  [{ account: "Card" }, ["100% juice_", "Flowers", "Café Zoë"]],
  [{ account: "car" }, []],
  [{ amountFrom: 1_999 }, ["100% juice_", "Refund", "Pay", "Rent"]],
  [{ amountTo: 1_999 }, ["100% juice_", "Refund", "Flowers", "Café Zoë"]],
  [{ amountFrom: 410, amountTo: 410 }, ["Flowers", "Café Zoë"]],
  [{ importId: "none-of-them" }, []],
  [{ recurringId: "none-of-them" }, []],
  [{ type: "expense", q: "cafe", account: "Card", amountTo: 500, tag: "work" }, ["Café Zoë"]],
  [{ from: "2026-02-01", to: "2026-02-28", categoryId: "none", type: "income" }, []],
];

export function describeLists({ user }: Scene): void {
  describe("a list of transactions", () => {
    it("is empty at first", async () => {
      const ledger = await user();
      expect(await ledger.transactions.list()).toStrictEqual({ items: [], nextCursor: null });
      expect(await ledger.transactions.totals()).toStrictEqual({
        count: 0,
        income: 0,
        expense: 0,
        net: 0,
        complete: true,
        cursor: null,
      });
    });

    it("narrows by each filter, and by several at once", async () => {
      const ledger = await user();
      await enterAll(ledger);
      for (const [filter, descriptions] of filters) {
        const { items } = await ledger.transactions.list(filter);
        const found = items.map(({ description }) => description).sort();
        expect({ filter, found }).toStrictEqual({ filter, found: [...descriptions].sort() });
        const { count } = await ledger.transactions.totals(filter);
        expect({ filter, count }).toStrictEqual({ filter, count: descriptions.length });
      }
    });

    it("adds up what it finds", async () => {
      const ledger = await user();
      await enterAll(ledger);
      const whole = { complete: true, cursor: null };
      expect(await ledger.transactions.totals()).toStrictEqual({
        count: 6,
        income: 251_999,
        expense: 92_819,
        net: 159_180,
        ...whole,
      });
      expect(await ledger.transactions.totals({ from: "2026-02-01", to: "2026-02-28" })).toStrictEqual({
        count: 4,
        income: 251_999,
        expense: 820,
        net: 251_179,
        ...whole,
      });
      expect(
        await ledger.transactions.totals({ from: "2026-01-31", to: "2026-03-01", categoryId: "groc" }),
      ).toStrictEqual({
        count: 2,
        income: 1_999,
        expense: 1_999,
        net: 0,
        ...whole,
      });
      expect(await ledger.transactions.totals({ q: "cafe" })).toStrictEqual({
        count: 2,
        income: 0,
        expense: 820,
        net: -820,
        ...whole,
      });
    });

    it("goes by date, then id, newest first unless asked otherwise", async () => {
      const ledger = await user();
      const place = (day: string, letter: string) => `202602${day}-${letter.repeat(16)}`;
      const order = [place("01", "a"), place("01", "b"), place("02", "0"), place("02", "z"), place("03", "m")];
      for (const id of [order[3], order[0], order[4], order[1], order[2]] as string[]) {
        await ledger.transactions.create({
          id,
          date: `2026-02-${id.slice(6, 8)}`,
          type: "expense",
          amount: 1,
          description: "Row",
        });
      }
      const listed = async (query: object) => (await ledger.transactions.list(query)).items.map(({ id }) => id);
      expect(await listed({ order: "asc" })).toStrictEqual(order);
      expect(await listed({ order: "desc" })).toStrictEqual([...order].reverse());
      expect(await listed({})).toStrictEqual([...order].reverse());

      await ledger.transactions.update({ id: order[4] as string, date: "2026-02-02" });
      expect(await listed({ order: "asc" })).toStrictEqual([order[0], order[1], order[2], order[3], order[4]]);
      await ledger.transactions.update({ id: order[4] as string, date: "2026-01-31" });
      expect(await listed({ order: "asc" })).toStrictEqual([order[4], order[0], order[1], order[2], order[3]]);
    });

    it("names every fault of its query", async () => {
      const ledger = await user();
      const faulty = {
        from: "2026-02-30",
        to: "soon",
        type: "both",
        categoryId: "Food",
        q: "",
        tag: "t".repeat(41),
        amountFrom: 0,
        amountTo: 1_000_000_000_001,
        order: "random",
        limit: 501,
      };
      await expectFaults(ledger.transactions.list(faulty as never), {
        "/from": "no_such_date",
        "/to": "invalid",
        "/type": "invalid",
        "/categoryId": "invalid",
        "/q": "too_short",
        "/tag": "too_long",
        "/amountFrom": "too_small",
        "/amountTo": "too_large",
        "/order": "invalid",
        "/limit": "too_large",
      });
      await expectFaults(ledger.transactions.list({ limit: 0 }), { "/limit": "too_small" });
      await expectFaults(ledger.transactions.list({ from: "2026-02-02", to: "2026-02-01" }), {
        "/to": "range_reversed",
      });
      await expectFaults(ledger.transactions.totals({ from: "2026-02-02", to: "2026-02-01" }), {
        "/to": "range_reversed",
      });
    });
  });
}
