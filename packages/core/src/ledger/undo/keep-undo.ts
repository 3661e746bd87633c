import type { Id } from "@farthing/contract";
import { monthOf } from "../../dates/calendar.ts";
import type { Change } from "../../ports/ledger-store.ts";
import type { UndoEntry, UndoRecord } from "../../ports/records.ts";
import { type Context, THIRTY_DAYS } from "../context.ts";
import { homeDate } from "../transactions/transaction-id.ts";

/** Room for what one commit can put back. */
const ROOM = 90;
/** A created one is deleted again, any other may have to move back to another date. */
const weightOf = (entry: UndoEntry) => ("created" in entry ? 2 : 3);

const monthsOf = (entry: UndoEntry): string[] => {
  if ("created" in entry) return [monthOf(homeDate(entry.created))];
  return entry.before.kind === "transaction" ? [monthOf(entry.before.date)] : [];
};

/** Entries in parts, at least one, each of which one commit can put back; two months may be touched by each, its old one and its new one. */
function split(entries: readonly UndoEntry[]): UndoEntry[][] {
  const parts: UndoEntry[][] = [[]];
  let weight = 0;
  let months = new Set<string>();
  for (const entry of entries) {
    if (weight + weightOf(entry) + 2 * (months.size + 1) > ROOM) {
      parts.push([]);
      weight = 0;
      months = new Set();
    }
    parts.at(-1)?.push(entry);
    weight += weightOf(entry);
    for (const month of monthsOf(entry)) months.add(month);
  }
  return parts;
}

const partId = (undo: Id, part: number): Id => `${undo}.${String(part).padStart(6, "0")}`;

/**
 * What keeps a change undoable, to be committed with it: a few records, one even where nothing changed.
 * @param first number of the first part, where a job has kept others before.
 */
export const keepUndo = ({ now }: Context, undo: Id, entries: readonly UndoEntry[], first = 0): Change[] =>
  split(entries).map((part, index) => {
    const record: UndoRecord = {
      kind: "undo",
      id: partId(undo, first + index),
      version: 1,
      entries: part,
      outcome: null,
      expires: Math.floor(now / 1000) + THIRTY_DAYS,
    };
    return { op: "put", record, expect: "absent" };
  });

export const newUndoId = ({ ids }: Context): Id => ids.random(20);
