import type { GoneRecord, TransactionRecord } from "../../ports/records.ts";
import { instant, THIRTY_DAYS } from "../context.ts";

/** What is left of a deleted transaction: for good where a bank file or a recurring entry could bring it back. */
export const goneFrom = (
  { id, version, digest, importId, recurringId }: TransactionRecord,
  now: number,
): GoneRecord => ({
  kind: "gone",
  id,
  version: version + 1,
  deletedAt: instant(now),
  digest,
  expires: importId === null && recurringId === null ? Math.floor(now / 1000) + THIRTY_DAYS : null,
});
