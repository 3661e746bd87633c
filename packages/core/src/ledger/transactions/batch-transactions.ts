import {
  FarthingError,
  type Fault,
  type Id,
  type Transaction,
  type TransactionBatch,
  type TransactionBatchResult,
} from "@farthing/contract";
import { weigh } from "../../commit/weigh.ts";
import type { Change } from "../../ports/ledger-store.ts";
import type { RequestRecord, TransactionRecord, UndoEntry } from "../../ports/records.ts";
import { invalidRequest } from "../../schemas/faults.ts";
import type { Context } from "../context.ts";
import { loadSmall, type Small } from "../small.ts";
import { keepUndo, newUndoId } from "../undo/keep-undo.ts";
import { type Plan, type Written, write } from "../write.ts";
import { categoryFaults } from "./check-category.ts";
import { editRecord } from "./edit-record.ts";
import { goneFrom } from "./gone-from.ts";
import { idFault, makeRecord } from "./make-record.ts";
import { type Move, monthChanges } from "./month-changes.ts";
import { showTransaction } from "./show-transaction.ts";

/** What a caller's own changes may weigh; the rest of a commit is for what goes with them. */
const WEIGHT_MAX = 80;

type Existing = { id: Id; version?: number | undefined; pointer: string };

/** A batch as it is remembered: ids, from which a repeat shows the records as they are then. */
interface Remembered {
  created: readonly Id[];
  updated: readonly Id[];
  deleted: readonly Id[];
  undo: Id;
}

/** Faults of the batch as such: an id that stands twice, an id of another date. */
function ownFaults(create: NonNullable<TransactionBatch["create"]>, existing: readonly Existing[]): Fault[] {
  const seen = new Set<Id>();
  const given = [
    ...create.flatMap(({ id }, index) => (id === undefined ? [] : [{ id, pointer: `/create/${index}` }])),
    ...existing,
  ];
  const repeated = given.flatMap(({ id, pointer }) =>
    seen.size === seen.add(id).size
      ? [{ pointer: `${pointer}/id`, code: "repeated", detail: "An id may stand in a batch once." }]
      : [],
  );
  return [...repeated, ...create.flatMap((each, index) => idFault(each, `/create/${index}/id`) ?? [])];
}

/** The transactions to change, in the order asked for. @throws FarthingError `not_found`, `version_mismatch`. */
async function findAll(
  { store, ledger }: Context,
  small: Small,
  existing: readonly Existing[],
): Promise<TransactionRecord[]> {
  const slots = await store.getTransactions(
    ledger,
    existing.map(({ id }) => id),
  );
  const found = slots.flatMap((slot) => (slot?.kind === "transaction" ? [slot] : []));
  if (found.length < existing.length) {
    const missing = existing.filter((_, index) => slots[index]?.kind !== "transaction");
    throw new FarthingError("not_found", "There is no such transaction.", {
      errors: missing.map(({ pointer }) => ({
        pointer: `${pointer}/id`,
        code: "not_found",
        detail: "There is no such transaction.",
      })),
    });
  }
  const other = existing.flatMap(({ version, pointer }, index) => {
    const record = found[index] as TransactionRecord;
    return version === undefined || version === record.version ? [] : [{ pointer: `${pointer}/version`, record }];
  });
  if (other.length === 0) return found;
  throw new FarthingError("version_mismatch", "Some were changed meanwhile: look at `current` and decide again.", {
    errors: other.map(({ pointer, record }) => ({
      pointer,
      code: "version_mismatch",
      detail: `It is at version ${record.version} now.`,
    })),
    current: other.map(({ record }) => showTransaction(record, small)),
  });
}

const edits = (before: readonly TransactionRecord[], after: readonly TransactionRecord[]) =>
  before.flatMap((record, index) => {
    const edited = after[index] as TransactionRecord;
    return edited === record ? [] : [{ before: record, after: edited }];
  });

/** @throws FarthingError `id_taken`, for ids under which something stands already. */
async function refuseTaken({ store, ledger }: Context, create: NonNullable<TransactionBatch["create"]>): Promise<void> {
  const given = create.flatMap(({ id }, index) => (id === undefined ? [] : [{ id, pointer: `/create/${index}/id` }]));
  const slots =
    given.length === 0
      ? []
      : await store.getTransactions(
          ledger,
          given.map(({ id }) => id),
        );
  const taken = given.filter((_, index) => slots[index] !== undefined);
  if (taken.length === 0) return;
  throw new FarthingError("id_taken", "Another transaction has this id, or had it.", {
    errors: taken.map(({ pointer }) => ({ pointer, code: "id_taken", detail: "Send it with an id of its own." })),
  });
}

async function recallBatch(
  { store, ledger, ...context }: Context,
  answer: RequestRecord["answer"],
): Promise<TransactionBatchResult> {
  const { created, updated, deleted, undo } = ("value" in answer ? answer.value : undefined) as Remembered;
  const small = await loadSmall({ store, ledger, ...context });
  const show = async (ids: readonly Id[]): Promise<Transaction[]> =>
    (await store.getTransactions(ledger, ids)).flatMap((slot) =>
      slot?.kind === "transaction" ? [showTransaction(slot, small)] : [],
    );
  return { created: await show(created), updated: await show(updated), deleted, undo };
}

export function batchTransactions(context: Context, input: TransactionBatch): Promise<Written<TransactionBatchResult>> {
  const { create = [], update = [], delete: remove = [] } = input;
  const updates = update.map(({ id, version }, index) => ({ id, version, pointer: `/update/${index}` }));
  const removals = remove.map(({ id, version }, index) => ({ id, version, pointer: `/delete/${index}` }));
  const count = create.length + updates.length + removals.length;
  const faults = ownFaults(create, [...updates, ...removals]);
  if (faults.length > 0) throw invalidRequest(faults);
  const created = create.map((each) => makeRecord(context, each));

  async function plan(): Promise<Plan<TransactionBatchResult>> {
    if (count > WEIGHT_MAX) throw tooLarge(count);
    const small = await loadSmall(context);
    const found = await findAll(context, small, [...updates, ...removals]);
    const before = found.slice(0, updates.length);
    const after = before.map((record, index) => {
      const { version: _version, ...change } = update[index] as (typeof update)[number];
      return editRecord(record, change, small, context.now);
    });
    const categories = [
      ...created.flatMap(({ categoryId }, index) => categoryFaults(small, categoryId, `/create/${index}/categoryId`)),
      ...after.flatMap(({ categoryId }, index) =>
        categoryId === before[index]?.categoryId
          ? []
          : categoryFaults(small, categoryId, `/update/${index}/categoryId`),
      ),
    ];
    if (categories.length > 0) throw invalidRequest(categories);
    await refuseTaken(context, create);

    const edited = edits(before, after);
    const gone = found.slice(updates.length);
    const moves: Move[] = [
      ...created.map((record) => ({ after: record })),
      ...edited,
      ...gone.map((record) => ({ before: record })),
    ];
    const changes: Change[] = [
      ...created.map((record) => ({ op: "put", record, expect: "absent" }) as const),
      ...edited.map(
        (edit) => ({ op: "put", record: edit.after, expect: edit.before.version, was: edit.before.date }) as const,
      ),
      ...gone.map(
        (record) =>
          ({ op: "put", record: goneFrom(record, context.now), expect: record.version, was: record.date }) as const,
      ),
      ...monthChanges(moves),
    ];
    const weight = weigh(changes);
    if (weight > WEIGHT_MAX) throw tooLarge(weight);
    const entries: UndoEntry[] = [
      ...created.map(({ id }) => ({ created: id, left: 1 })),
      ...edited.map((edit) => ({ before: edit.before, left: edit.after.version })),
      ...gone.map((record) => ({ before: record, left: record.version + 1 })),
    ];
    const undo = newUndoId(context);
    const deleted = gone.map(({ id }) => id);
    const remembered: Remembered = {
      created: created.map(({ id }) => id),
      updated: after.map(({ id }) => id),
      deleted,
      undo,
    };
    return {
      changes: [...changes, ...keepUndo(context, undo, entries)],
      value: {
        created: created.map((record) => showTransaction(record, small)),
        updated: after.map((record) => showTransaction(record, small)),
        deleted,
        undo,
      },
      answer: { value: remembered },
    };
  }

  return write(context, { path: "", input, plan, recall: (answer) => recallBatch(context, answer) });
}

const tooLarge = (weight: number) =>
  new FarthingError(
    "batch_too_large",
    `It weighs ${weight}, and a batch at most ${WEIGHT_MAX}: a create or edit 1, a deletion 2, a change of date 3, each different month 1. Send it in several.`,
  );
