import { FarthingError, type Import, type NewImport } from "@farthing/contract";
import { CommitRefused } from "../../commit/commit-refused.ts";
import type { ImportRecord } from "../../ports/records.ts";
import { type Context, instant } from "../context.ts";
import { countTransactions } from "../count-transactions.ts";
import { inProgress, isBusy } from "../job.ts";
import { loadSmall, type Small } from "../small.ts";
import { earlierRequest, type Keyed, keyOf, rememberRequest, type Written } from "../write.ts";
import { checkChoices } from "./check-choices.ts";
import { checkPlan } from "./check-plan.ts";
import { type DecisionTerms, decideRows } from "./decide-rows.ts";
import { findImport } from "./get-import.ts";
import { type ImportJob, importJob } from "./import-job.ts";
import { openStatement, type Statement } from "./open-statement.ts";
import { showImport } from "./show-import.ts";
import { writeRows } from "./write-rows.ts";

/** Ids of imports sort by the time at which they were made. */
const importId = ({ ids, now }: Context) => `${now.toString(36).padStart(9, "0")}${ids.random(11)}`;

function newRecord(context: Context, { survey, digest, name, account }: Statement): ImportRecord {
  return {
    kind: "import",
    id: importId(context),
    version: 1,
    name,
    format: survey.format,
    account,
    state: "running",
    total: survey.rows,
    done: 0,
    createdAt: instant(context.now),
    from: null,
    to: null,
    created: 0,
    duplicates: 0,
    skipped: 0,
    rejected: [],
    rejectedCount: 0,
    assumed: survey.assumed,
    kept: [],
    source: digest,
    advancedAt: instant(context.now),
  };
}

/** Begins a new import, or takes up the one that was begun with the same key and interrupted. */
async function begin(context: Context, statement: Statement, keyed: Keyed | undefined): Promise<ImportJob | Import> {
  const request = keyed && (await earlierRequest(context, keyed));
  if (request === undefined) {
    const record = newRecord(context, statement);
    const job = importJob(context, record, "absent");
    const answer = { record: { kind: "import" as const, id: record.id } };
    const remembered = keyed === undefined ? [] : [rememberRequest(keyed, answer, context.now)];
    await job.begin(remembered, {});
    return job;
  }
  if (!("record" in request.answer)) throw new FarthingError("deleted", "The import is gone.");
  const record = await findImport(context, request.answer.record.id);
  if (record.state !== "running") return showImport(record);
  if (isBusy(record, context.clock.now())) throw inProgress("The same import is still running");
  if (record.source !== statement.digest) {
    throw new FarthingError(
      "plan_changed",
      "The ledger's settings aren't what they were when this import began: take it back and import the file anew.",
    );
  }
  const job = importJob(context, record, record.version);
  await job.begin([], {});
  return job;
}

const isJob = (begun: ImportJob | Import): begun is ImportJob => "advance" in begun;

/** @param written how many transactions the import has written already, before it was interrupted. */
async function terms(
  context: Context,
  statement: Statement,
  { choices = [] }: NewImport,
  written: number,
): Promise<DecisionTerms> {
  return {
    account: statement.account,
    choices,
    ownExport: statement.survey.format === "farthing-csv",
    empty: (await countTransactions(context)) === written,
  };
}

async function run(
  context: Context,
  small: Small,
  statement: Statement,
  input: NewImport,
  job: ImportJob,
): Promise<Import> {
  try {
    const decisions = await decideRows(context, small, {
      ...(await terms(context, statement, input, job.record.created)),
      importId: job.record.id,
    });
    const counters = await writeRows(context, statement, decisions, job);
    await job.finish({ ...counters, state: "done" });
    return showImport(job.record);
  } catch (error) {
    if (FarthingError.is(error) && error.code === "aborted") await job.letGo();
    throw error;
  }
}

export async function createImport(context: Context, input: NewImport): Promise<Written<Import>> {
  const small = await loadSmall(context);
  const statement = await openStatement(context, small, input);
  const { file: _file, ...request } = input;
  const keyed = keyOf(context, "", [statement.bytes, request]);
  if (keyed === undefined || (await earlierRequest(context, keyed)) === undefined) {
    checkChoices(small, input.choices);
    await checkPlan(
      context,
      statement,
      await decideRows(context, small, await terms(context, statement, input, 0)),
      input,
    );
  }
  for (;;) {
    try {
      const begun = await begin(context, statement, keyed);
      return isJob(begun)
        ? { value: await run(context, small, statement, input, begun), replayed: false }
        : { value: begun, replayed: true };
    } catch (error) {
      if (!(error instanceof CommitRefused)) throw error;
    }
  }
}
