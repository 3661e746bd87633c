import type { Month, TotalsDifference, Verification } from "@farthing/contract";
import { CommitRefused } from "../../commit/commit-refused.ts";
import { breather, type Context } from "../context.ts";
import { findMonths } from "./find-months.ts";
import { type MonthCheck, verifyMonth } from "./verify-month.ts";

async function checkMonths(context: Context, check: (month: Month) => Promise<MonthCheck>): Promise<Verification> {
  const breathe = breather(context);
  const months = await findMonths(context);
  const differences: TotalsDifference[] = [];
  let rows = 0;
  for (const month of months) {
    const found = await check(month);
    rows += found.rows;
    differences.push(...found.differences);
    await breathe();
  }
  return { months: months.length, rows, differences };
}

export const verify = (context: Context): Promise<Verification> =>
  checkMonths(context, (month) => verifyMonth(context, month));

/** Puts a month's totals right, unless a write came between check and commit: then it checks anew. */
async function rebuildMonth(context: Context, month: Month): Promise<MonthCheck> {
  for (;;) {
    const check = await verifyMonth(context, month);
    if (check.differences.length === 0) return check;
    const version = check.stored?.version;
    try {
      await context.store.commit(context.ledger, [
        {
          op: "put",
          record: { kind: "month", month, version: (version ?? 0) + 1, ...check.actual },
          expect: version ?? "absent",
        },
      ]);
      return check;
    } catch (error) {
      if (!(error instanceof CommitRefused)) throw error;
    }
  }
}

export const rebuild = (context: Context): Promise<Verification> =>
  checkMonths(context, (month) => rebuildMonth(context, month));
