import type { Import, Page } from "@farthing/contract";
import type { Context } from "../context.ts";
import { cursorsFor, invalidCursor } from "../cursor.ts";
import { showImport } from "./show-import.ts";

const PAGE = 100;

/** Newest first, because the ids of imports begin with the time at which they were made. */
export async function listImports(
  context: Context,
  query: { limit?: number | undefined; cursor?: string | undefined },
): Promise<Page<Import>> {
  const cursors = cursorsFor(context, {});
  const [after, ...more] = query.cursor === undefined ? [] : cursors.read(query.cursor);
  if (query.cursor !== undefined && (after === undefined || more.length > 0)) throw invalidCursor();
  const { records, next } = await context.store.listKept(context.ledger, "import", {
    order: "desc",
    after,
    limit: query.limit ?? PAGE,
  });
  return { items: records.map(showImport), nextCursor: next === undefined ? null : cursors.write(next) };
}
