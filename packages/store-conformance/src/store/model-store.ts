import { FarthingError } from "@farthing/contract";
import {
  assertCommittable,
  type Change,
  CommitRefused,
  homeDate,
  type KeptKind,
  type KeptOf,
  type LedgerId,
  type LedgerStore,
  MONTH_SUM_MAX,
  type MonthRecord,
  type SmallRecord,
  type StoreRecord,
  type Sums,
  type TransactionRecord,
  type TransactionSlot,
} from "@farthing/core";

type Contents = Map<string, StoreRecord | { kind: "mark"; work: string; on: string }>;

/** The plain model, and what only a model can tell. */
export interface ModelStore extends LedgerStore {
  /** What is wrong with each change that a commit of these would fail on; empty where it would succeed. */
  refusals(ledger: LedgerId, changes: readonly Change[]): CommitRefused[];
  /** One that goes its own way from here. */
  copy(): ModelStore;
}

const place = (kind: string, id: string) => `${kind === "gone" ? "transaction" : kind} ${id}`;
const placeOf = (record: StoreRecord) => place(record.kind, record.kind === "month" ? record.month : record.id);

const none: Sums = { income: 0, expense: 0, incomeCount: 0, expenseCount: 0 };

function fails(contents: Contents, change: Change): "expectation" | "overflow" | undefined {
  switch (change.op) {
    case "mark":
    case "unmark":
      return undefined;
    case "add": {
      const { income, expense } = (contents.get(place("month", change.month)) as MonthRecord | undefined) ?? none;
      const largest = Math.max(income + change.sums.income, expense + change.sums.expense);
      return largest > MONTH_SUM_MAX ? "overflow" : undefined;
    }
    case "put":
    case "delete":
    case "check": {
      const at = change.op === "put" ? placeOf(change.record) : place(change.kind, change.id);
      const standing = contents.get(at) as StoreRecord | undefined;
      if (change.expect === "absent") return standing === undefined ? undefined : "expectation";
      if (standing === undefined || standing.version !== change.expect) return "expectation";
      if (standing.kind !== "transaction" && standing.kind !== "gone") return undefined;
      const date = standing.kind === "gone" ? homeDate(standing.id) : standing.date;
      return "was" in change && change.was === date ? undefined : "expectation";
    }
  }
}

function total(one: Sums, other: Sums): Sums {
  return {
    income: one.income + other.income,
    expense: one.expense + other.expense,
    incomeCount: one.incomeCount + other.incomeCount,
    expenseCount: one.expenseCount + other.expenseCount,
  };
}

function make(contents: Contents, change: Change): void {
  switch (change.op) {
    case "put":
      contents.set(placeOf(change.record), structuredClone(change.record));
      return;
    case "delete":
      contents.delete(place(change.kind, change.id));
      return;
    case "check":
      return;
    case "add": {
      const at = place("month", change.month);
      const before = contents.get(at) as MonthRecord | undefined;
      const categories = { ...before?.categories };
      for (const [key, added] of Object.entries(change.categories))
        categories[key] = total(categories[key] ?? none, added);
      contents.set(at, {
        kind: "month",
        month: change.month,
        version: (before?.version ?? 0) + 1,
        ...total(before ?? none, change.sums),
        categories,
      });
      return;
    }
    case "mark":
      contents.set(`mark ${change.work} ${change.on}`, { kind: "mark", work: change.work, on: change.on });
      return;
    case "unmark":
      contents.delete(`mark ${change.work} ${change.on}`);
  }
}

const ascending = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** Sorts everything, drops what doesn't belong to the page, and copies the rest. */
function page<Item>(
  items: Item[],
  key: (item: Item) => string,
  order: "asc" | "desc",
  after: string | undefined,
  limit: number,
) {
  const sign = order === "asc" ? 1 : -1;
  const rest = items
    .sort((one, other) => sign * ascending(key(one), key(other)))
    .filter((item) => after === undefined || sign * ascending(key(item), after) > 0);
  return { records: structuredClone(rest.slice(0, limit)), more: rest.length > limit };
}

/**
 * What the store port says, in the plainest words: one map a ledger, copied by every commit, sorted by every list. Slow, and no
 * store to keep anything in; other stores are compared with it.
 */
export function createModelStore(ledgers = new Map<LedgerId, Contents>()): ModelStore {
  let closed = false;

  function read(ledger: LedgerId): Contents {
    if (closed) throw new FarthingError("unavailable", "The model is closed.");
    return ledgers.get(ledger) ?? new Map();
  }

  const all = <Kind extends StoreRecord["kind"]>(ledger: LedgerId, ...kinds: Kind[]) =>
    [...read(ledger).values()].filter(({ kind }) => (kinds as string[]).includes(kind)) as Extract<
      StoreRecord,
      { kind: Kind }
    >[];

  const refusals = (ledger: LedgerId, changes: readonly Change[]) =>
    changes.flatMap((change, index) => {
      const reason = fails(read(ledger), change);
      return reason === undefined ? [] : [new CommitRefused(index, reason)];
    });

  const getTransaction = async (ledger: LedgerId, id: string) =>
    structuredClone(read(ledger).get(place("transaction", id)) as TransactionSlot | undefined);

  return {
    getTransaction,

    async listTransactions(ledger, { from, before, order, after, limit }) {
      const key = ({ date, id }: { date: string; id: string }) => `${date} ${id}`;
      const inRange = all(ledger, "transaction").filter(({ date }) => date >= from && date < before);
      const { records, more } = page(inRange, key, order, after && key(after), limit);
      const { date, id } = (records.at(-1) ?? {}) as TransactionRecord;
      return more ? { records, next: { date, id } } : { records };
    },

    getTransactions: (ledger, ids) => Promise.all(ids.map((id) => getTransaction(ledger, id))),

    async getSmall(ledger): Promise<readonly SmallRecord[]> {
      return structuredClone(all(ledger, "settings", "category", "forwards"));
    },

    async listMonths(ledger, from, to) {
      const inRange = all(ledger, "month").filter(({ month }) => month >= from && month <= to);
      return page(inRange, ({ month }) => month, "asc", undefined, Number.POSITIVE_INFINITY).records;
    },

    async getKept<Kind extends KeptKind>(ledger: LedgerId, kind: Kind, id: string) {
      return structuredClone(read(ledger).get(place(kind, id)) as KeptOf<Kind> | undefined);
    },

    async listKept<Kind extends KeptKind>(
      ledger: LedgerId,
      kind: Kind,
      { order, after, limit }: { order: "asc" | "desc"; after?: string | undefined; limit: number },
    ) {
      const kept = all(ledger, kind) as unknown as KeptOf<Kind>[];
      const { records, more } = page(kept, ({ id }) => id, order, after, limit);
      return more ? { records, next: records.at(-1)?.id } : { records };
    },

    async commit(ledger, changes) {
      read(ledger);
      assertCommittable(changes);
      const [refusal] = refusals(ledger, changes);
      if (refusal !== undefined) throw refusal;
      const contents = new Map(read(ledger));
      for (const change of changes) make(contents, change);
      ledgers.set(ledger, contents);
    },

    async erase(ledger) {
      read(ledger);
      ledgers.delete(ledger);
    },

    async ledgers(after = "") {
      read("");
      const begun = [...ledgers.keys()].filter((ledger) => ledger > after && all(ledger, "settings").length > 0);
      return { records: begun.sort(ascending) };
    },

    async due(work, until) {
      read("");
      const marks = [...ledgers].flatMap(([ledger, contents]) =>
        [...contents.values()].map((record) => ({ ledger, ...record })),
      );
      const found = marks.filter((mark) => mark.kind === "mark" && mark.work === work && mark.on <= until);
      return { records: found.map((mark) => ({ ledger: mark.ledger, on: (mark as { on: string }).on })) };
    },

    async close() {
      closed = true;
    },

    refusals,
    copy: () => createModelStore(new Map(ledgers)),
  };
}
