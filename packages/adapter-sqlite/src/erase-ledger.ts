import type { LedgerId } from "@farthing/core";
import type { SqliteDriver } from "./sqlite-driver.ts";
import { transact } from "./transact.ts";

/** What makes a ledger one that has begun goes last, so that one half erased doesn't begin anew. */
const tables = [
  { table: "transactions", key: "date, id" },
  { table: "traces", key: "id" },
  { table: "months", key: "month" },
  { table: "marks", key: "work, due" },
  { table: "records", key: "kind, id" },
];

const atOnce = 1000;

/** Removes a part of a ledger in a transaction of its own; once there is little left, all of it. Says whether it was all. */
export function erasePart(db: SqliteDriver, ledger: LedgerId, number: number): boolean {
  const full = tables.find(
    ({ table }) => db.all(`select 1 from ${table} where ledger = ? limit ?`, [number, atOnce]).length === atOnce,
  );
  transact(db, () => {
    if (full === undefined) {
      for (const { table } of tables) db.run(`delete from ${table} where ledger = ?`, [number]);
      db.run("delete from ledgers where id = ?", [ledger]);
      return;
    }
    const { table, key } = full;
    db.run(
      `delete from ${table} where ledger = ?1 and (${key}) in (select ${key} from ${table} where ledger = ?1 limit ?2)`,
      [number, atOnce],
    );
  });
  return full === undefined;
}
