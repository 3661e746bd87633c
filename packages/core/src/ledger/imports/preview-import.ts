import type { ImportPreview, PreviewQuery, PreviewRow } from "@farthing/contract";
import type { Context } from "../context.ts";
import { hasTransactions } from "../has-transactions.ts";
import { loadSmall } from "../small.ts";
import { checkChoices } from "./check-choices.ts";
import { decideRows } from "./decide-rows.ts";
import { openStatement } from "./open-statement.ts";
import { planDigest } from "./plan-digest.ts";
import { showDecision } from "./row-decision.ts";
import { countRow, newTally } from "./tally.ts";

const ROWS_SHOWN = 1000;
const BATCH = 200;

export async function previewImport(context: Context, query: PreviewQuery): Promise<ImportPreview> {
  const small = await loadSmall(context);
  checkChoices(small, query.choices);
  const statement = await openStatement(context, small, query);
  const { survey, account, name } = statement;
  const { decide } = await decideRows(context, small, {
    account,
    choices: query.choices ?? [],
    ownExport: survey.format === "farthing-csv",
    empty: !(await hasTransactions(context)),
  });
  const plan = planDigest(context.hash, statement.digest);
  const tally = newTally();
  const rows: PreviewRow[] = [];
  const skip = query.skip ?? 0;
  for await (const entries of statement.batches(BATCH)) {
    const decisions = await decide(entries);
    plan.add(decisions);
    for (const decision of decisions) {
      if (tally.total >= skip && rows.length < ROWS_SHOWN) rows.push(showDecision(decision));
      countRow(tally, decision);
    }
  }
  const { from, to, income, expense, rejected: _rejected, ...counts } = tally;
  const { format, mapping, decided, assumed, header, sample } = survey;
  return {
    name,
    format,
    mapping,
    decided,
    assumed,
    header,
    sample,
    counts,
    from,
    to,
    income,
    expense,
    rows,
    plan: plan.hex(),
  };
}
