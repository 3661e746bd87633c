import { type Change, CommitRefused, type LedgerStore, MONTH_SUM_MAX } from "@farthing/core";
import type { ModelStore } from "./model-store.ts";

/** A store that breaks one promise of the port: what it does otherwise than the plain model. */
export interface BrokenStore {
  flaw: string;
  /** A check that must find the flaw; others may as well. */
  caughtBy: string;
  breaks(model: ModelStore): Partial<LedgerStore>;
}

const later = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Puts that go through whatever stands there. */
const blind = async (model: ModelStore, ledger: string, changes: readonly Change[]): Promise<Change[]> =>
  Promise.all(
    changes.map(async (change): Promise<Change> => {
      if (change.op !== "put" || change.expect !== "absent" || change.record.kind !== "transaction") return change;
      const slot = await model.getTransaction(ledger, change.record.id);
      const was = slot?.kind === "transaction" ? slot.date : undefined;
      return slot === undefined || was === undefined
        ? change
        : { op: "put", record: change.record, expect: slot.version, was };
    }),
  );

export const brokenStores: readonly BrokenStore[] = [
  {
    flaw: "makes the changes that come before the one that fails",
    caughtBy: "leaves nothing behind of changes of every sort when a check fails, first or last",
    breaks: (model) => ({
      async commit(ledger, changes) {
        for (const [index, change] of changes.entries()) {
          await model.commit(ledger, [change]).catch((error) => {
            throw error instanceof CommitRefused ? new CommitRefused(index, error.reason) : error;
          });
        }
      },
    }),
  },
  {
    flaw: "loses one of two adds that race",
    caughtBy: "counts every add of many that race, and raises the version by each",
    breaks: (model) => ({
      async commit(ledger, changes) {
        const copy = model.copy();
        await copy.commit(ledger, changes);
        const months = changes.flatMap((change) => (change.op === "add" ? [change.month] : []));
        const after = await Promise.all(months.map(async (name) => (await copy.listMonths(ledger, name, name))[0]));
        await later();
        const puts = await Promise.all(
          after.map(async (record): Promise<Change[]> => {
            const [now] = record ? await model.listMonths(ledger, record.month, record.month) : [];
            return record ? [{ op: "put", record, expect: now?.version ?? "absent" }] : [];
          }),
        );
        await model.commit(ledger, [...changes.filter(({ op }) => op !== "add"), ...puts.flat()]);
      },
    }),
  },
  {
    flaw: "includes the date that a range ends before",
    caughtBy: "includes the first date of a range and leaves out the date it ends before",
    breaks: (model) => ({
      listTransactions: (ledger, range) => model.listTransactions(ledger, { ...range, before: `${range.before}~` }),
    }),
  },
  {
    flaw: "leaves out the first date of a range",
    caughtBy: "includes the first date of a range and leaves out the date it ends before",
    breaks: (model) => ({
      listTransactions: (ledger, range) => model.listTransactions(ledger, { ...range, from: `${range.from}~` }),
    }),
  },
  {
    flaw: "answers from what it read before",
    caughtBy: "shows every reader what was committed before it began to read",
    breaks: (model) => {
      const read = new Map<string, ReturnType<LedgerStore["getSmall"]>>();
      return {
        getSmall(ledger) {
          const known = read.get(ledger) ?? model.getSmall(ledger);
          read.set(ledger, known);
          return known;
        },
      };
    },
  },
  {
    flaw: "shows a commit some time after it resolved",
    caughtBy: "shows every reader what was committed before it began to read",
    breaks: (model) => {
      let behind = model.copy();
      return {
        async commit(ledger, changes) {
          await model.commit(ledger, changes);
          setTimeout(() => {
            behind = model.copy();
          }, 5);
        },
        getKept: (ledger, kind, id) => behind.getKept(ledger, kind, id),
      };
    },
  },
  {
    flaw: "goes on by counting rows instead of from a place",
    caughtBy: "meets those that stay exactly once (asc) while others come and go around every page",
    breaks: (model) => {
      let met = 0;
      return {
        async listTransactions(ledger, { after, ...range }) {
          met = after === undefined ? 0 : met;
          const { records } = await model.listTransactions(ledger, { ...range, limit: 100_000 });
          const page = records.slice(met, met + range.limit);
          met += page.length;
          const last = page.at(-1);
          return met < records.length && last
            ? { records: page, next: { date: last.date, id: last.id } }
            : { records: page };
        },
      };
    },
  },
  {
    flaw: "meets the place it goes on from again",
    caughtBy: "leaves out the very place it goes on from",
    breaks: (model) => ({
      async listTransactions(ledger, { after, ...range }) {
        const found = await model.listTransactions(ledger, { ...range, after });
        const slot = after && (await model.getTransaction(ledger, after.id));
        return slot?.kind === "transaction"
          ? { ...found, records: [slot, ...found.records].slice(0, range.limit) }
          : found;
      },
    }),
  },
  {
    flaw: "gives more than the limit",
    caughtBy: "meets every transaction once in pages of any size, in both orders",
    breaks: (model) => ({
      listTransactions: (ledger, range) => model.listTransactions(ledger, { ...range, limit: range.limit + 1 }),
    }),
  },
  {
    flaw: "has no next page where one holds what was asked for",
    caughtBy: "comes to an end through thousands of transactions of one date",
    breaks: (model) => ({
      async listTransactions(ledger, range) {
        const { records, next } = await model.listTransactions(ledger, range);
        return next && records.length < 1000 ? { records, next } : { records };
      },
    }),
  },
  {
    flaw: "takes no notice of expecting nothing",
    caughtBy: "takes at an id where a new transaction stands exactly the changes that expect what stands there",
    breaks: (model) => ({
      commit: async (ledger, changes) => model.commit(ledger, await blind(model, ledger, changes)),
    }),
  },
  {
    flaw: "forgets that an id is gone",
    caughtBy: "takes at an id whose transaction is gone exactly the changes that expect what stands there",
    breaks: (model) => ({
      async getTransaction(ledger, id) {
        const slot = await model.getTransaction(ledger, id);
        return slot?.kind === "gone" ? undefined : slot;
      },
    }),
  },
  {
    flaw: "shows another ledger what isn't its own",
    caughtBy: "shows a ledger nothing of another's",
    breaks: (model) => ({
      getKept: async (ledger, kind, id) => (await model.getKept(ledger, kind, id)) ?? model.getKept("theirs", kind, id),
    }),
  },
  {
    flaw: "takes two ledgers for one where their ids look alike",
    caughtBy: "tells ledgers apart by every byte of their ids, whatever is in them",
    breaks: (model) => ({
      commit: (ledger, changes) => model.commit(ledger.normalize("NFC"), changes),
      getTransaction: (ledger, id) => model.getTransaction(ledger.normalize("NFC"), id),
    }),
  },
  {
    flaw: "makes a commit that weighs too much in two",
    caughtBy: "refuses 101 puts in one commit before anything happens",
    breaks: (model) => ({
      async commit(ledger, changes) {
        await model.commit(ledger, changes.slice(0, 50));
        await model.commit(ledger, changes.slice(50));
      },
    }),
  },
  {
    flaw: "lets the last change of a record win within a commit",
    caughtBy: "refuses a category put twice in one commit before anything happens",
    breaks: (model) => ({
      commit(ledger, changes) {
        const named = new Map(
          changes.map((change) => [JSON.stringify("record" in change ? change.record : change), change]),
        );
        return model.commit(ledger, [...named.values()]);
      },
    }),
  },
  {
    flaw: "refuses a month's sum that is just as large as it may be",
    caughtBy: "lets a month's income come to exactly the largest sum, and refuses one more",
    breaks: (model) => ({
      async commit(ledger, changes) {
        const copy = model.copy();
        await copy.commit(ledger, changes);
        for (const [index, change] of changes.entries()) {
          if (change.op !== "add") continue;
          const [after] = await copy.listMonths(ledger, change.month, change.month);
          if (after && Math.max(after.income, after.expense) >= MONTH_SUM_MAX)
            throw new CommitRefused(index, "overflow");
        }
        await model.commit(ledger, changes);
      },
    }),
  },
  {
    flaw: "never refuses a month's sum",
    caughtBy: "refuses a first expense above the largest sum, and takes the largest",
    breaks: (model) => ({
      commit: (ledger, changes) =>
        model.commit(
          ledger,
          changes.map((change) =>
            change.op === "add"
              ? { ...change, sums: { ...change.sums, expense: Math.min(change.sums.expense, MONTH_SUM_MAX) } }
              : change,
          ),
        ),
    }),
  },
  {
    flaw: "leaves a month's version when nothing is added",
    caughtBy: "raises a month's version by one in every commit that adds to it, even nothing, and in no other",
    breaks: (model) => ({
      commit: (ledger, changes) =>
        model.commit(
          ledger,
          changes.filter((change) => change.op !== "add" || Object.values(change.sums).some((figure) => figure !== 0)),
        ),
    }),
  },
  {
    flaw: "lists transactions of one date in no order",
    caughtBy: "lists transactions of one date by id, byte by byte, wherever they come from",
    breaks: (model) => ({
      async listTransactions(ledger, range) {
        const found = await model.listTransactions(ledger, range);
        const rest = (id: string) => id.slice(9);
        const records = found.records.toSorted((one, other) =>
          one.date === other.date && rest(one.id) < rest(other.id) ? -1 : 0,
        );
        return { ...found, records };
      },
    }),
  },
  {
    flaw: "drops a member of a transaction",
    caughtBy: "gives back every member of a transaction as it was put",
    breaks: (model) => ({
      async getTransaction(ledger, id) {
        const slot = await model.getTransaction(ledger, id);
        return slot?.kind === "transaction" ? { ...slot, recurringId: null } : slot;
      },
    }),
  },
  {
    flaw: "gives each reader the same record, to change as they like",
    caughtBy: "keeps what it has when a reader changes what was read",
    breaks: (model) => {
      const given = new Map<string, object | undefined>();
      return {
        async getKept(ledger, kind, id) {
          const record = await model.getKept(ledger, kind, id);
          const key = `${ledger} ${kind} ${id} ${record?.version}`;
          if (!given.has(key)) given.set(key, record);
          return given.get(key) as typeof record;
        },
      };
    },
  },
  {
    flaw: "keeps what it is given only when its turn comes",
    caughtBy: "keeps what was put when its giver changes it as soon as the commit was called",
    breaks: (model) => ({
      async commit(ledger, changes) {
        await later();
        await model.commit(ledger, changes);
      },
    }),
  },
  {
    flaw: "lets a commit that fails take those sent with it along",
    caughtBy: "lets one that fails fail alone among those sent with it",
    breaks: (model) => {
      let waiting: Promise<void> | undefined;
      let group: { ledger: string; changes: readonly Change[] }[] = [];
      return {
        commit(ledger, changes) {
          group.push({ ledger, changes: structuredClone(changes) });
          waiting ??= later().then(async () => {
            const together = group;
            group = [];
            waiting = undefined;
            for (const one of together) {
              const [refusal] = model.refusals(one.ledger, one.changes);
              if (refusal !== undefined) throw refusal;
            }
            for (const one of together) await model.commit(one.ledger, one.changes);
          });
          return waiting;
        },
      };
    },
  },
  {
    flaw: "marks what is due in commits that are refused",
    caughtBy: "marks nothing and takes nothing back in a commit that is refused",
    breaks: (model) => ({
      async commit(ledger, changes) {
        await model.commit(
          ledger,
          changes.filter(({ op }) => op === "mark"),
        );
        await model.commit(ledger, changes);
      },
    }),
  },
  {
    flaw: "finds work that isn't due yet",
    caughtBy: "finds work that is due on a date or before, of the kind asked for",
    breaks: (model) => ({ due: (work, _, after) => model.due(work, "2199-12-31", after) }),
  },
  {
    flaw: "leaves the marks of a ledger that is erased",
    caughtBy: "erases everything of a ledger and nothing of another",
    breaks: (model) => ({
      async erase(ledger) {
        const { records } = await model.due("delivery", "2199-12-31");
        await model.erase(ledger);
        for (const { on } of records) await model.commit(ledger, [{ op: "mark", work: "delivery", on }]);
      },
    }),
  },
  {
    flaw: "lists ledgers that have no settings",
    caughtBy: "lists a ledger from the commit that puts its settings, once, until it is erased",
    breaks: (model) => {
      const seen = new Set<string>();
      return {
        async commit(ledger, changes) {
          await model.commit(ledger, changes);
          seen.add(ledger);
        },
        ledgers: async (after = "") => ({ records: [...seen].filter((ledger) => ledger > after).sort() }),
      };
    },
  },
  {
    flaw: "forgets what is under way when it is closed",
    caughtBy: "finishes what is running when it is closed",
    breaks: (model) => ({
      async commit(ledger, changes) {
        const given = structuredClone(changes);
        await later();
        await model.commit(ledger, given);
      },
    }),
  },
  {
    flaw: "goes on answering once it is closed",
    caughtBy: "fails getSmall with unavailable once it is closed",
    breaks: () => ({ close: async () => {} }),
  },
];
