import { FarthingError, type TransactionBulk, type TransactionBulkResult } from "@farthing/contract";
import { CommitRefused } from "../../commit/commit-refused.ts";
import { COMMIT_WEIGHT_MAX, weigh } from "../../commit/weigh.ts";
import type { Change } from "../../ports/ledger-store.ts";
import type { BulkRecord, TransactionRecord, UndoEntry } from "../../ports/records.ts";
import { invalidRequest } from "../../schemas/faults.ts";
import { type Context, instant, THIRTY_DAYS, throwIfAborted } from "../context.ts";
import { inProgress, isBusy, type Job, openJob } from "../job.ts";
import { loadSmall, type Small } from "../small.ts";
import { keepUndo, newUndoId } from "../undo/keep-undo.ts";
import { earlierRequest, type Keyed, keyOf, rememberRequest, type Written } from "../write.ts";
import { categoryFaults } from "./check-category.ts";
import { eachTransaction } from "./each-transaction.ts";
import { editRecord } from "./edit-record.ts";
import { goneFrom } from "./gone-from.ts";
import { matchFilter } from "./match-filter.ts";
import { monthChanges } from "./month-changes.ts";
import { readRange } from "./read-range.ts";

/** Few enough rows for one commit whatever is done to them: up to 3 each and their months, with undo and the job's record. */
const CHUNK = 22;

/** A row and what becomes of it; `after` is missing where it is deleted. */
interface Step {
  before: TransactionRecord;
  after: TransactionRecord | undefined;
}

function refuseFaults({ set, delete: remove }: TransactionBulk, small: Small): void {
  if ((set === undefined) === (remove === undefined)) {
    throw invalidRequest([{ pointer: "/set", code: "one_of", detail: "Give either `set` or `delete`." }]);
  }
  const faults = categoryFaults(small, set?.categoryId, "/set/categoryId");
  if (faults.length > 0) throw invalidRequest(faults);
}

async function countFound(
  context: Context,
  input: TransactionBulk,
  matches: (record: TransactionRecord) => boolean,
): Promise<number> {
  let found = 0;
  for await (const records of eachTransaction(context, readRange(input.filter, "asc"))) {
    found += records.filter(matches).length;
    context.options.onProgress?.({ phase: "reading", rows: found, total: 0 });
  }
  if (found === input.expect) return found;
  throw new FarthingError(
    "plan_changed",
    `There are ${found} now and not ${input.expect}: look again and decide. Nothing was changed.`,
  );
}

const show = ({ state, found, changed, undo }: BulkRecord): TransactionBulkResult => ({ state, found, changed, undo });

/** Begins the job, or takes up the one that was begun with the same key and interrupted. */
async function begin(
  context: Context,
  keyed: Keyed | undefined,
  count: () => Promise<number>,
): Promise<Job<BulkRecord>> {
  const { store, ledger, now, ids, clock } = context;
  const request = keyed && (await earlierRequest(context, keyed));
  if (request === undefined) {
    const record: BulkRecord = {
      kind: "bulk",
      id: ids.random(20),
      version: 1,
      state: "running",
      found: await count(),
      changed: 0,
      undo: newUndoId(context),
      parts: 0,
      advancedAt: instant(now),
      expires: Math.floor(now / 1000) + THIRTY_DAYS,
    };
    const job = openJob(context, record, "absent");
    const answer = { record: { kind: "bulk" as const, id: record.id } };
    await job.advance(keyed === undefined ? [] : [rememberRequest(keyed, answer, now)], {});
    return job;
  }
  const record = "record" in request.answer ? await store.getKept(ledger, "bulk", request.answer.record.id) : undefined;
  if (record === undefined) throw new FarthingError("deleted", "It was done too long ago to be answered again.");
  const job = openJob(context, record, record.version);
  if (record.state === "done") return job;
  if (isBusy(record, clock.now())) throw inProgress("The same change is still being made");
  await job.advance([], {});
  return job;
}

function changeOf({ before, after }: Step, now: number): Change {
  const record = after ?? goneFrom(before, now);
  return { op: "put", record, expect: before.version, was: before.date };
}

const entryOf = ({ before }: Step): UndoEntry => ({ before, left: before.version + 1 });

export async function bulkTransactions(
  context: Context,
  input: TransactionBulk,
): Promise<Written<TransactionBulkResult>> {
  const { store, ledger, options, now } = context;
  const small = await loadSmall(context);
  const matches = matchFilter(input.filter, small) ?? (() => true);
  const keyed = keyOf(context, "", input);
  const count = () => {
    refuseFaults(input, small);
    return countFound(context, input, matches);
  };
  let job: Job<BulkRecord>;
  for (;;) {
    try {
      job = await begin(context, keyed, count);
      break;
    } catch (error) {
      if (!(error instanceof CommitRefused)) throw error;
    }
  }
  if (job.record.state === "done") return { value: show(job.record), replayed: true };

  const stepFor = (before: TransactionRecord): Step[] => {
    if (!matches(before)) return [];
    if (input.set === undefined) return [{ before, after: undefined }];
    const after = editRecord(before, { id: before.id, ...input.set }, small, now);
    return after === before ? [] : [{ before, after }];
  };

  async function carryOut(steps: readonly Step[]): Promise<void> {
    if (steps.length === 0) return;
    const { undo, parts, changed } = job.record;
    const undos = keepUndo(context, undo, steps.map(entryOf), parts);
    const changes = [...steps.map((step) => changeOf(step, now)), ...monthChanges(steps), ...undos];
    if (weigh(changes) >= COMMIT_WEIGHT_MAX) {
      const half = Math.ceil(steps.length / 2);
      await carryOut(steps.slice(0, half));
      return carryOut(steps.slice(half));
    }
    try {
      await job.advance(changes, { changed: changed + steps.length, parts: parts + undos.length });
    } catch (error) {
      if (!(error instanceof CommitRefused)) throw error;
      if (error.reason === "overflow") {
        throw new FarthingError(
          "amount_overflow",
          "A month's sum would be too large: what was changed before can be taken back.",
          { cause: error },
        );
      }
      const slots = await store.getTransactions(
        ledger,
        steps.map(({ before }) => before.id),
      );
      await carryOut(slots.flatMap((slot) => (slot?.kind === "transaction" ? stepFor(slot) : [])));
    }
  }

  try {
    for await (const records of eachTransaction(context, readRange(input.filter, "asc"))) {
      const steps = records.flatMap(stepFor);
      for (let start = 0; start < steps.length; start += CHUNK) {
        throwIfAborted(options.signal);
        await carryOut(steps.slice(start, start + CHUNK));
        options.onProgress?.({ phase: "writing", rows: job.record.changed, total: job.record.found });
      }
    }
    await job.advance(job.record.parts === 0 ? keepUndo(context, job.record.undo, []) : [], { state: "done" });
  } catch (error) {
    if (FarthingError.is(error) && error.code === "aborted") await job.letGo();
    throw error;
  }
  return { value: show(job.record), replayed: false };
}
