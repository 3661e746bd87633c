import { addToMonth } from "../src/commit/add-to-month.ts";
import { assertCommittable } from "../src/commit/assert-committable.ts";
import { CommitRefused } from "../src/commit/commit-refused.ts";
import { homeDate } from "../src/ledger/transactions/transaction-id.ts";
import type { Change, LedgerId, LedgerStore } from "../src/ports/ledger-store.ts";
import type {
  KeptKind,
  KeptOf,
  MonthRecord,
  SmallRecord,
  StoreRecord,
  TransactionRecord,
  TransactionSlot,
} from "../src/ports/records.ts";

type Rows = Map<string, StoreRecord>;

const place = (kind: string, id: string) => `${kind === "gone" ? "transaction" : kind} ${id}`;
const placeOf = (record: StoreRecord) => place(record.kind, record.kind === "month" ? record.month : record.id);
const dateOf = (slot: TransactionSlot) => (slot.kind === "gone" ? homeDate(slot.id) : slot.date);

/** What a change makes of the rows. @throws CommitRefused */
function make(rows: Rows, change: Change, index: number): void {
  switch (change.op) {
    case "mark":
    case "unmark":
      return;
    case "add": {
      const at = place("month", change.month);
      const month = addToMonth(rows.get(at) as MonthRecord | undefined, change);
      if (month === undefined) throw new CommitRefused(index, "overflow");
      rows.set(at, month);
      return;
    }
    default: {
      const at = change.op === "put" ? placeOf(change.record) : place(change.kind, change.id);
      const standing = rows.get(at);
      const isSlot = standing?.kind === "transaction" || standing?.kind === "gone";
      const isMoved = isSlot && !("was" in change && change.was === dateOf(standing));
      if (change.expect === "absent" ? standing !== undefined : standing?.version !== change.expect || isMoved)
        throw new CommitRefused(index, "expectation");
      if (change.op === "put") rows.set(at, structuredClone(change.record));
      if (change.op === "delete") rows.delete(at);
    }
  }
}

/** The first `limit` of what comes after a place, as the caller's own. */
function page<Record>(
  records: readonly Record[],
  place: (record: Record) => string,
  order: "asc" | "desc",
  after: string | undefined,
  limit: number,
) {
  const isBehind = (one: string, other: string) => (order === "asc" ? one > other : one < other);
  const found = records
    .filter((record) => after === undefined || isBehind(place(record), after))
    .sort((a, b) => (isBehind(place(a), place(b)) ? 1 : -1));
  return { records: structuredClone(found.slice(0, limit)), more: found.length > limit };
}

const positionOf = ({ date, id }: { date: string; id: string }) => `${date} ${id}`;

/** A store for these tests, as plain as can be: a map a ledger, copied by every commit and sorted by every list. */
export function plainStore(): LedgerStore {
  const ledgers = new Map<LedgerId, Rows>();
  const all = <Record extends StoreRecord>(ledger: LedgerId, ...kinds: StoreRecord["kind"][]) =>
    [...(ledgers.get(ledger)?.values() ?? [])].filter(({ kind }) => kinds.includes(kind)) as Record[];
  const at = <Record extends StoreRecord>(ledger: LedgerId, kind: string, id: string) =>
    structuredClone(ledgers.get(ledger)?.get(place(kind, id))) as Record | undefined;

  return {
    getTransaction: async (ledger, id) => at<TransactionSlot>(ledger, "transaction", id),
    getTransactions: async (ledger, ids) => ids.map((id) => at<TransactionSlot>(ledger, "transaction", id)),
    getSmall: async (ledger) => structuredClone(all<SmallRecord>(ledger, "settings", "category", "forwards")),
    getKept: async <Kind extends KeptKind>(ledger: LedgerId, kind: Kind, id: string) =>
      at<KeptOf<Kind>>(ledger, kind, id),

    async listTransactions(ledger, { from, before, order, after, limit }) {
      const inRange = all<TransactionRecord>(ledger, "transaction").filter(({ date }) => date >= from && date < before);
      const { records, more } = page(inRange, positionOf, order, after && positionOf(after), limit);
      const { date, id } = records.at(-1) ?? { date: "", id: "" };
      return more ? { records, next: { date, id } } : { records };
    },

    async listMonths(ledger, from, to) {
      const inRange = all<MonthRecord>(ledger, "month").filter(({ month }) => month >= from && month <= to);
      return page(inRange, ({ month }) => month, "asc", undefined, inRange.length).records;
    },

    async listKept<Kind extends KeptKind>(
      ledger: LedgerId,
      kind: Kind,
      { order, after, limit }: { order: "asc" | "desc"; after?: string | undefined; limit: number },
    ) {
      const { records, more } = page(all<KeptOf<Kind>>(ledger, kind), ({ id }) => id, order, after, limit);
      return more ? { records, next: records.at(-1)?.id } : { records };
    },

    async commit(ledger, changes) {
      assertCommittable(changes);
      const rows = new Map(ledgers.get(ledger));
      changes.forEach((change, index) => {
        make(rows, change, index);
      });
      ledgers.set(ledger, rows);
    },

    async erase(ledger) {
      ledgers.delete(ledger);
    },
    ledgers: async () => ({ records: [...ledgers.keys()] }),
    due: async () => ({ records: [] }),
    async close() {},
  };
}
