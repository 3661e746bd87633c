import { openAsBlob } from "node:fs";
import { createSqliteStore } from "@farthing/adapter-sqlite";
import { createFarthing } from "@farthing/core";

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Imports a file into an SQLite ledger, and where asked once more. */
async function importFile(database: string, statement: string, again = "once"): Promise<Record<string, number>> {
  const farthing = createFarthing({ store: await createSqliteStore({ file: database }) });
  const ledger = farthing.ledger("bench");
  const file = await openAsBlob(statement);
  const start = cpuMs();
  const first = await ledger.imports.create({ file, account: "Current" });
  const between = cpuMs();
  const second = again === "twice" ? await ledger.imports.create({ file, account: "Current" }) : undefined;
  const figures = {
    created: first.created,
    firstMs: between - start,
    secondMs: cpuMs() - between,
    again: second?.created ?? 0,
  };
  await farthing.close();
  return figures;
}

export const importTasks = { importFile };
