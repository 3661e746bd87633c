import type { NewTransaction } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { expectFaults } from "./expect-faults.ts";
import { expectRefusal } from "./expect-refusal.ts";
import type { Scene } from "./scene.ts";

const coffee = { date: "2026-03-05", type: "expense", amount: 410, description: "Coffee" } as const;
const march = { from: "2026-03", to: "2026-03" };

export function describeTransactions({ user }: Scene): void {
  describe("creating a transaction", () => {
    it("answers it whole, with what wasn't given as it starts", async () => {
      const ledger = await user();
      const created = await ledger.transactions.create(coffee);
      expect(created).toStrictEqual({
        id: expect.stringMatching(/^20260305-[0-9a-z]{16,26}$/),
        date: "2026-03-05",
        type: "expense",
        amount: 410,
        description: "Coffee",
        categoryId: null,
        note: "",
        tags: [],
        account: "",
        importId: null,
        recurringId: null,
        version: 1,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        updatedAt: created.createdAt,
      });
      expect(await ledger.transactions.get({ id: created.id })).toStrictEqual(created);
      expect((await ledger.transactions.list()).items).toStrictEqual([created]);
    });

    it("keeps everything that is given", async () => {
      const ledger = await user();
      const groceries = (await ledger.categories.list()).items[1]?.id as string;
      const given = {
        id: "20260305-0123456789abcdef",
        date: "2026-03-05",
        type: "income",
        amount: 1_250,
        description: "Deposit back",
        categoryId: groceries,
        note: "two crates\n\tand a box",
        tags: ["home", "bottles"],
        account: "Current account",
      } as const;
      const created = await ledger.transactions.create(given);
      const { createdAt, updatedAt } = created;
      expect(created).toStrictEqual({ ...given, importId: null, recurringId: null, version: 1, createdAt, updatedAt });
      expect(await ledger.transactions.get({ id: given.id })).toStrictEqual(created);
    });

    it("counts in its month at once", async () => {
      const ledger = await user();
      await ledger.transactions.create(coffee);
      await ledger.transactions.create({ ...coffee, type: "income", amount: 100 });
      expect((await ledger.reports.months(march)).items).toStrictEqual([
        {
          month: "2026-03",
          income: 100,
          expense: 410,
          net: -310,
          count: 2,
          categories: [{ categoryId: null, income: 100, expense: 410, count: 2 }],
        },
      ]);
    });

    it("asks for date, type, amount and description", async () => {
      const ledger = await user();
      await expectFaults(ledger.transactions.create({} as NewTransaction), {
        "/date": "required",
        "/type": "required",
        "/amount": "required",
        "/description": "required",
      });
    });

    it("names every fault and then writes nothing", async () => {
      const ledger = await user();
      const faulty = {
        id: "not an id",
        date: "2026-02-29",
        type: "transfer",
        amount: 0,
        description: "",
        categoryId: "Food",
        note: null,
        tags: ["fine", "", 7],
        account: ["Cash"],
        importId: "mine",
        colour: "red",
      };
      await expectFaults(ledger.transactions.create(faulty as never), {
        "/id": "invalid",
        "/date": "no_such_date",
        "/type": "invalid",
        "/amount": "too_small",
        "/description": "too_short",
        "/categoryId": "invalid",
        "/note": "wrong_type",
        "/tags/1": "too_short",
        "/tags/2": "wrong_type",
        "/account": "wrong_type",
        "/importId": "unknown_member",
        "/colour": "unknown_member",
      });
      expect(await ledger.transactions.list()).toStrictEqual({ items: [], nextCursor: null });
    });

    it("takes amounts from 1 to 1 000 000 000 000", async () => {
      const ledger = await user();
      for (const amount of [1, 1_000_000_000_000]) {
        expect((await ledger.transactions.create({ ...coffee, amount })).amount).toBe(amount);
      }
    });

    it("refuses amounts that aren't positive whole numbers within bounds", async () => {
      const ledger = await user();
      const amounts: readonly (readonly [unknown, string])[] = [
        [0, "too_small"],
        [-410, "too_small"],
        [1_000_000_000_001, "too_large"],
        [4.1, "wrong_type"],
        ["410", "wrong_type"],
        [null, "wrong_type"],
        [true, "wrong_type"],
      ];
      for (const [amount, fault] of amounts) {
        const call = ledger.transactions.create({ ...coffee, amount: amount as number });
        await expectFaults(call, { "/amount": fault }, JSON.stringify(amount));
      }
    });

    it("takes every date that there is from 1900 to 2199", async () => {
      const ledger = await user();
      for (const date of ["1900-01-01", "1999-12-31", "2000-02-29", "2024-02-29", "2199-12-31"]) {
        const { id } = await ledger.transactions.create({ ...coffee, date });
        expect((await ledger.transactions.get({ id })).date).toBe(date);
        expect((await ledger.transactions.list({ from: date, to: date })).items.map((row) => row.id)).toStrictEqual([
          id,
        ]);
      }
    });

    it("refuses dates that there aren't, or that are written otherwise", async () => {
      const ledger = await user();
      const dates: readonly (readonly [string, string])[] = [
        ["1899-12-31", "no_such_date"],
        ["2200-01-01", "no_such_date"],
        ["1900-02-29", "no_such_date"],
        ["2026-02-29", "no_such_date"],
        ["2026-04-31", "no_such_date"],
        ["2026-00-10", "no_such_date"],
        ["2026-13-01", "no_such_date"],
        ["2026-01-00", "no_such_date"],
        ["2026-3-5", "invalid"],
        ["20260305", "invalid"],
        ["05/03/2026", "invalid"],
        ["2026-03-05T00:00:00Z", "invalid"],
        ["2026-03-05\n", "invalid"],
        ["２０２６-03-05", "invalid"],
        ["", "invalid"],
      ];
      for (const [date, fault] of dates) {
        await expectFaults(ledger.transactions.create({ ...coffee, date }), { "/date": fault }, JSON.stringify(date));
      }
    });

    it("refuses an id that begins with another date than its own, or with none", async () => {
      const ledger = await user();
      const withId = (id: string) => ledger.transactions.create({ ...coffee, id });
      await expectFaults(withId("20260306-0123456789abcdef"), { "/id": "other_date" });
      await expectFaults(withId("20260230-0123456789abcdef"), { "/id": "no_such_date" });
      await expectFaults(withId("20260305-0123456789abcde"), { "/id": "invalid" });
      await expectFaults(withId("20260305-0123456789abcdefghijklmnopq"), { "/id": "invalid" });
      await expectFaults(withId("20260305-0123456789ABCDEF"), { "/id": "invalid" });
    });

    it("refuses a category that there isn't, in another ledger as well", async () => {
      const [ledger, other] = [await user(), await user()];
      const { id } = await other.categories.create({ name: "Theirs", type: "expense" });
      await expectFaults(ledger.transactions.create({ ...coffee, categoryId: "zzzz" }), {
        "/categoryId": "unknown_category",
      });
      await expectFaults(ledger.transactions.create({ ...coffee, categoryId: id }), {
        "/categoryId": "unknown_category",
      });
    });

    it("takes an income in a category for spending: a refund", async () => {
      const ledger = await user();
      const groceries = (await ledger.categories.list()).items[1]?.id as string;
      const refund = await ledger.transactions.create({ ...coffee, type: "income", categoryId: groceries });
      expect([refund.type, refund.categoryId]).toStrictEqual(["income", groceries]);
    });

    it("refuses to let a month's sum pass 15 000 000 000 000 either way", async () => {
      const ledger = await user();
      const large = { ...coffee, amount: 1_000_000_000_000 } as const;
      const rows = await Promise.all(Array.from({ length: 14 }, () => ledger.transactions.create(large)));
      const almost = await ledger.transactions.create({ ...large, amount: 999_999_999_999 });
      await expectRefusal(ledger.transactions.create({ ...coffee, amount: 2 }), "amount_overflow");
      await ledger.transactions.create({ ...coffee, amount: 1 });
      await expectRefusal(ledger.transactions.create({ ...coffee, amount: 1 }), "amount_overflow");

      await expectRefusal(ledger.transactions.update({ id: almost.id, amount: 1_000_000_000_000 }), "amount_overflow");
      const april = await ledger.transactions.create({ ...coffee, date: "2026-04-01", amount: 1 });
      await expectRefusal(ledger.transactions.update({ id: april.id, date: "2026-03-31" }), "amount_overflow");
      const income = await ledger.transactions.create({ ...large, type: "income" });
      await expectRefusal(ledger.transactions.update({ id: income.id, type: "expense" }), "amount_overflow");

      const [month] = (await ledger.reports.months(march)).items;
      expect([month?.expense, month?.income, month?.count]).toStrictEqual([15_000_000_000_000, 1_000_000_000_000, 17]);
      expect(await ledger.transactions.get({ id: almost.id })).toStrictEqual(almost);
      expect(await ledger.transactions.get({ id: april.id })).toStrictEqual(april);

      const { undo } = await ledger.transactions.delete({ id: rows[0]?.id as string });
      await ledger.transactions.create(large);
      await expectRefusal(ledger.undo({ undoId: undo }), "amount_overflow");
    });
  });
}
