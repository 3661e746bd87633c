import { addToMonth } from "../src/commit/add-to-month.ts";
import { assertCommittable } from "../src/commit/assert-committable.ts";
import { CommitRefused } from "../src/commit/commit-refused.ts";
import { homeDate } from "../src/ledger/transactions/transaction-id.ts";
import type { Change, LedgerId, LedgerStore } from "../src/ports/ledger-store.ts";
import type { KeptKind, KeptOf, MonthRecord, SmallRecord, StoreRecord, TransactionSlot } from "../src/ports/records.ts";

type Rows = Map<string, StoreRecord>;

const place = (kind: string, id: string) => `${kind === "gone" ? "transaction" : kind} ${id}`;
const placeOf = (record: StoreRecord) => place(record.kind, record.kind === "month" ? record.month : record.id);
const dateOf = (slot: TransactionSlot) => (slot.kind === "gone" ? homeDate(slot.id) : slot.date);

/** What a change makes of the rows. @throws CommitRefused */
function make(rows: Rows, change: Change, index: number): void {
  if (change.op === "mark" || change.op === "unmark") return;
  if (change.op === "add") {
    const month = addToMonth(rows.get(place("month", change.month)) as MonthRecord | undefined, change);
    if (month === undefined) throw new CommitRefused(index, "overflow");
    rows.set(place("month", change.month), month);
    return;
  }
  const at = change.op === "put" ? placeOf(change.record) : place(change.kind, change.id);
  const standing = rows.get(at);
  const moved =
    (standing?.kind === "transaction" || standing?.kind === "gone") &&
    !("was" in change && change.was === dateOf(standing));
  if (change.expect === "absent" ? standing !== undefined : standing?.version !== change.expect || moved)
    throw new CommitRefused(index, "expectation");
  if (change.op === "put") rows.set(at, structuredClone(change.record));
  if (change.op === "delete") rows.delete(at);
}

/** A store for these tests, as plain as can be: a map a ledger, copied by every commit and sorted by every list. */
export function plainStore(): LedgerStore {
  const ledgers = new Map<LedgerId, Rows>();
  const read = <Record extends StoreRecord>(ledger: LedgerId, ...kinds: Record["kind"][]) =>
    structuredClone(
      [...(ledgers.get(ledger)?.values() ?? [])].filter(({ kind }) => (kinds as string[]).includes(kind)),
    ) as Record[];
  const at = <Record extends StoreRecord>(ledger: LedgerId, kind: string, id: string) =>
    structuredClone(ledgers.get(ledger)?.get(place(kind, id))) as Record | undefined;

  return {
    getTransaction: async (ledger, id) => at<TransactionSlot>(ledger, "transaction", id),
    getTransactions: async (ledger, ids) => ids.map((id) => at<TransactionSlot>(ledger, "transaction", id)),
    getSmall: async (ledger) => read<SmallRecord>(ledger, "settings", "category", "forwards"),
    getKept: async <Kind extends KeptKind>(ledger: LedgerId, kind: Kind, id: string) =>
      at<KeptOf<Kind>>(ledger, kind, id),

    async listTransactions(ledger, { from, before, order, after, limit }) {
      const key = ({ date, id }: { date: string; id: string }) => `${date} ${id}`;
      const last = after && key(after);
      const found = read<Extract<TransactionSlot, { kind: "transaction" }>>(ledger, "transaction")
        .filter(({ date }) => date >= from && date < before)
        .sort((a, b) => (key(a) < key(b) === (order === "asc") ? -1 : 1))
        .filter((record) => last === undefined || (order === "asc" ? key(record) > last : key(record) < last));
      const records = found.slice(0, limit);
      const { date, id } = records.at(-1) ?? { date: "", id: "" };
      return found.length > limit ? { records, next: { date, id } } : { records };
    },

    async listMonths(ledger, from, to) {
      return read<MonthRecord>(ledger, "month")
        .filter(({ month }) => month >= from && month <= to)
        .sort((a, b) => (a.month < b.month ? -1 : 1));
    },

    async listKept<Kind extends KeptKind>(
      ledger: LedgerId,
      kind: Kind,
      { order, after, limit }: { order: "asc" | "desc"; after?: string | undefined; limit: number },
    ) {
      const found = read<KeptOf<Kind>>(ledger, kind)
        .sort((a, b) => (a.id < b.id === (order === "asc") ? -1 : 1))
        .filter(({ id }) => after === undefined || (order === "asc" ? id > after : id < after));
      const records = found.slice(0, limit);
      return found.length > limit ? { records, next: records.at(-1)?.id } : { records };
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
