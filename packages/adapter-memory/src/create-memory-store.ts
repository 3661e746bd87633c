import { FarthingError } from "@farthing/contract";
import {
  assertCommittable,
  type DueWork,
  type KeptKind,
  type KeptOf,
  type LedgerId,
  type LedgerStore,
} from "@farthing/core";
import { createLedgerRows, type LedgerRows, prepareChange, readSmall } from "./ledger-rows.ts";

/** A store in the memory of this process: gone when it is closed, and shared with no other process. */
export function createMemoryStore(): LedgerStore {
  const ledgers = new Map<LedgerId, LedgerRows>();
  const nothing = createLedgerRows();
  let closed = false;

  function assertOpen(): void {
    if (closed) throw new FarthingError("unavailable", "The store in memory is closed: create a new one.");
  }

  function read(ledger: LedgerId): LedgerRows {
    assertOpen();
    return ledgers.get(ledger) ?? nothing;
  }

  return {
    async getTransaction(ledger, id) {
      return read(ledger).slots.get(id);
    },

    async listTransactions(ledger, range) {
      return read(ledger).byDay.read(range);
    },

    async getTransactions(ledger, ids) {
      const { slots } = read(ledger);
      return ids.map((id) => slots.get(id));
    },

    async getSmall(ledger) {
      return readSmall(read(ledger));
    },

    async listMonths(ledger, from, to) {
      return [...read(ledger).months.values()]
        .filter(({ month }) => month >= from && month <= to)
        .sort((one, other) => (one.month < other.month ? -1 : 1));
    },

    async getKept<Kind extends KeptKind>(ledger: LedgerId, kind: Kind, id: string) {
      return read(ledger).records.get(kind)?.get(id) as KeptOf<Kind> | undefined;
    },

    async listKept<Kind extends KeptKind>(
      ledger: LedgerId,
      kind: Kind,
      { order, after, limit }: { order: "asc" | "desc"; after?: string | undefined; limit: number },
    ) {
      const kept = (read(ledger).records.get(kind) ?? new Map()) as Map<string, KeptOf<Kind>>;
      const follows = (id: string) => after === undefined || (order === "asc" ? id > after : id < after);
      const ids = [...kept.keys()].filter(follows).sort();
      if (order === "desc") ids.reverse();
      const records = ids.slice(0, limit).map((id) => kept.get(id) as KeptOf<Kind>);
      return ids.length > limit ? { records, next: ids[limit - 1] } : { records };
    },

    async commit(ledger, changes) {
      assertOpen();
      assertCommittable(changes);
      const rows = ledgers.get(ledger) ?? createLedgerRows();
      const prepared = changes.map((change, place) => prepareChange(rows, change, place));
      for (const make of prepared) make();
      ledgers.set(ledger, rows);
    },

    async erase(ledger) {
      assertOpen();
      ledgers.delete(ledger);
    },

    async ledgers(after = "") {
      assertOpen();
      const begun = [...ledgers].filter(([ledger, { records }]) => ledger > after && records.get("settings")?.size);
      return { records: begun.map(([ledger]) => ledger).sort() };
    },

    async due(work: DueWork, until) {
      assertOpen();
      const records = [...ledgers].flatMap(([ledger, { marks }]) =>
        [...marks].flatMap((mark) => {
          const [kind, on] = mark.split(" ") as [DueWork, string];
          return kind === work && on <= until ? [{ ledger, on }] : [];
        }),
      );
      return { records };
    },

    async close() {
      closed = true;
      ledgers.clear();
    },
  };
}
