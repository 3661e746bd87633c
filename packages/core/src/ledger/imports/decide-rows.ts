import type { Id, ImportChoice } from "@farthing/contract";
import { monthOf } from "../../dates/calendar.ts";
import type { TransactionSlot } from "../../ports/records.ts";
import type { StatementEntry, StatementRow } from "../../statements/statement-row.ts";
import type { Context } from "../context.ts";
import { listFilledMonths } from "../list-filled-months.ts";
import type { Small } from "../small.ts";
import { homeDate } from "../transactions/transaction-id.ts";
import { findTransfers } from "./find-transfers.ts";
import { type CategoryNames, type NamedCategory, nameCategories } from "./name-categories.ts";
import type { RowDecision } from "./row-decision.ts";
import { againId, rowKeys } from "./row-keys.ts";

export interface DecisionTerms {
  /** Label for rows that name no account. */
  account: string;
  choices: readonly ImportChoice[];
  /** Whether the file is an export of a ledger like this one: its rows are what they say, and transfers among them too. */
  ownExport: boolean;
  /** Whether the ledger has nothing in it yet. */
  empty: boolean;
  /** The import that is being written, or that was interrupted. */
  importId?: Id | undefined;
}

export interface Decisions {
  /** Decides about the next rows of the file, in order; at most 200. */
  decide(entries: readonly StatementEntry[]): Promise<readonly RowDecision[]>;
  categories: CategoryNames;
}

/** The row as a person corrected it, if that makes it whole. */
function correct(entry: StatementEntry, choice: ImportChoice | undefined): StatementRow | undefined {
  if (choice?.set === undefined && "row" in entry) return entry.row;
  const { categoryId: _categoryId, ...set } = choice?.set ?? {};
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  if ("row" in entry) return { ...entry.row, ...given };
  const { date, type, amount, description, ...rest } = { ...entry.partial, ...given } as Partial<StatementRow>;
  if (date === undefined || type === undefined || amount === undefined || description === undefined) return undefined;
  const blank = { note: "", tags: [], account: null, category: null, bankId: null, id: null };
  return { ...blank, ...rest, date, type, amount, description };
}

/** What the file, the ledger and the caller's choices come to, row by row: the same for a preview and for the import. */
export async function decideRows(context: Context, small: Small, terms: DecisionTerms): Promise<Decisions> {
  const { store, ledger, hash } = context;
  const { ownExport, importId } = terms;
  const keys = rowKeys(hash);
  const filled = new Set((await listFilledMonths(context)).map(({ month }) => month));
  const transfers = ownExport ? undefined : findTransfers(context, importId, filled);
  const categories = nameCategories(small, ownExport, terms.empty);
  const choices = new Map(terms.choices.map((choice) => [choice.line, choice]));
  const isOurs = (slot: TransactionSlot | undefined) =>
    slot?.kind === "transaction" && importId !== undefined && slot.importId === importId;
  /**
   * In a month without transactions a row may only meet what is gone or was moved away. An import learns that by its commit; a
   * preview, and whoever wants such rows all the same, has to know before.
   */
  const mayStand = (id: Id) => importId === undefined || choices.size > 0 || filled.has(monthOf(homeDate(id)));

  function chosenCategory(choice: ImportChoice | undefined): NamedCategory | undefined {
    const chosen = choice?.set?.categoryId;
    if (chosen === undefined) return undefined;
    return { categoryId: chosen === null ? null : (small.category(chosen)?.id ?? null), newCategory: null };
  }

  function begin(entry: StatementEntry): RowDecision {
    const choice = choices.get(entry.line);
    const row = correct(entry, choice);
    const account = (row?.account ?? ("partial" in entry ? entry.partial.account : null)) || terms.account;
    const named = categories.find(row ?? { category: null, type: "expense" });
    const { categoryId, newCategory } = chosenCategory(choice) ?? named;
    const known =
      row === undefined ? { id: null, repeated: false } : keys.idOf("row" in entry ? entry.row : row, account);
    return {
      line: entry.line,
      status: row === undefined ? "invalid" : known.repeated ? "duplicate" : "new",
      chosen: false,
      ours: false,
      id: known.id,
      row,
      partial: "partial" in entry ? entry.partial : {},
      account,
      categoryId,
      newCategory,
      match: known.repeated ? known.id : null,
      deletedAt: null,
      fault: row === undefined && "fault" in entry ? entry.fault : undefined,
    };
  }

  /** How many of the ids for importing a row once more are given or taken, by its own id. */
  const used = new Map<Id, number>();

  /** The next id for importing it once more under which nothing stands but what this import wrote. */
  async function again(id: Id): Promise<{ id: Id; ours: boolean }> {
    for (let count = (used.get(id) ?? 0) + 1; ; count += 1) {
      const other = againId(hash, id, count);
      const slot = await store.getTransaction(ledger, other);
      if (slot !== undefined && !isOurs(slot)) continue;
      used.set(id, count);
      return { id: other, ours: slot !== undefined };
    }
  }

  return {
    categories,
    async decide(entries) {
      const decided = entries.map(begin);
      const asked = decided.flatMap(({ id }) => (id !== null && mayStand(id) ? [id] : []));
      const found = asked.length === 0 ? [] : await store.getTransactions(ledger, asked);
      const slots = new Map(asked.map((id, index) => [id, found[index]]));
      for (const decision of decided) {
        const { id, row, line } = decision;
        if (id === null || row === undefined) continue;
        const slot = slots.get(id);
        const choice = choices.get(line);
        if (isOurs(slot) && decision.status === "new") decision.ours = true;
        else if (slot !== undefined) {
          decision.status = "duplicate";
          decision.match = id;
          decision.deletedAt = slot.kind === "gone" ? slot.deletedAt : null;
        } else if (decision.status === "new") {
          const other = await transfers?.find(row, decision.account);
          if (other !== undefined) {
            decision.status = "transfer";
            decision.match = other;
          }
        }
        decision.chosen = choice === undefined ? decision.status === "new" : choice.do === "import";
        if (decision.chosen && decision.status === "duplicate") Object.assign(decision, await again(id));
      }
      return decided;
    },
  };
}
