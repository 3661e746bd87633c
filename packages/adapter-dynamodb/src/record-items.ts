import type { Id } from "@farthing/contract";
import type { KeptRecord, LedgerId, SmallRecord } from "@farthing/core";
import type { Item, ItemKey, StoredItem } from "./item.ts";
import { partitionOf, recordPrefixes, smallPrefixes } from "./item-keys.ts";
import { type MembersOf, type RecordKind, type RecordOf, recordShapes } from "./record-shapes.ts";
import type { Shape } from "./shape.ts";
import { strangeItem } from "./strange-item.ts";

export const recordKey = (ledger: LedgerId, kind: RecordKind, id: Id): ItemKey => ({
  PK: partitionOf(ledger),
  SK: recordPrefixes[kind] + id,
});

const shapeOf = <Kind extends RecordKind>(kind: Kind) => recordShapes[kind] as unknown as Shape<MembersOf<Kind>>;

export function writeRecord(ledger: LedgerId, record: SmallRecord | KeptRecord): Item {
  const { kind, id, ...members } = record;
  return { ...recordKey(ledger, kind, id), ...shapeOf(kind).write(members as MembersOf<RecordKind>) };
}

export const readRecord = <Kind extends RecordKind>(kind: Kind, item: StoredItem): RecordOf<Kind> =>
  ({ kind, id: item.SK.slice(recordPrefixes[kind].length), ...shapeOf(kind).read(item) }) as RecordOf<Kind>;

const smallKinds = Object.keys(smallPrefixes) as SmallRecord["kind"][];

export function readSmall(item: StoredItem): SmallRecord {
  const kind = smallKinds.find((one) => item.SK.startsWith(smallPrefixes[one]));
  if (kind === undefined) throw strangeItem(item, "no record of this name is known");
  return readRecord(kind, item);
}
