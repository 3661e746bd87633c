import type { TransactionChange } from "@farthing/contract";
import type { TransactionRecord } from "../../ports/records.ts";
import { changed } from "../changed.ts";
import { instant } from "../context.ts";
import type { Small } from "../small.ts";

/** The record as the change makes it, one version on; the very same record where nothing changes. `null` empties. */
export function editRecord(
  before: TransactionRecord,
  { categoryId, note, tags, ...rest }: TransactionChange,
  { resolve }: Pick<Small, "resolve">,
  now: number,
): TransactionRecord {
  const after = changed(before, {
    ...rest,
    note: note === null ? "" : note,
    tags: tags === null ? [] : tags,
    categoryId: categoryId === resolve(before.categoryId) ? undefined : categoryId,
  });
  return after === before ? before : { ...after, updatedAt: instant(now) };
}
