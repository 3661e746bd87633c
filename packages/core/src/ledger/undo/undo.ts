import type { Id, Undone } from "@farthing/contract";
import type { UndoRecord } from "../../ports/records.ts";
import type { Context } from "../context.ts";
import { loadSmall } from "../small.ts";
import { monthChanges } from "../transactions/month-changes.ts";
import { notFound } from "../versioned.ts";
import { write } from "../write.ts";
import { entryId, restore } from "./restore.ts";

const KEPT_MAX = 100;

async function partsOf({ store, ledger, now }: Context, undoId: Id): Promise<Id[]> {
  const ids: Id[] = [];
  let after: Id | undefined = `${undoId}.`;
  do {
    const { records, next }: Awaited<ReturnType<typeof store.listKept<"undo">>> = await store.listKept(ledger, "undo", {
      order: "asc",
      after,
      limit: 20,
    });
    const ours = records.filter(({ id, expires }) => id.startsWith(`${undoId}.`) && expires * 1000 > now);
    ids.push(...ours.map(({ id }) => id));
    after = ours.length === records.length ? next : undefined;
  } while (after !== undefined);
  return ids;
}

/** Puts one part back and keeps what came of it, so that a repeat does nothing and answers the same. */
async function undoPart(context: Context, id: Id): Promise<Undone> {
  const { store, ledger } = context;
  const { value } = await write<Undone>(
    { ...context, options: { ...context.options, idempotencyKey: undefined } },
    {
      path: id,
      input: {},
      async plan() {
        const part: UndoRecord | undefined = await store.getKept(ledger, "undo", id);
        if (part === undefined) throw notFound("change to take back");
        const answer = (outcome: Undone) => ({ value: outcome, answer: { value: outcome } });
        if (part.outcome !== null) return { changes: [], ...answer(part.outcome) };
        const small = await loadSmall(context);
        const slots = await store.getTransactions(ledger, part.entries.map(entryId));
        const put = part.entries.map((entry, index) => restore(context, small, entry, slots[index]));
        const restored = put.filter((each) => each !== undefined);
        const kept = part.entries.filter((_, index) => put[index] === undefined).map(entryId);
        const outcome = { restored: restored.length, kept };
        return {
          changes: [
            ...restored.flatMap(({ changes }) => changes),
            ...monthChanges(restored.flatMap(({ move }) => (move === undefined ? [] : [move]))),
            { op: "put", record: { ...part, version: part.version + 1, entries: [], outcome }, expect: part.version },
          ],
          ...answer(outcome),
        };
      },
      recall: async () => ({ restored: 0, kept: [] }),
    },
  );
  return value;
}

export async function undo(context: Context, { undoId }: { undoId: Id }): Promise<Undone> {
  const parts = await partsOf(context, undoId);
  if (parts.length === 0) throw notFound("change to take back");
  let undone: Undone = { restored: 0, kept: [] };
  for (const part of parts) {
    const { restored, kept } = await undoPart(context, part);
    undone = { restored: undone.restored + restored, kept: [...undone.kept, ...kept].slice(0, KEPT_MAX) };
  }
  return undone;
}
