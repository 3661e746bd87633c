import type { LedgerId } from "@farthing/core";
import type { SqliteDriver } from "./sqlite-driver.ts";

/** Stands for a ledger that nothing was ever put in; no row has it. */
export const NO_LEDGER = 0;

/** The short numbers under which a file keeps its ledgers. */
export interface LedgerNumbers {
  find(ledger: LedgerId): number;
  /** Within a transaction. */
  make(ledger: LedgerId): number;
  /** To be called when a transaction wasn't committed, and when a ledger was removed. */
  forget(): void;
}

export function createLedgerNumbers(db: SqliteDriver): LedgerNumbers {
  const known = new Map<LedgerId, number>();

  function find(ledger: LedgerId): number {
    const number = known.get(ledger);
    if (number !== undefined) return number;
    if (!ledger.isWellFormed() || ledger.includes("\0")) {
      throw new RangeError(`SQLite can't tell this ledger from others: ${JSON.stringify(ledger)}.`);
    }
    const [row] = db.all<{ number: number }>("select number from ledgers where id = ?", [ledger]);
    if (row === undefined) return NO_LEDGER;
    known.set(ledger, row.number);
    return row.number;
  }

  return {
    find,
    make(ledger) {
      db.run("insert into ledgers (id) values (?)", [ledger]);
      return find(ledger);
    },
    forget: () => known.clear(),
  };
}
