import { FarthingError, type Id, type Import } from "@farthing/contract";
import { CommitRefused } from "../../commit/commit-refused.ts";
import { COMMIT_WEIGHT_MAX } from "../../commit/weigh.ts";
import { addDays, FIRST_DATE, LAST_DATE, monthOf } from "../../dates/calendar.ts";
import type { Change } from "../../ports/ledger-store.ts";
import type { ImportRecord, TransactionRecord } from "../../ports/records.ts";
import { type Context, throwIfAborted } from "../context.ts";
import { eachTransaction } from "../transactions/each-transaction.ts";
import { monthChanges } from "../transactions/month-changes.ts";
import { readRange } from "../transactions/read-range.ts";
import { findImport } from "./get-import.ts";
import { type ImportJob, importJob } from "./import-job.ts";
import { showImport } from "./show-import.ts";

const KEPT_MAX = 100;
/** What a removal weighs, and the import's own record. */
const REMOVAL = 2;
const ROOM = COMMIT_WEIGHT_MAX - 1;

/** Moves the import to "undoing", whoever writes it now, or finds it undone. */
async function begin(context: Context, id: Id): Promise<ImportJob | undefined> {
  for (;;) {
    const record = await findImport(context, id);
    if (record.state === "undone") return undefined;
    const job = importJob(context, record, record.version);
    try {
      await job.begin([], { state: "undoing", done: record.state === "undoing" ? record.done : 0, kept: [] });
      return job;
    } catch (error) {
      if (!(error instanceof CommitRefused) && (await findImport(context, id)).version === record.version) throw error;
    }
  }
}

/** Chunks of rows that one commit can remove. */
function chunks(records: readonly TransactionRecord[]): TransactionRecord[][] {
  const all: TransactionRecord[][] = [];
  let months = new Set<string>();
  for (const record of records) {
    const last = all.at(-1);
    months.add(monthOf(record.date));
    if (last === undefined || (last.length + 1) * REMOVAL + months.size > ROOM) {
      all.push([record]);
      months = new Set([monthOf(record.date)]);
    } else last.push(record);
  }
  return all;
}

const removal = ({ id, date, version }: TransactionRecord): Change => ({
  op: "delete",
  kind: "transaction",
  id,
  was: date,
  expect: version,
});

/** Removes the rows that nobody changed, and gives the ids of those that were changed in this very moment. */
async function removeRows(context: Context, job: ImportJob, rows: readonly TransactionRecord[]): Promise<Id[]> {
  const kept: Id[] = [];
  let left = rows;
  while (left.length > 0) {
    try {
      await job.advance([...left.map(removal), ...monthChanges(left.map((before) => ({ before })))], {
        done: job.record.done + left.length,
      });
      break;
    } catch (error) {
      if (!(error instanceof CommitRefused)) throw error;
      const slots = await context.store.getTransactions(
        context.ledger,
        left.map(({ id }) => id),
      );
      const standing = slots.filter((slot) => slot?.kind === "transaction");
      kept.push(...standing.flatMap(({ id, version }) => (version === 1 ? [] : [id])));
      left = standing.filter(({ version }) => version === 1);
    }
  }
  return kept;
}

async function removeRange(context: Context, job: ImportJob, from: string, to: string, found: Set<Id>): Promise<void> {
  if (from > to) return;
  const { id } = job.record;
  for await (const records of eachTransaction(context, readRange({ from, to }, "asc"))) {
    const ours = records.filter((record) => record.importId === id);
    const keep = (ids: readonly Id[]) => {
      for (const each of ids) if (found.size < KEPT_MAX) found.add(each);
    };
    for (const chunk of chunks(ours.filter(({ version }) => version === 1))) {
      throwIfAborted(context.options.signal);
      keep(await removeRows(context, job, chunk));
      context.options.onProgress?.({ phase: "writing", rows: job.record.done, total: job.record.created });
    }
    keep(ours.flatMap((record) => (record.version > 1 ? [record.id] : [])));
  }
}

/** Removes every row that nobody changed, and gives the first ids of the others. */
async function removeAll(context: Context, job: ImportJob): Promise<Id[]> {
  const kept = new Set<Id>();
  const { from, to, created }: ImportRecord = job.record;
  if (from !== null && to !== null) {
    await removeRange(context, job, from, to, kept);
    if (job.record.done + kept.size < created) {
      await removeRange(context, job, FIRST_DATE, addDays(from, -1), kept);
      await removeRange(context, job, addDays(to, 1), LAST_DATE, kept);
    }
  }
  return [...kept];
}

export async function undoImport(context: Context, { id }: { id: Id }): Promise<Import> {
  const job = await begin(context, id);
  if (job === undefined) return showImport(await findImport(context, id));
  try {
    await job.finish({ state: "undone", kept: await removeAll(context, job) });
    return showImport(job.record);
  } catch (error) {
    if (FarthingError.is(error) && error.code === "aborted") await job.letGo();
    throw error;
  }
}
