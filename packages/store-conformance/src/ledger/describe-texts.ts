import { describe, expect, it } from "vitest";
import { expectFaults } from "./expect-faults.ts";
import type { Scene } from "./scene.ts";

const coffee = { date: "2026-03-05", type: "expense", amount: 410, description: "Coffee" } as const;

/** One character of two UTF-16 units and four UTF-8 bytes. */
const owl = "🦉";

export function describeTexts({ user }: Scene): void {
  describe("texts", () => {
    it("are kept composed and without white space at their ends", async () => {
      const ledger = await user();
      const created = await ledger.transactions.create({
        ...coffee,
        description: "  Cafe\u0301 Zoe\u0308\u00a0",
        note: "\n one\n\ttwo \n",
        tags: [" cafe\u0301 "],
        account: "\u3000Cre\u0301dit",
      });
      const { description, note, tags, account } = created;
      expect({ description, note, tags, account }).toStrictEqual({
        description: "Caf\u00e9 Zo\u00eb",
        note: "one\n\ttwo",
        tags: ["caf\u00e9"],
        account: "Cr\u00e9dit",
      });
      expect(await ledger.transactions.get({ id: created.id })).toStrictEqual(created);
    });

    it("come back as they were, whatever the script", async () => {
      const ledger = await user();
      for (const description of [
        "Молоко и хлеб",
        "コーヒー",
        "قهوة",
        "👩‍👩‍👧‍👦 picnic",
        'O\'Neill "& Söhne" <b>',
        "100% _x_ \\ /",
        "__proto__",
      ]) {
        const { id } = await ledger.transactions.create({
          ...coffee,
          description,
          note: description,
          tags: [description.slice(0, 9)],
        });
        const { description: kept, note } = await ledger.transactions.get({ id });
        expect([kept, note]).toStrictEqual([description, description]);
      }
    });

    it("are counted in characters, not in bytes or halves", async () => {
      const ledger = await user();
      const longest = {
        ...coffee,
        description: owl.repeat(200),
        note: owl.repeat(1000),
        tags: Array.from({ length: 10 }, (_, index) => index + owl.repeat(39)),
        account: owl.repeat(60),
      };
      const { id } = await ledger.transactions.create(longest);
      expect(await ledger.transactions.get({ id })).toMatchObject(longest);
      expect((await ledger.categories.create({ name: owl.repeat(60), type: "expense" })).name).toBe(owl.repeat(60));
    });

    it("are refused when they are one character too long", async () => {
      const ledger = await user();
      const long = {
        ...coffee,
        description: "d".repeat(201),
        note: owl.repeat(1001),
        tags: ["t".repeat(40), owl.repeat(41)],
        account: "a".repeat(61),
      };
      const faults = { "/description": "too_long", "/note": "too_long", "/tags/1": "too_long", "/account": "too_long" };
      await expectFaults(ledger.transactions.create(long), faults);
      const { id } = await ledger.transactions.create(coffee);
      await expectFaults(ledger.transactions.update({ id, ...long }), faults);
      await expectFaults(ledger.categories.create({ name: "n".repeat(61), type: "expense" }), { "/name": "too_long" });
    });

    it("are refused when nothing is left of them where something must be", async () => {
      const ledger = await user();
      await expectFaults(ledger.transactions.create({ ...coffee, description: " \u00a0\n", tags: [" "] }), {
        "/description": "too_short",
        "/tags/0": "too_short",
      });
    });

    it("are refused with control characters", async () => {
      const ledger = await user();
      for (const control of ["\u0000", "\u0007", "\u001b", "\u007f", "\u0085", "\u009f"]) {
        const text = `be${control}fore`;
        const about = JSON.stringify(control);
        const faults = {
          "/description": "control_character",
          "/note": "control_character",
          "/tags/0": "control_character",
          "/account": "control_character",
        };
        const row = { ...coffee, description: text, note: text, tags: [text], account: text };
        await expectFaults(ledger.transactions.create(row), faults, about);
        const category = ledger.categories.create({ name: text, type: "expense" });
        await expectFaults(category, { "/name": "control_character" }, about);
      }
    });

    it("take tab and newline in a note and nowhere else", async () => {
      const ledger = await user();
      for (const control of ["\t", "\n"]) {
        const text = `be${control}fore`;
        const faults = {
          "/description": "control_character",
          "/tags/0": "control_character",
          "/account": "control_character",
        };
        const row = { ...coffee, description: text, tags: [text], account: text };
        await expectFaults(ledger.transactions.create(row), faults, JSON.stringify(control));
        expect((await ledger.transactions.create({ ...coffee, note: text })).note).toBe(text);
      }
    });

    it("are refused with half a character", async () => {
      const ledger = await user();
      for (const half of ["\ud83e", "\udd89", "\udd89\ud83e"]) {
        const text = `be${half}fore`;
        const about = JSON.stringify(half);
        const faults = {
          "/description": "not_unicode",
          "/note": "not_unicode",
          "/tags/0": "not_unicode",
          "/account": "not_unicode",
        };
        const row = { ...coffee, description: text, note: text, tags: [text], account: text };
        await expectFaults(ledger.transactions.create(row), faults, about);
        await expectFaults(
          ledger.categories.create({ name: text, type: "expense" }),
          { "/name": "not_unicode" },
          about,
        );
      }
    });

    it("make at most 10 different tags", async () => {
      const ledger = await user();
      const tags = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
      expect((await ledger.transactions.create({ ...coffee, tags })).tags).toStrictEqual(tags);
      await expectFaults(ledger.transactions.create({ ...coffee, tags: [...tags, "k"] }), { "/tags": "too_many" });
      await expectFaults(ledger.transactions.create({ ...coffee, tags: ["a", " a "] }), { "/tags": "repeated" });
      expect((await ledger.transactions.create({ ...coffee, tags: ["a", "A"] })).tags).toStrictEqual(["a", "A"]);
    });
  });
}
