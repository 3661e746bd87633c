import type { Id, Month } from "@farthing/contract";
import type { Found, KeptKind, KeptOf, KeptRecord, MonthRecord, SmallRecord } from "@farthing/core";
import type { SqliteDriver } from "./sqlite-driver.ts";

const kinds = {
  settings: true,
  category: true,
  forwards: true,
} satisfies Record<SmallRecord["kind"], true>;

export const isSmall = (kind: string): kind is SmallRecord["kind"] => Object.hasOwn(kinds, kind);

const smallKinds = Object.keys(kinds)
  .map((kind) => `'${kind}'`)
  .join(", ");

const bodies = <Kept>(db: SqliteDriver, sql: string, values: readonly (string | number)[]) =>
  db.all<{ body: string }>(sql, values).map(({ body }) => JSON.parse(body) as Kept);

/** Frozen to their depths, so that every reader can be given the same. */
export function readSmall(db: SqliteDriver, ledger: number): readonly SmallRecord[] {
  const rows = db.all<{ body: string }>(`select body from records where ledger = ? and kind in (${smallKinds})`, [
    ledger,
  ]);
  return Object.freeze(rows.map(({ body }) => JSON.parse(body, (_, member) => Object.freeze(member)) as SmallRecord));
}

export const readVersion = (db: SqliteDriver, ledger: number, kind: string, id: Id): number | undefined =>
  db.all<{ version: number }>("select version from records where ledger = ? and kind = ? and id = ?", [
    ledger,
    kind,
    id,
  ])[0]?.version;

export const readKept = (db: SqliteDriver, ledger: number, kind: KeptKind, id: Id): KeptRecord | undefined =>
  bodies<KeptRecord>(db, "select body from records where ledger = ? and kind = ? and id = ?", [ledger, kind, id])[0];

const lists = {
  asc: "select body from records where ledger = ? and kind = ? and id > ? order by id limit ?",
  desc: "select body from records where ledger = ? and kind = ? and id < ? order by id desc limit ?",
};

/** Behind every id. */
const LAST = "\u{10ffff}";

export function listKept<Kind extends KeptKind>(
  db: SqliteDriver,
  ledger: number,
  kind: Kind,
  { order, after, limit }: { order: "asc" | "desc"; after?: Id | undefined; limit: number },
): Found<KeptOf<Kind>, Id> {
  const start = after ?? (order === "asc" ? "" : LAST);
  const found = bodies<KeptOf<Kind>>(db, lists[order], [ledger, kind, start, limit + 1]);
  const records = found.slice(0, limit);
  return found.length > limit ? { records, next: records[limit - 1]?.id } : { records };
}

export const listMonths = (db: SqliteDriver, ledger: number, from: Month, to: Month): MonthRecord[] =>
  bodies<MonthRecord>(db, "select body from months where ledger = ? and month between ? and ? order by month", [
    ledger,
    from,
    to,
  ]);
