import type { Id, Import } from "@farthing/contract";
import type { ImportRecord } from "../../ports/records.ts";
import type { Context } from "../context.ts";
import { notFound } from "../versioned.ts";
import { showImport } from "./show-import.ts";

/** @throws FarthingError `not_found`. */
export async function findImport({ store, ledger }: Context, id: Id): Promise<ImportRecord> {
  const record = await store.getKept(ledger, "import", id);
  if (record === undefined) throw notFound("import");
  return record;
}

export const getImport = async (context: Context, { id }: { id: Id }): Promise<Import> =>
  showImport(await findImport(context, id));
