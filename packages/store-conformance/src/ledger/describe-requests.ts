import type { Ledger } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { bankFile } from "./bank-file.ts";
import { expectFaults } from "./expect-faults.ts";
import { expectRefusal } from "./expect-refusal.ts";
import type { Scene } from "./scene.ts";

const coffee = { date: "2026-03-05", type: "expense", amount: 410, description: "Coffee" } as const;

const stranger: object = { stranger: 1 };
const someId = "20260305-0123456789abcdef";

const withStranger: readonly (readonly [string, (ledger: Ledger) => Promise<unknown>])[] = [
  ["settings.get", (ledger) => ledger.settings.get(stranger as never)],
  ["settings.update", (ledger) => ledger.settings.update(stranger as never)],
  ["categories.list", (ledger) => ledger.categories.list(stranger as never)],
  ["categories.create", (ledger) => ledger.categories.create({ name: "Pets", type: "expense", ...stranger })],
  ["categories.get", (ledger) => ledger.categories.get({ id: "groc", ...stranger })],
  ["categories.update", (ledger) => ledger.categories.update({ id: "groc", ...stranger })],
  ["categories.delete", (ledger) => ledger.categories.delete({ id: "groc", ...stranger })],
  ["transactions.batch", (ledger) => ledger.transactions.batch(stranger as never)],
  ["transactions.bulk", (ledger) => ledger.transactions.bulk({ filter: {}, delete: true, expect: 0, ...stranger })],
  ["transactions.create", (ledger) => ledger.transactions.create({ ...coffee, ...stranger })],
  ["transactions.get", (ledger) => ledger.transactions.get({ id: someId, ...stranger })],
  ["transactions.update", (ledger) => ledger.transactions.update({ id: someId, ...stranger })],
  ["transactions.delete", (ledger) => ledger.transactions.delete({ id: someId, ...stranger })],
  ["transactions.list", (ledger) => ledger.transactions.list(stranger as never)],
  ["transactions.totals", (ledger) => ledger.transactions.totals(stranger as never)],
  [
    "transactions.export",
    async (ledger) => {
      for await (const bytes of ledger.transactions.export(stranger as never)) return bytes;
    },
  ],
  ["imports.preview", (ledger) => ledger.imports.preview({ file: new Blob(["x"]), ...stranger })],
  ["imports.create", (ledger) => ledger.imports.create({ file: new Blob(["x"]), ...stranger })],
  ["imports.list", (ledger) => ledger.imports.list(stranger as never)],
  ["imports.get", (ledger) => ledger.imports.get({ id: "imp", ...stranger })],
  ["imports.undo", (ledger) => ledger.imports.undo({ id: "imp", ...stranger })],
  ["reports.months", (ledger) => ledger.reports.months({ from: "2026-01", to: "2026-01", ...stranger })],
  ["reports.categories", (ledger) => ledger.reports.categories({ from: "2026-01-01", to: "2026-01-01", ...stranger })],
  ["reports.days", (ledger) => ledger.reports.days({ from: "2026-01-01", to: "2026-01-01", ...stranger })],
  ["maintenance.verify", (ledger) => ledger.maintenance.verify(stranger as never)],
  ["maintenance.rebuild", (ledger) => ledger.maintenance.rebuild(stranger as never)],
  ["undo", (ledger) => ledger.undo({ undoId: "undo", ...stranger })],
];

const daysAfter = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export function describeRequests({ user, today }: Scene): void {
  describe("every request", () => {
    it("is refused with a member it doesn't know", async () => {
      const ledger = await user();
      for (const [name, call] of withStranger)
        await expectFaults(call(ledger), { "/stranger": "unknown_member" }, name);
    });

    it("names a member by a JSON pointer, whatever its name", async () => {
      const ledger = await user();
      await expectFaults(ledger.transactions.create({ ...coffee, "a/b~c": 1 } as never), {
        "/a~1b~0c": "unknown_member",
      });
    });

    it("may say which day it is for the caller, when that is no more than a day off", async () => {
      const ledger = await user();
      expect((await ledger.transactions.create(coffee, { today: today() })).version).toBe(1);
      await ledger.settings.get(undefined, { today: today() });
      for (const days of [-3, 3]) {
        const options = { today: daysAfter(today(), days) };
        await expectFaults(ledger.transactions.create(coffee, options), { "/today": "not_today" });
        await expectFaults(ledger.settings.get(undefined, options), { "/today": "not_today" });
      }
      await expectFaults(ledger.settings.get(undefined, { today: "2026-02-30" }), { "/today": "no_such_date" });
      expect((await ledger.transactions.list()).items).toHaveLength(1);
    });

    it("given up before it began has no effect", async () => {
      const ledger = await user();
      await expectRefusal(ledger.transactions.create(coffee, { signal: AbortSignal.abort() }), "aborted");
      await expectRefusal(ledger.transactions.list({}, { signal: AbortSignal.abort() }), "aborted");
      await expectRefusal(
        ledger.imports.create({ file: bankFile("2026-03-05,Coffee,-4.10") }, { signal: AbortSignal.abort() }),
        "aborted",
      );
      expect((await ledger.transactions.list()).items).toStrictEqual([]);
      expect((await ledger.imports.list()).items).toStrictEqual([]);
    });

    it("sees every write that was answered before it began", async () => {
      const ledger = await user();
      for (let count = 1; count <= 10; count += 1) {
        const { id } = await ledger.transactions.create(coffee);
        const [row, page, totals, months] = await Promise.all([
          ledger.transactions.get({ id }),
          ledger.transactions.list(),
          ledger.transactions.totals(),
          ledger.reports.months({ from: "2026-03", to: "2026-03" }),
        ]);
        expect([row.id, page.items.length, totals.count, months.items[0]?.count]).toStrictEqual([
          id,
          count,
          count,
          count,
        ]);
      }
    });

    it("may come beside many others: nothing is lost or counted twice", async () => {
      const ledger = await user();
      const amounts = Array.from({ length: 24 }, (_, index) => index + 1);
      await Promise.all(amounts.map((amount) => ledger.transactions.create({ ...coffee, amount })));
      const { items } = await ledger.transactions.list();
      expect(items.map(({ amount }) => amount).sort((a, b) => a - b)).toStrictEqual(amounts);
      expect(await ledger.transactions.totals()).toStrictEqual({
        count: 24,
        income: 0,
        expense: 300,
        net: -300,
        complete: true,
        cursor: null,
      });
    });
  });
}
