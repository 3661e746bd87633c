import { FarthingError, type NewImport } from "@farthing/contract";
import type { Context } from "../context.ts";
import type { Decisions } from "./decide-rows.ts";
import type { Statement } from "./open-statement.ts";
import { planDigest } from "./plan-digest.ts";
import { countRow, newTally } from "./tally.ts";

const BATCH = 200;

/** Goes through the whole file and writes nothing: whether it is still what a preview showed, and whether every row is good. */
export async function checkPlan(
  context: Context,
  statement: Statement,
  { decide }: Decisions,
  { plan, strict }: NewImport,
): Promise<void> {
  if (plan === undefined && strict !== true) return;
  const digest = planDigest(context.hash, statement.digest);
  const tally = newTally();
  for await (const entries of statement.batches(BATCH)) {
    const decisions = await decide(entries);
    digest.add(decisions);
    for (const decision of decisions) countRow(tally, decision);
    context.options.onProgress?.({ phase: "reading", rows: tally.total, total: statement.survey.rows });
  }
  if (strict === true && tally.invalid > 0) {
    throw new FarthingError(
      "not_importable",
      `Nothing was imported: ${tally.invalid} of ${tally.total} rows have faults, and strict was asked for.`,
      {
        errors: tally.rejected.map(({ line, column, reason }) => ({
          pointer: "/file",
          code: "bad_row",
          detail: `Line ${line}${column === null ? "" : `, column ${column}`}: ${reason}`,
        })),
      },
    );
  }
  if (plan !== undefined && plan !== digest.hex()) {
    throw new FarthingError(
      "plan_changed",
      "The ledger, the file or the choices aren't what the preview saw: preview it again. Nothing was imported.",
    );
  }
}
