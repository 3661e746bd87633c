import type { Ledger } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { expectFaults } from "./expect-faults.ts";
import { readText } from "./read-text.ts";
import type { Scene } from "./scene.ts";

const header = "date,type,amount,currency,category,description,note,tags,account,id";
const idOn = (date: string, rest: string) => `${date.replaceAll("-", "")}-${rest.repeat(16)}`;

const enter = (ledger: Ledger, date: string, rest: string, more: object = {}) =>
  ledger.transactions.create({
    id: idOn(date, rest),
    date,
    type: "expense",
    amount: 410,
    description: "Coffee",
    ...more,
  });

const lines = async (ledger: Ledger, query: object = {}) => {
  const text = await readText(ledger.transactions.export(query));
  expect(text.endsWith("\r\n")).toBe(true);
  return text.split("\r\n").slice(0, -1);
};

export function describeExports({ user }: Scene): void {
  describe("the export of transactions", () => {
    it("has a header, then every transaction, the oldest first by date and id", async () => {
      const ledger = await user();
      await enter(ledger, "2026-03-05", "b");
      await enter(ledger, "2026-03-05", "a", {
        categoryId: "eato",
        note: "hot",
        tags: ["treat", "work"],
        account: "Card",
      });
      await enter(ledger, "2025-12-31", "z", { type: "income", amount: 1_000_000_000_000, categoryId: "sala" });
      await ledger.transactions.update({ id: idOn("2025-12-31", "z"), date: "2026-03-06" });
      await enter(ledger, "2026-03-04", "y", { amount: 5 });
      expect(await lines(ledger)).toStrictEqual([
        header,
        `2026-03-04,expense,0.05,USD,,Coffee,,,,${idOn("2026-03-04", "y")}`,
        `2026-03-05,expense,4.10,USD,Eating out,Coffee,hot,treat;work,Card,${idOn("2026-03-05", "a")}`,
        `2026-03-05,expense,4.10,USD,,Coffee,,,,${idOn("2026-03-05", "b")}`,
        `2026-03-06,income,10000000000.00,USD,Salary,Coffee,,,,${idOn("2025-12-31", "z")}`,
      ]);
    });

    it("is a header alone where there is nothing", async () => {
      const ledger = await user();
      expect(await readText(ledger.transactions.export())).toBe(`${header}\r\n`);
    });

    it("begins with a byte order mark when asked to", async () => {
      const ledger = await user();
      await enter(ledger, "2026-03-05", "a", { description: "Café" });
      const plain = await readText(ledger.transactions.export({}));
      expect(await readText(ledger.transactions.export({ bom: false }))).toBe(plain);
      expect(await readText(ledger.transactions.export({ bom: true }))).toBe(`\ufeff${plain}`);
    });

    it("quotes what would break a row, as RFC 4180 has it", async () => {
      const ledger = await user();
      const { id: categoryId } = await ledger.categories.create({ name: 'Food, "good"', type: "expense" });
      await enter(ledger, "2026-03-05", "a", {
        categoryId,
        description: 'Say "cheese", please',
        note: "one\ntwo",
        account: "a;b",
      });
      expect(await readText(ledger.transactions.export())).toBe(
        `${header}\r\n2026-03-05,expense,4.10,USD,"Food, ""good""","Say ""cheese"", please","one\ntwo",,a;b,${idOn("2026-03-05", "a")}\r\n`,
      );
    });

    it("joins tags by semicolons and marks those within a tag", async () => {
      const ledger = await user();
      await enter(ledger, "2026-03-05", "a", { tags: ["a;b", "c\\d", "\\;", "e"] });
      expect((await lines(ledger))[1]).toBe(
        `2026-03-05,expense,4.10,USD,,Coffee,,a\\;b;c\\\\d;\\\\\\;;e,,${idOn("2026-03-05", "a")}`,
      );
    });

    it("marks text that a spreadsheet would run, so that none does", async () => {
      const ledger = await user();
      const texts = ["=1+1", "+1", "-1", "@sum", "'quoted", "＝1", "＋1", "－1", "＠sum"];
      for (const [index, text] of texts.entries()) {
        const { id: categoryId } = await ledger.categories.create({ name: `${text} ${index}`, type: "expense" });
        await enter(ledger, "2026-03-05", String(index), {
          description: text,
          categoryId,
          note: text,
          tags: [text],
          account: text,
        });
      }
      expect((await lines(ledger)).slice(1)).toStrictEqual(
        texts.map(
          (text, index) =>
            `2026-03-05,expense,4.10,USD,'${text} ${index},'${text},'${text},'${text},'${text},${idOn("2026-03-05", String(index))}`,
        ),
      );
    });

    it.each([
      ["JPY", "410"],
      ["KWD", "0.410"],
      ["HUF", "4.10"],
    ])("writes amounts with the decimals of %s", async (currency, amount) => {
      const ledger = await user();
      await ledger.settings.update({ currency });
      await enter(ledger, "2026-03-05", "a");
      expect((await lines(ledger))[1]).toBe(
        `2026-03-05,expense,${amount},${currency},,Coffee,,,,${idOn("2026-03-05", "a")}`,
      );
    });

    it("has only what its filters find", async () => {
      const ledger = await user();
      await enter(ledger, "2026-03-05", "a", { tags: ["work"], description: "Café" });
      await enter(ledger, "2026-03-06", "b", { tags: ["work"] });
      await enter(ledger, "2026-03-07", "c", { type: "income", tags: ["work"] });
      expect(await lines(ledger, { q: "cafe" })).toHaveLength(2);
      expect(await lines(ledger, { tag: "work", type: "expense" })).toHaveLength(3);
      expect(await lines(ledger, { from: "2026-03-06", to: "2026-03-06", amountFrom: 410 })).toStrictEqual([
        header,
        `2026-03-06,expense,4.10,USD,,Coffee,,work,,${idOn("2026-03-06", "b")}`,
      ]);
      expect(await lines(ledger, { account: "none of them" })).toStrictEqual([header]);
    });

    it("refuses a faulty query before its first byte", async () => {
      const ledger = await user();
      const first = async (query: object) => {
        for await (const bytes of ledger.transactions.export(query)) return bytes;
      };
      await expectFaults(first({ from: "2026-02-30", order: "asc" }), {
        "/from": "no_such_date",
        "/order": "unknown_member",
      });
      await expectFaults(first({ from: "2026-02-02", to: "2026-02-01" }), { "/to": "range_reversed" });
    });

    it("may be given up on the way", async () => {
      const ledger = await user();
      await enter(ledger, "2026-03-05", "a");
      for await (const bytes of ledger.transactions.export()) {
        expect(bytes.length).toBeGreaterThan(0);
        break;
      }
      expect(await lines(ledger)).toHaveLength(2);
    });
  });
}
