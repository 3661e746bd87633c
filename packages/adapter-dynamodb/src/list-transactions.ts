import type { Found, LedgerId, TransactionPosition, TransactionRange, TransactionRecord } from "@farthing/core";
import type { Sender } from "./create-sender.ts";
import { partitionOf, slotSort } from "./item-keys.ts";
import { type ItemRange, queryPage } from "./query.ts";
import { readSlot, slotPosition } from "./slot-items.ts";

/** Requests that one call makes before it hands out what it has. */
const REQUESTS_MAX = 12;
/** Items that one request looks at where stubs have to be passed over. */
const ITEMS_MAX = 1000;

/** How many items to look at for so many transactions more, going by what the last ones were. */
const nextLimit = (missing: number, items: number, found: number) =>
  Math.min(ITEMS_MAX, Math.max(missing, Math.ceil(found === 0 ? 2 * items : (missing * items) / found)));

/** Sort keys of a range: no id is empty, so nothing stands at a date alone. */
function rangeOf(ledger: LedgerId, { from, before, order, after }: TransactionRange): ItemRange | undefined {
  const partition = partitionOf(ledger);
  const first = slotSort(from, "");
  const last = slotSort(before, "");
  const place = after && slotSort(after.date, after.id);
  if (place === undefined) return { partition, first, last, order };
  if (order === "asc" ? place > last : place < first) return undefined;
  if (order === "asc" ? place < first : place > last) return { partition, first, last, order };
  return { partition, first, last, order, after: place };
}

export async function listTransactions(
  sender: Sender,
  ledger: LedgerId,
  range: TransactionRange,
): Promise<Found<TransactionRecord, TransactionPosition>> {
  const items = rangeOf(ledger, range);
  if (items === undefined) return { records: [] };
  const records: TransactionRecord[] = [];
  let { after } = items;
  let limit = range.limit;
  for (let requests = 1; ; requests += 1) {
    const page = await queryPage(sender, { ...items, after, limit });
    const before = records.length;
    for (const item of page.items) {
      const slot = readSlot(item);
      if (slot.kind !== "transaction") continue;
      const last = records.at(-1);
      if (records.length === range.limit && last) return { records, next: { date: last.date, id: last.id } };
      records.push(slot);
    }
    if (page.next === undefined) return { records };
    if (records.length === range.limit || requests === REQUESTS_MAX) return { records, next: slotPosition(page.next) };
    after = page.next;
    limit = nextLimit(range.limit - records.length, page.items.length, records.length - before);
  }
}
