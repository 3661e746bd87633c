import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeLedgerStore } from "@farthing/store-conformance";
import { createSqliteStore } from "./create-sqlite-store.ts";
import { sqliteLibraries } from "./open-sqlite.ts";

for (const { name, open } of await sqliteLibraries()) {
  describeLedgerStore(`the store in an SQLite file, by ${name}`, {
    seconds: 10,
    async create() {
      const folder = mkdtempSync(join(tmpdir(), "farthing-sqlite-"));
      const file = join(folder, "ledger.sqlite");
      let store = await createSqliteStore({ file, open });
      return {
        store,
        async reopen() {
          await store.close();
          store = await createSqliteStore({ file, open });
          return store;
        },
        async destroy() {
          await store.close();
          rmSync(folder, { recursive: true });
        },
      };
    },
  });
}
