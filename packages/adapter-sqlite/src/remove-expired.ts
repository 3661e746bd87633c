import type { SqliteDriver } from "./sqlite-driver.ts";
import { transact } from "./transact.ts";

/** Few enough to go unnoticed between two requests. */
const atOnce = 200;

const tables = [
  { table: "traces", key: "ledger, id" },
  { table: "records", key: "ledger, kind, id" },
];

/** Removes records that have expired, a limited number at a time; says whether there may be more. */
export function removeExpired(db: SqliteDriver, nowSeconds: number): boolean {
  const found = tables.map(
    ({ table }) => db.all(`select 1 from ${table} where expires < ? limit ?`, [nowSeconds, atOnce]).length,
  );
  if (found.every((count) => count === 0)) return false;
  transact(db, () => {
    for (const { table, key } of tables) {
      db.run(`delete from ${table} where (${key}) in (select ${key} from ${table} where expires < ? limit ?)`, [
        nowSeconds,
        atOnce,
      ]);
    }
  });
  return found.some((count) => count === atOnce);
}
