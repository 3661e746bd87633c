import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { NewTransaction, TransactionBatch, WriteOptions } from "@farthing/contract";
import { createFarthing, type LedgerStore } from "@farthing/core";
import { ordinaryClock } from "@farthing/core/platform";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Asked, readEverything } from "../fixtures/read-everything.ts";
import { createSqliteStore } from "./create-sqlite-store.ts";
import { APPLICATION_ID, migrations } from "./migrations.ts";
import { sqliteLibraries } from "./open-sqlite.ts";

/** What was in a file when it was written, and what was left to be gone on with. */
interface Written {
  asked: Record<string, Asked>;
  everything: object;
  open: {
    undo: { undoId: string; id: string };
    create: NewTransaction;
    batch: { input: TransactionBatch; key: WriteOptions; made: string[] };
    import: string;
  };
}

const layouts = migrations.map((_, index) => index + 1);
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

describe.each(await sqliteLibraries())("a ledger file, by $name,", ({ open }) => {
  describe.each(layouts)("of layout %i", (layout) => {
    const now = Date.parse("2026-11-22T10:00:00Z");
    const written: Written = JSON.parse(readFileSync(fixture(`layout-${layout}.json`), "utf8"));
    let folder: string;
    let file: string;
    let store: LedgerStore;

    beforeEach(async () => {
      // Else what expires would do so while the file waits here.
      vi.useFakeTimers({ toFake: ["Date"], now });
      folder = mkdtempSync(join(tmpdir(), "farthing-layout-"));
      file = join(folder, "ledger.sqlite");
      copyFileSync(fixture(`layout-${layout}.sqlite`), file);
      store = await createSqliteStore({ file, open });
    });
    afterEach(async () => {
      await store.close();
      vi.useRealTimers();
      rmSync(folder, { recursive: true });
    });

    it("has that layout", () => {
      const header = readFileSync(fixture(`layout-${layout}.sqlite`));
      expect([header.readInt32BE(68), header.readInt32BE(60)]).toStrictEqual([APPLICATION_ID, layout]);
    });

    it("is opened with every record in it, and stays so", async () => {
      expect(await readEverything(store, written.asked)).toStrictEqual(written.everything);
      await store.close();
      store = await createSqliteStore({ file, open });
      expect(await readEverything(store, written.asked)).toStrictEqual(written.everything);
    });

    it("goes on where it was", async () => {
      const ledger = createFarthing({ store, clock: { ...ordinaryClock, now: () => now } }).ledger("ada");
      const { undo, create, batch } = written.open;
      expect(await ledger.maintenance.verify()).toMatchObject({ differences: [] });
      expect((await ledger.transactions.create(create)).version).toBe(1);
      expect((await ledger.transactions.batch(batch.input, batch.key)).created.map(({ id }) => id)).toStrictEqual(
        batch.made,
      );
      expect(await ledger.undo({ undoId: undo.undoId })).toMatchObject({ restored: 1, kept: [] });
      expect((await ledger.transactions.get({ id: undo.id })).description).toBe("Deleted");
      const file = new Blob([written.open.import]);
      expect(await ledger.imports.create({ file, account: "Giro" })).toMatchObject({ created: 0, duplicates: 2 });
      expect(await ledger.maintenance.verify()).toMatchObject({ rows: 11, differences: [] });
    });
  });
});
