import type { Id } from "@farthing/contract";
import { CommitRefused } from "../../commit/commit-refused.ts";
import type { Change, Expect } from "../../ports/ledger-store.ts";
import type { ImportRecord, JobRecord } from "../../ports/records.ts";
import type { Context } from "../context.ts";
import { inProgress, isBusy, type Job, openJob } from "../job.ts";

/** What gives an import its ledger's one place for imports. @throws FarthingError `request_in_progress` while another holds it. */
async function takePlace(
  { store, ledger, clock }: Context,
  importId: Id,
): Promise<{ record: JobRecord; expect: Expect }> {
  const held = await store.getKept(ledger, "job", "import");
  if (held !== undefined && held.importId !== importId) {
    const other = await store.getKept(ledger, "import", held.importId);
    if (other !== undefined && isBusy(other, clock.now())) throw inProgress("Another import is running in this ledger");
  }
  return {
    record: { kind: "job", id: "import", version: (held?.version ?? 0) + 1, importId },
    expect: held?.version ?? "absent",
  };
}

/** The job of an import, which has the ledger's one place for imports while it runs. */
export interface ImportJob extends Job<ImportRecord> {
  /** Takes the place. @throws FarthingError `request_in_progress`. @throws CommitRefused when it was just taken. */
  begin(changes: readonly Change[], progress: Partial<ImportRecord>): Promise<void>;
  /** Moves the record on for the last time and gives the place back. */
  finish(progress: Partial<ImportRecord>): Promise<void>;
}

/** Takes up an import that is at `expect` in the store. */
export function importJob(context: Context, first: ImportRecord, expect: Expect): ImportJob {
  const job = openJob(context, first, expect);
  let place: JobRecord | undefined;
  return {
    get record() {
      return job.record;
    },
    advance: job.advance,
    letGo: job.letGo,
    async begin(changes, progress) {
      const taken = await takePlace(context, first.id);
      await job.advance([{ op: "put", ...taken }, ...changes], progress);
      place = taken.record;
    },
    async finish(progress) {
      const giveBack: Change[] =
        place === undefined ? [] : [{ op: "delete", kind: "job", id: "import", expect: place.version }];
      try {
        await job.advance(giveBack, progress);
      } catch (error) {
        if (!(error instanceof CommitRefused)) throw error;
        await job.advance([], progress);
      }
    },
  };
}
