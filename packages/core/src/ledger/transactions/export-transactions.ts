import type { TransactionExport } from "@farthing/contract";
import { exportHeader, formatExportRow } from "../../csv/export-row.ts";
import type { TransactionRecord } from "../../ports/records.ts";
import type { Context } from "../context.ts";
import { loadSmall, type Small } from "../small.ts";
import { eachTransaction } from "./each-transaction.ts";
import { matchFilter } from "./match-filter.ts";
import { readRange } from "./read-range.ts";

const BYTE_ORDER_MARK = "\ufeff";

function formatRows(records: readonly TransactionRecord[], { settings, decimals, category, resolve }: Small): string {
  const currency = { code: settings.currency, decimals };
  return records
    .map((record) => {
      const categoryId = resolve(record.categoryId);
      return formatExportRow({ ...record, category: (categoryId && category(categoryId)?.name) || "" }, currency);
    })
    .join("");
}

/** Reads as it is read from: a batch of rows is in memory at a time. */
export async function* exportTransactions(context: Context, input: TransactionExport): AsyncGenerator<Uint8Array> {
  const { bom, ...filter } = input;
  const encoder = new TextEncoder();
  const small = await loadSmall(context);
  const matches = matchFilter(filter, small);
  yield encoder.encode(`${bom === true ? BYTE_ORDER_MARK : ""}${exportHeader}`);
  for await (const records of eachTransaction(context, readRange(filter, "asc"))) {
    const found = matches === undefined ? records : records.filter(matches);
    if (found.length > 0) yield encoder.encode(formatRows(found, small));
  }
}
