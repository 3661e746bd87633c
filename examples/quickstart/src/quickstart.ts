import { openAsBlob } from "node:fs";
import { fileURLToPath } from "node:url";
import { createMemoryStore } from "@farthing/adapter-memory";
import { createFarthing } from "@farthing/core";
import { monthsTable } from "./months-table.ts";

const store = createMemoryStore();
const ledger = createFarthing({ store }).ledger("me");

await ledger.transactions.create({ date: "2026-11-20", type: "income", amount: 5_000, description: "From grandma" });
await ledger.transactions.create({
  date: "2026-11-21",
  type: "expense",
  amount: 410,
  description: "Coffee with Ada",
  categoryId: "eato",
  tags: ["treat"],
});

const statement = await openAsBlob(fileURLToPath(new URL("../../samples/everyday-year.csv", import.meta.url)));
const { created, duplicates } = await ledger.imports.create({ file: statement });
console.log(`Imported ${created} transactions; ${duplicates} were there already.\n`);

const { currency } = await ledger.settings.get();
const { items } = await ledger.reports.months({ from: "2025-12", to: "2026-11" });
console.log(monthsTable(items, currency));
await store.close();
