import { describe, expect, it } from "vitest";
import { bankFile } from "./bank-file.ts";
import { expectRefusal } from "./expect-refusal.ts";
import { listAll } from "./list-all.ts";
import type { Scene } from "./scene.ts";

const statement = () => bankFile("2026-03-05,Coffee,-4.10", "2026-03-06,Tea,-5.20", "2026-04-01,Pay,2500.00");

export function describeImportUndo({ user, restart }: Scene): void {
  describe("undoing an import", () => {
    it("takes its rows out again, and only its own", async () => {
      const ledger = await user();
      const mine = await ledger.transactions.create({
        date: "2026-03-05",
        type: "expense",
        amount: 410,
        description: "Coffee",
      });
      const imported = await ledger.imports.create({ file: statement() });
      const undone = await ledger.imports.undo({ id: imported.id });
      expect(undone).toStrictEqual({ ...imported, state: "undone", done: 3 });
      expect(await ledger.imports.get({ id: imported.id })).toStrictEqual(undone);
      expect(await listAll(ledger)).toStrictEqual([mine]);
      expect(
        (await ledger.reports.months({ from: "2026-03", to: "2026-04" })).items.map(({ count }) => count),
      ).toStrictEqual([1, 0]);
    });

    it("leaves rows that were changed since, and names them", async () => {
      const ledger = await user();
      const imported = await ledger.imports.create({ file: statement() });
      const [coffee, tea] = await listAll(ledger, { order: "asc" });
      const changed = await ledger.transactions.update({
        id: tea?.id as string,
        categoryId: "eato",
        date: "2026-05-01",
      });
      await ledger.transactions.delete({ id: coffee?.id as string });
      const undone = await ledger.imports.undo({ id: imported.id });
      expect([undone.state, undone.kept]).toStrictEqual(["undone", [changed.id]]);
      expect(await listAll(ledger)).toStrictEqual([changed]);
    });

    it("makes its rows new again, but for those deleted by hand before", async () => {
      const ledger = await user();
      const imported = await ledger.imports.create({ file: statement() });
      const rows = await listAll(ledger, { order: "asc" });
      await ledger.transactions.delete({ id: rows[0]?.id as string });
      await ledger.imports.undo({ id: imported.id });
      const { rows: shown } = await ledger.imports.preview({ file: statement() });
      expect(shown.map(({ status }) => status)).toStrictEqual(["duplicate", "new", "new"]);
      expect(await ledger.imports.create({ file: statement() })).toMatchObject({ created: 2, duplicates: 1 });
      expect((await listAll(ledger, { order: "asc" })).map(({ id }) => id)).toStrictEqual([rows[1]?.id, rows[2]?.id]);
    });

    it("takes back again what was imported again", async () => {
      const ledger = await user();
      for (let round = 0; round < 3; round += 1) {
        const { id, created } = await ledger.imports.create({ file: statement() });
        expect(created).toBe(3);
        expect((await ledger.imports.undo({ id })).kept).toStrictEqual([]);
        expect(await listAll(ledger)).toStrictEqual([]);
      }
      expect((await ledger.imports.list()).items.map(({ state }) => state)).toStrictEqual([
        "undone",
        "undone",
        "undone",
      ]);
    });

    it("happens once, however often it is asked for", async () => {
      const ledger = await user();
      const first = await ledger.imports.create({ file: statement() });
      const undone = await ledger.imports.undo({ id: first.id });
      await ledger.imports.create({ file: statement() });
      expect(await ledger.imports.undo({ id: first.id })).toStrictEqual(undone);
      expect(await listAll(ledger)).toHaveLength(3);
    });

    it("works after a restart", async () => {
      const ledger = await user();
      const { id } = await ledger.imports.create({ file: statement() });
      await restart();
      expect((await ledger.imports.undo({ id })).state).toBe("undone");
      expect(await listAll(ledger)).toStrictEqual([]);
    });

    it("takes back many rows of many months, telling how far it is", async () => {
      const ledger = await user();
      const lines = Array.from(
        { length: 260 },
        (_, index) => `2026-${String((index % 12) + 1).padStart(2, "0")}-05,Row ${index},-1.00`,
      );
      const { id } = await ledger.imports.create({ file: bankFile(...lines) });
      const done: number[] = [];
      const undone = await ledger.imports.undo({ id }, { onProgress: ({ rows }) => done.push(rows) });
      expect([undone.state, undone.done, undone.kept]).toStrictEqual(["undone", 260, []]);
      expect(done).toStrictEqual([...done].sort((a, b) => a - b));
      expect((await ledger.transactions.totals()).count).toBe(0);
    });

    it("finds nothing under an id that no import has", async () => {
      const ledger = await user();
      await expectRefusal(ledger.imports.undo({ id: "never" }), "not_found");
    });
  });
}
