import type { CalendarDate, Id, TransactionType } from "@farthing/contract";
import { type GoneRecord, homeDate, type LedgerId, type TransactionRecord, type TransactionSlot } from "@farthing/core";
import { oneOf, text, textOr, texts, whole, wholeOrNull } from "./codecs.ts";
import type { Item, ItemKey, StoredItem } from "./item.ts";
import { partitionOf, slotSort } from "./item-keys.ts";
import { shape } from "./shape.ts";
import { strangeItem } from "./strange-item.ts";
import { EXPIRES } from "./table-definition.ts";

/** What stays under the date in an id while its transaction is under another. */
export interface MovedStub {
  kind: "moved";
  id: Id;
  to: CalendarDate;
}

const transactionShape = shape<
  Omit<TransactionRecord, "kind" | "id" | "date" | "updatedAt"> & { updatedAt: string | null }
>({
  version: ["v", whole],
  type: ["t", oneOf<TransactionType>({ income: "i", expense: "e" })],
  amount: ["a", whole],
  description: ["d", text],
  categoryId: ["c", textOr(null)],
  note: ["n", textOr("")],
  tags: ["g", texts],
  account: ["k", textOr("")],
  importId: ["i", textOr(null)],
  recurringId: ["r", textOr(null)],
  createdAt: ["b", text],
  updatedAt: ["u", textOr(null)],
  digest: ["h", textOr(null)],
});

const goneShape = shape<Omit<GoneRecord, "kind" | "id">>({
  version: ["v", whole],
  deletedAt: ["z", text],
  digest: ["h", textOr(null)],
  expires: [EXPIRES, wholeOrNull],
});

const movedShape = shape<Omit<MovedStub, "kind" | "id">>({ to: ["m", text] });

export const slotKey = (ledger: LedgerId, date: CalendarDate, id: Id): ItemKey => ({
  PK: partitionOf(ledger),
  SK: slotSort(date, id),
});

export const homeKey = (ledger: LedgerId, id: Id): ItemKey => slotKey(ledger, homeDate(id), id);

export function writeSlot(ledger: LedgerId, slot: TransactionSlot | MovedStub): Item {
  switch (slot.kind) {
    case "transaction": {
      const { createdAt, updatedAt } = slot;
      const members = { ...slot, updatedAt: updatedAt === createdAt ? null : updatedAt };
      return { ...slotKey(ledger, slot.date, slot.id), ...transactionShape.write(members) };
    }
    case "gone":
      return { ...homeKey(ledger, slot.id), ...goneShape.write(slot) };
    case "moved":
      return { ...homeKey(ledger, slot.id), ...movedShape.write(slot) };
  }
}

/** The place in the order of transactions that a sort key stands for. */
export const slotPosition = (sort: string) => ({ date: sort.slice(2, 12), id: sort.slice(13) });

export function readSlot(item: StoredItem): TransactionSlot | MovedStub {
  const { date, id } = slotPosition(item.SK);
  if ("t" in item) {
    const { updatedAt, ...members } = transactionShape.read(item);
    return { kind: "transaction", id, date, ...members, updatedAt: updatedAt ?? members.createdAt };
  }
  if (date !== homeDate(id)) throw strangeItem(item, "no transaction stands there");
  return "m" in item ? { kind: "moved", id, ...movedShape.read(item) } : { kind: "gone", id, ...goneShape.read(item) };
}
