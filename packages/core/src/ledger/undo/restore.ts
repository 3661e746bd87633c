import type { Id } from "@farthing/contract";
import type { Change } from "../../ports/ledger-store.ts";
import type { CategoryRecord, TransactionRecord, TransactionSlot, UndoEntry } from "../../ports/records.ts";
import { CATEGORIES_MAX, hasName, keepInStep } from "../categories/category-names.ts";
import { type Context, instant } from "../context.ts";
import type { Small } from "../small.ts";
import { goneFrom } from "../transactions/gone-from.ts";
import type { Move } from "../transactions/month-changes.ts";
import { homeDate } from "../transactions/transaction-id.ts";

/** What puts one record back; `undefined` where it was changed since. */
export type Restore = { changes: readonly Change[]; move?: Move | undefined } | undefined;

function removeAgain(slot: TransactionRecord, now: number): Restore {
  return {
    changes: [{ op: "put", record: goneFrom(slot, now), expect: slot.version, was: slot.date }],
    move: { before: slot },
  };
}

function putBack(slot: TransactionSlot, before: TransactionRecord, now: number): Restore {
  const after: TransactionRecord = { ...before, version: slot.version + 1, updatedAt: instant(now) };
  const was = slot.kind === "gone" ? homeDate(slot.id) : slot.date;
  return {
    changes: [{ op: "put", record: after, expect: slot.version, was }],
    move: { before: slot.kind === "gone" ? undefined : slot, after },
  };
}

function bringCategoryBack(small: Small, before: CategoryRecord, followers: readonly Id[]): Restore {
  const { to } = small.forwards;
  const taken =
    small.category(before.id) !== undefined || hasName(small, before.name) || small.categories.length >= CATEGORIES_MAX;
  if (taken || !Object.hasOwn(to, before.id)) return undefined;
  const { [before.id]: target, ...others } = to;
  const led = followers.flatMap((id) => (others[id] === target ? [[id, before.id] as const] : []));
  return {
    changes: [
      { op: "put", record: { ...before, version: before.version + 1 }, expect: "absent" },
      keepInStep(small, { ...others, ...Object.fromEntries(led) }),
    ],
  };
}

export const entryId = (entry: UndoEntry): Id => ("created" in entry ? entry.created : entry.before.id);

/** @param slot what stands at the entry's id now, where it is a transaction's. */
export function restore({ now }: Context, small: Small, entry: UndoEntry, slot: TransactionSlot | undefined): Restore {
  if ("followers" in entry) return bringCategoryBack(small, entry.before, entry.followers);
  if (slot === undefined || slot.version !== entry.left) return undefined;
  if ("before" in entry) return putBack(slot, entry.before, now);
  return slot.kind === "gone" ? undefined : removeAgain(slot, now);
}
