import type { CategoryId, Id, Instant, PreviewRow } from "@farthing/contract";
import type { StatementRow } from "../../statements/statement-row.ts";

/** What is going to happen with one row of the file. */
export interface RowDecision {
  line: number;
  status: PreviewRow["status"];
  /** Whether it is going to be written. */
  chosen: boolean;
  /** Whether this very import has written it already, before it was interrupted. */
  ours: boolean;
  id: Id | null;
  /** As it will be written, `undefined` where it can't be. */
  row: StatementRow | undefined;
  /** What can be told of a row that has a fault. */
  partial: Partial<StatementRow>;
  account: string;
  categoryId: CategoryId | null;
  newCategory: string | null;
  match: Id | null;
  deletedAt: Instant | null;
  fault: { column: number | null; reason: string } | undefined;
}

/** As a preview shows it. */
export function showDecision(decision: RowDecision): PreviewRow {
  const { line, status, chosen, id, row, partial, account, categoryId, newCategory, match, deletedAt, fault } =
    decision;
  const shown = row ?? partial;
  return {
    line,
    status,
    chosen,
    id,
    date: shown.date ?? null,
    type: shown.type ?? null,
    amount: shown.amount ?? null,
    description: shown.description ?? "",
    note: shown.note ?? "",
    tags: shown.tags ?? [],
    account,
    categoryId,
    newCategory,
    match,
    deletedAt,
    column: fault?.column ?? null,
    reason: fault?.reason ?? null,
  };
}
