import { addToMonth, type Change, CommitRefused, homeDate, type MonthRecord } from "@farthing/core";
import type { SqliteDriver, SqlValue } from "./sqlite-driver.ts";
import { toDay, toValues, transactionColumns } from "./transaction-row.ts";

/** Makes one change of a ledger. @throws CommitRefused. */
export type Make = (ledger: number) => void;

type Of<Op extends Change["op"]> = Extract<Change, { op: Op }>;

const insertTransaction = `INSERT INTO transactions (ledger, ${transactionColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
const updateTransaction = `UPDATE transactions SET version = ?3, type = ?4, amount = ?5, description = ?6, category = ?7, note = ?8, tags = ?9,
  account = ?10, import = ?11, recurring = ?12, created = ?13, updated = ?14, digest = ?15
  WHERE ledger = ?16 AND date = ?1 AND id = ?2 AND version = ?17`;

/** Turns a change into what carries it out. All that it needs is taken from the change now, so that its giver may change it. */
export function prepareChange(driver: SqliteDriver, change: Change, place: number): Make {
  const refuse = () => new CommitRefused(place, "expectation");
  const { run } = driver;
  const exists = (sql: string, values: readonly SqlValue[]) => driver.all(sql, values).length > 0;

  /** Takes away what stands at an id, which must be at a version: a transaction under its date, a gone one under its own. */
  function take(ledger: number, id: string, was: number, version: number): void {
    const home = toDay(homeDate(id));
    const sql = "DELETE FROM transactions WHERE ledger = ? AND date = ? AND id = ? AND version = ?";
    if (run(sql, [ledger, was, id, version]) === 1) {
      if (was !== home) run("DELETE FROM moved WHERE ledger = ? AND id = ?", [ledger, id]);
      return;
    }
    const gone = "DELETE FROM moved WHERE ledger = ? AND id = ? AND date IS NULL AND version = ?";
    if (was !== home || run(gone, [ledger, id, version]) !== 1) throw refuse();
  }

  function expectNothing(ledger: number, id: string): void {
    const home = toDay(homeDate(id));
    if (exists("SELECT 1 FROM moved WHERE ledger = ? AND id = ?", [ledger, id])) throw refuse();
    if (exists("SELECT 1 FROM transactions WHERE ledger = ? AND date = ? AND id = ?", [ledger, home, id]))
      throw refuse();
  }

  function putTransaction({
    record,
    expect,
    ...change
  }: Extract<Of<"put">, { record: { kind: "transaction" | "gone" } }>): Make {
    const { id } = record;
    const home = toDay(homeDate(id));
    const was = toDay("was" in change && change.was !== undefined ? change.was : homeDate(id));
    if (record.kind === "gone") {
      const { version, deletedAt, digest, expires } = record;
      const values = [id, version, Date.parse(deletedAt), digest, expires];
      return (ledger) => {
        if (expect === "absent") expectNothing(ledger, id);
        else take(ledger, id, was, expect);
        run("INSERT INTO moved (ledger, id, version, deleted, digest, expires) VALUES (?, ?, ?, ?, ?, ?)", [
          ledger,
          ...values,
        ]);
      };
    }
    const values = toValues(record);
    const day = toDay(record.date);
    return (ledger) => {
      if (expect === "absent") {
        if (exists("SELECT 1 FROM moved WHERE ledger = ? AND id = ?", [ledger, id])) throw refuse();
        if (
          day !== home &&
          exists("SELECT 1 FROM transactions WHERE ledger = ? AND date = ? AND id = ?", [ledger, home, id])
        )
          throw refuse();
      } else {
        if (day === was && run(updateTransaction, [...values, ledger, expect]) === 1) return;
        take(ledger, id, was, expect);
      }
      if (run(insertTransaction, [ledger, ...values]) !== 1) throw refuse();
      if (day !== home) run("INSERT INTO moved (ledger, id, date) VALUES (?, ?, ?)", [ledger, id, day]);
    };
  }

  function putRecord(
    record: { kind: string; id: string; version: number; expires?: number | null },
    expect: "absent" | number,
  ): Make {
    const { kind, id, version, expires = null } = record;
    const body = JSON.stringify(record);
    return expect === "absent"
      ? (ledger) => {
          const sql =
            "INSERT INTO records (ledger, kind, id, version, body, expires) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
          if (run(sql, [ledger, kind, id, version, body, expires]) !== 1) throw refuse();
        }
      : (ledger) => {
          const sql =
            "UPDATE records SET version = ?, body = ?, expires = ? WHERE ledger = ? AND kind = ? AND id = ? AND version = ?";
          if (run(sql, [version, body, expires, ledger, kind, id, expect]) !== 1) throw refuse();
        };
  }

  function putMonth(record: MonthRecord, expect: "absent" | number): Make {
    const { month, version } = record;
    const body = JSON.stringify(record);
    return expect === "absent"
      ? (ledger) => {
          const sql = "INSERT INTO months (ledger, month, version, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
          if (run(sql, [ledger, month, version, body]) !== 1) throw refuse();
        }
      : (ledger) => {
          const sql = "UPDATE months SET version = ?, body = ? WHERE ledger = ? AND month = ? AND version = ?";
          if (run(sql, [version, body, ledger, month, expect]) !== 1) throw refuse();
        };
  }

  function add(change: Of<"add">): Make {
    const { month } = change;
    const added = structuredClone(change);
    return (ledger) => {
      const [row] = driver.all<{ body: string }>("SELECT body FROM months WHERE ledger = ? AND month = ?", [
        ledger,
        month,
      ]);
      const after = addToMonth(row === undefined ? undefined : (JSON.parse(row.body) as MonthRecord), added);
      if (after === undefined) throw new CommitRefused(place, "overflow");
      run("INSERT OR REPLACE INTO months (ledger, month, version, body) VALUES (?, ?, ?, ?)", [
        ledger,
        month,
        after.version,
        JSON.stringify(after),
      ]);
    };
  }

  function remove(change: Of<"delete">): Make {
    const { kind, id, expect } = change;
    if (kind === "transaction") {
      const was = toDay(change.was);
      return (ledger) => take(ledger, id, was, expect);
    }
    return (ledger) => {
      if (
        run("DELETE FROM records WHERE ledger = ? AND kind = ? AND id = ? AND version = ?", [
          ledger,
          kind,
          id,
          expect,
        ]) !== 1
      )
        throw refuse();
    };
  }

  function check(change: Of<"check">): Make {
    const { kind, id, expect } = change;
    if (kind === "transaction") {
      const was = toDay(change.was);
      const live = "SELECT 1 FROM transactions WHERE ledger = ? AND date = ? AND id = ? AND version = ?";
      const gone = "SELECT 1 FROM moved WHERE ledger = ? AND id = ? AND date IS NULL AND version = ?";
      return (ledger) => {
        if (exists(live, [ledger, was, id, expect])) return;
        if (was !== toDay(homeDate(id)) || !exists(gone, [ledger, id, expect])) throw refuse();
      };
    }
    return (ledger) => {
      const [row] = driver.all<{ version: number }>(
        "SELECT version FROM records WHERE ledger = ? AND kind = ? AND id = ?",
        [ledger, kind, id],
      );
      if ((row?.version ?? "absent") !== expect) throw refuse();
    };
  }

  switch (change.op) {
    case "put": {
      const { record, expect } = change;
      if (record.kind === "transaction" || record.kind === "gone")
        return putTransaction({ ...change, record } as Parameters<typeof putTransaction>[0]);
      return record.kind === "month" ? putMonth(record, expect) : putRecord(record, expect);
    }
    case "add":
      return add(change);
    case "delete":
      return remove(change);
    case "check":
      return check(change);
    case "mark": {
      const { work, on } = change;
      return (ledger) =>
        void run("INSERT OR IGNORE INTO marks (work, date, ledger) VALUES (?, ?, ?)", [work, on, ledger]);
    }
    case "unmark": {
      const { work, on } = change;
      return (ledger) => void run("DELETE FROM marks WHERE work = ? AND date = ? AND ledger = ?", [work, on, ledger]);
    }
  }
}
