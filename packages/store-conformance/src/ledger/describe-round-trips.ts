import { FarthingError, type Ledger } from "@farthing/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readText } from "./read-text.ts";
import type { Scene } from "./scene.ts";

const budget = { interruptAfterTimeLimit: 40_000, markInterruptAsFailure: true } as const;

/** What tries the quoting, the formula mark, the tags' semicolons, the telling of columns and the folding of names. */
const piece = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ",",
      ";",
      '"',
      '""',
      "'",
      "''",
      "=",
      "+",
      "-",
      "@",
      "＝",
      "\\",
      "\\;",
      "|",
      "#",
      "%",
      " ",
      "\u00a0",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "date",
      "amount",
      "USD",
      "12.50",
      "2026-01-02",
      "Café",
      "cafe\u0301",
      "🦉",
      "\u200b",
      "\u202e",
      "é",
      "İ",
      "ß",
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 4 }) },
);

const nasty = (max: number, min = 0) =>
  fc
    .array(piece, { minLength: min, maxLength: 8 })
    .map((pieces) => pieces.join("").normalize("NFC").trim())
    .filter(
      (text) =>
        text.length >= min && text.length <= max && text.isWellFormed() && !/[\u0000-\u001f\u007f-\u009f]/.test(text),
    );

const lines = fc.array(nasty(100), { maxLength: 3 }).map((parts) => parts.join("\n\t").trim());

const transaction = fc.record({
  date: fc.constantFrom("1900-01-01", "2024-02-29", "2026-03-05", "2026-11-12", "2199-12-31"),
  type: fc.constantFrom("income" as const, "expense" as const),
  amount: fc.oneof(fc.integer({ min: 1, max: 99_999 }), fc.constant(1_000_000_000_000)),
  description: nasty(200, 1),
  note: lines,
  tags: fc.uniqueArray(nasty(40, 1), { maxLength: 4 }),
  account: nasty(60),
  category: fc.option(fc.nat({ max: 3 })),
});

const ledgerOf = fc.record({
  currency: fc.constantFrom("USD", "JPY", "KWD"),
  names: fc.uniqueArray(nasty(60, 1), { minLength: 4, maxLength: 4 }),
  transactions: fc.array(transaction, { minLength: 1, maxLength: 8 }),
});

const exportOf = (ledger: Ledger, query: object = {}) => readText(ledger.transactions.export(query));

/** The content of a ledger's transactions, apart from what tells when and how they came. */
const contents = async (ledger: Ledger) => {
  const names = new Map((await ledger.categories.list()).items.map(({ id, name }) => [id as string | null, name]));
  return (await ledger.transactions.list({ limit: 500 })).items.map(
    ({ categoryId, importId: _import, version: _version, createdAt: _created, updatedAt: _updated, ...content }) => ({
      ...content,
      category: names.get(categoryId) ?? null,
    }),
  );
};

/** The new category's id; `null` where a name only differs in case and accents from an earlier one. */
const makeUnlessTaken = async (ledger: Ledger, name: string): Promise<string | null> => {
  try {
    return (await ledger.categories.create({ name, type: "expense" })).id;
  } catch (error) {
    if (FarthingError.is(error) && error.code === "category_exists") return null;
    throw error;
  }
};

export function describeRoundTrips({ user }: Scene): void {
  describe("an export imported into an empty ledger", () => {
    it("exports again byte for byte, whatever its texts", async () => {
      await fc.assert(
        fc.asyncProperty(ledgerOf, fc.boolean(), async ({ currency, names, transactions }, bom) => {
          const [ledger, other] = await Promise.all([user(), user()]);
          await Promise.all([ledger.settings.update({ currency }), other.settings.update({ currency })]);
          const categories: (string | null)[] = [];
          for (const name of names) {
            categories.push(await makeUnlessTaken(ledger, name));
          }
          for (const { category, ...row } of transactions) {
            await ledger.transactions.create({
              ...row,
              categoryId: category === null ? null : (categories[category] ?? null),
            });
          }
          const exported = await exportOf(ledger);
          const file = new Blob([await exportOf(ledger, { bom })]);
          const imported = await other.imports.create({ file });
          expect(imported).toMatchObject({
            format: "farthing-csv",
            created: transactions.length,
            duplicates: 0,
            skipped: 0,
            rejected: [],
          });
          expect(await exportOf(other)).toBe(exported);
          expect(await contents(other)).toStrictEqual(await contents(ledger));

          const again = await other.imports.create({ file });
          expect(again).toMatchObject({ created: 0, duplicates: transactions.length, rejected: [] });
          const back = await ledger.imports.create({ file: new Blob([await exportOf(other)]) });
          expect(back).toMatchObject({ created: 0, duplicates: transactions.length });
        }),
        { numRuns: 8, ...budget },
      );
    });

    it("makes missing categories in order of appearance, and takes those there are", async () => {
      const [ledger, other] = [await user(), await user()];
      const [zoo, art] = [
        await ledger.categories.create({ name: "Zoo", type: "expense" }),
        await ledger.categories.create({ name: "Art", type: "income" }),
      ];
      const row = { type: "expense", amount: 100, description: "Row" } as const;
      await ledger.transactions.create({ ...row, date: "2026-01-01", categoryId: zoo.id });
      await ledger.transactions.create({ ...row, date: "2026-01-02", categoryId: "groc" });
      await ledger.transactions.create({ ...row, date: "2026-01-03", type: "income", categoryId: art.id });
      await ledger.transactions.create({ ...row, date: "2026-01-04", categoryId: zoo.id });
      await other.imports.create({ file: new Blob([await exportOf(ledger)]) });
      const { items } = await other.categories.list();
      expect(items.slice(12).map(({ name, type }) => [name, type])).toStrictEqual([
        ["Zoo", "expense"],
        ["Art", "income"],
      ]);
      expect((await other.transactions.list({ categoryId: "groc" })).items).toHaveLength(1);
    });

    it("takes over how the categories are spelt there", async () => {
      const [ledger, other] = [await user(), await user()];
      await ledger.categories.update({ id: "groc", name: "GROCÉRIES" });
      const groceries = { type: "expense", amount: 100, description: "Milk", categoryId: "groc" } as const;
      await ledger.transactions.create({ ...groceries, date: "2026-01-01" });
      const exported = await exportOf(ledger);
      await other.imports.create({ file: new Blob([exported]) });
      expect(await exportOf(other)).toBe(exported);
      expect((await other.categories.get({ id: "groc" })).name).toBe("GROCÉRIES");
    });

    it("takes a row that stands in it twice once", async () => {
      const [ledger, other] = [await user(), await user()];
      await ledger.transactions.create({ date: "2026-01-01", type: "expense", amount: 100, description: "Milk" });
      const exported = await exportOf(ledger);
      const twice = exported + exported.slice(exported.indexOf("\r\n") + 2);
      expect(await other.imports.create({ file: new Blob([twice]) })).toMatchObject({ created: 1, duplicates: 1 });
      expect(await exportOf(other)).toBe(exported);
    });

    it("keeps the ids, also of transactions that were moved since they were made", async () => {
      const [ledger, other] = [await user(), await user()];
      const { id } = await ledger.transactions.create({
        date: "2026-01-31",
        type: "expense",
        amount: 5,
        description: "Moved",
      });
      await ledger.transactions.update({ id, date: "2026-06-15" });
      const exported = await exportOf(ledger);
      await other.imports.create({ file: new Blob([exported]) });
      expect((await other.transactions.get({ id })).date).toBe("2026-06-15");
      expect(await exportOf(other)).toBe(exported);
      expect(await ledger.imports.create({ file: new Blob([exported]) })).toMatchObject({ created: 0, duplicates: 1 });
    });

    it("takes the mark before a formula off again, and off no other file", async () => {
      const [ledger, other] = [await user(), await user()];
      for (const description of ["=1+1", "'quoted", "''twice", "plain"]) {
        await ledger.transactions.create({ date: "2026-01-31", type: "expense", amount: 5, description });
      }
      await other.imports.create({ file: new Blob([await exportOf(ledger)]) });
      const found = async () => (await other.transactions.list()).items.map(({ description }) => description).sort();
      expect(await found()).toStrictEqual(["''twice", "'quoted", "=1+1", "plain"]);

      await other.imports.create({ file: new Blob(["Date,Description,Amount\n2026-02-01,'kept,-1.00\n"]) });
      expect((await other.transactions.list({ from: "2026-02-01" })).items[0]?.description).toBe("'kept");
    });
  });
}
