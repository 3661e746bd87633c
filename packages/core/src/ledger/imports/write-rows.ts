import { type CategoryId, FarthingError, type Id } from "@farthing/contract";
import { CommitRefused } from "../../commit/commit-refused.ts";
import { COMMIT_WEIGHT_MAX, weigh } from "../../commit/weigh.ts";
import { monthOf } from "../../dates/calendar.ts";
import type { ImportRecord, TransactionRecord } from "../../ports/records.ts";
import { type Context, instant } from "../context.ts";
import { monthChanges } from "../transactions/month-changes.ts";
import type { Decisions } from "./decide-rows.ts";
import type { ImportJob } from "./import-job.ts";
import { makeCategories } from "./make-categories.ts";
import type { Statement } from "./open-statement.ts";
import type { RowDecision } from "./row-decision.ts";
import { newTally, reject, type Tally } from "./tally.ts";

const BATCH = 200;
/** The import's own record goes with every chunk. */
const ROOM = COMMIT_WEIGHT_MAX - 1;
/** How long to go on without telling the store that the job is alive. */
const SILENT_MS = 5_000;

interface Counters {
  done: number;
  created: number;
  duplicates: number;
  skipped: number;
  rejectedCount: number;
  from: string | null;
  to: string | null;
}

const earlier = (a: string | null, b: string) => (a === null || b < a ? b : a);
const later = (a: string | null, b: string) => (a === null || b > a ? b : a);

function makeRecord(
  { row, id, account }: RowDecision,
  categoryId: CategoryId | null,
  importId: Id,
  at: string,
): TransactionRecord {
  if (row === undefined || id === null) throw new Error("Only whole rows are written.");
  const { date, type, amount, description, note, tags } = row;
  return {
    kind: "transaction",
    id,
    version: 1,
    date,
    type,
    amount,
    description,
    categoryId,
    note,
    tags,
    account,
    importId,
    recurringId: null,
    createdAt: at,
    updatedAt: at,
    digest: null,
  };
}

/** Writes the chosen rows of a file in chunks, each with the import's record in one commit, and says what came of them all. */
export async function writeRows(
  context: Context,
  statement: Statement,
  { decide, categories }: Decisions,
  job: ImportJob,
): Promise<Partial<ImportRecord>> {
  const { store, ledger, clock, options } = context;
  const begun = job.record;
  const importId = begun.id;
  const faults: Tally = newTally();
  const { from, to } = begun;
  const createdAt = instant(context.now);
  let counters: Counters = { done: 0, created: 0, duplicates: 0, skipped: 0, rejectedCount: 0, from, to };
  let advanced = clock.now();

  const refuse = (line: number, column: number | null, reason: string) => {
    reject(faults, { line, column, reason });
    counters.rejectedCount += 1;
  };
  const created = (records: readonly TransactionRecord[]): Counters => ({
    ...counters,
    created: counters.created + records.length,
    from: records.reduce((from, { date }) => earlier(from, date), counters.from),
    to: records.reduce((to, { date }) => later(to, date), counters.to),
  });

  async function advance(records: readonly TransactionRecord[]): Promise<void> {
    const next = created(records);
    const changes = records.map((record) => ({ op: "put" as const, record, expect: "absent" as const }));
    await job.advance([...changes, ...monthChanges(records.map((after) => ({ after })))], {
      ...next,
      // Until all that an interrupted run wrote is met again: taking the import back goes by it.
      created: Math.max(next.created, begun.created),
      rejected: faults.rejected,
    });
    counters = next;
    advanced = clock.now();
  }

  /** What stands at their ids was written meanwhile: by this import, whose answer was lost, or by another. */
  async function withoutPresent(records: readonly TransactionRecord[]): Promise<TransactionRecord[]> {
    const slots = await store.getTransactions(
      ledger,
      records.map(({ id }) => id),
    );
    const ours = records.filter((_, index) => {
      const slot = slots[index];
      return slot?.kind === "transaction" && slot.importId === importId;
    });
    const absent = records.filter((_, index) => slots[index] === undefined);
    counters = created(ours);
    counters.duplicates += records.length - ours.length - absent.length;
    return absent;
  }

  async function writeChunk(chunk: readonly { line: number; record: TransactionRecord }[]): Promise<void> {
    if (chunk.length === 0) return;
    try {
      await advance(chunk.map(({ record }) => record));
    } catch (error) {
      if (!(error instanceof CommitRefused)) throw error;
      const [first] = chunk;
      if (error.reason === "overflow" && chunk.length === 1 && first !== undefined) {
        refuse(first.line, null, `With it the sums of ${monthOf(first.record.date)} would be too large.`);
      } else if (error.reason === "overflow") {
        const half = Math.ceil(chunk.length / 2);
        await writeChunk(chunk.slice(0, half));
        await writeChunk(chunk.slice(half));
      } else {
        const absent = new Set(await withoutPresent(chunk.map(({ record }) => record)));
        await writeChunk(chunk.filter(({ record }) => absent.has(record)));
      }
    }
  }

  let idOfCategory: Awaited<ReturnType<typeof makeCategories>> = () => undefined;
  let chunk: { line: number; record: TransactionRecord }[] = [];
  let weight = 0;
  let months = new Set<string>();

  async function flush(): Promise<void> {
    await writeChunk(chunk);
    chunk = [];
    weight = 0;
    months = new Set();
    options.onProgress?.({ phase: "writing", rows: counters.done, total: job.record.total });
  }

  /** The record to write for a row; `undefined` where none is, which is counted here. */
  function recordOf(decision: RowDecision): TransactionRecord | undefined {
    const { line, status, chosen, ours, row, fault, newCategory } = decision;
    if (fault !== undefined) return void refuse(line, fault.column, fault.reason);
    if (!chosen || row === undefined) return void (counters[status === "duplicate" ? "duplicates" : "skipped"] += 1);
    const categoryId = newCategory === null ? decision.categoryId : idOfCategory(newCategory);
    if (categoryId === undefined) {
      refuse(line, null, `Its category ${JSON.stringify(newCategory)} can't be made: a ledger has at most 200.`);
      return undefined;
    }
    const record = makeRecord(decision, categoryId, importId, createdAt);
    if (!ours) return record;
    counters = created([record]);
    return undefined;
  }

  async function take(line: number, record: TransactionRecord): Promise<void> {
    const month = monthOf(record.date);
    const own = weigh([{ op: "put", record, expect: "absent" }]);
    if (weight + own + months.size + (months.has(month) ? 0 : 1) > ROOM) await flush();
    chunk.push({ line, record });
    weight += own;
    months.add(month);
  }

  for await (const entries of statement.batches(BATCH)) {
    const decisions = await decide(entries);
    const work = categories.work();
    if (work.length > 0) idOfCategory = await makeCategories(context, work);
    for (const decision of decisions) {
      const record = recordOf(decision);
      if (record !== undefined) await take(decision.line, record);
      counters.done += 1;
    }
    if (clock.now() - advanced > SILENT_MS) await advance([]);
    if (options.signal?.aborted)
      throw new FarthingError(
        "aborted",
        "The import was interrupted: send it again with the same key to go on, or take it back.",
      );
  }
  await flush();
  return { ...counters, rejected: faults.rejected };
}
