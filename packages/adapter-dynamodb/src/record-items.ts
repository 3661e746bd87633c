import type { Id, TransactionType } from "@farthing/contract";
import type {
  CategoryRecord,
  ForwardsRecord,
  KeptKind,
  KeptOf,
  KeptRecord,
  LedgerId,
  SettingsRecord,
  SmallRecord,
} from "@farthing/core";
import { flag, json, oneOf, text, whole, wholeOrNull } from "./codecs.ts";
import type { Attributes, Item, ItemKey, StoredItem } from "./item.ts";
import { keptPrefixes, partitionOf, recordSort } from "./item-keys.ts";
import { isKeptBody, type KeptBody } from "./kept-bodies.ts";
import { readShape, type Shape, writeShape } from "./shape.ts";
import { strangeItem } from "./strange-item.ts";
import { EXPIRES } from "./table-definition.ts";

const settingsShape: Shape<Omit<SettingsRecord, "kind" | "id">> = {
  version: ["v", whole],
  currency: ["c", text],
  locale: ["l", text],
  timeZone: ["z", text],
  weekStart: ["d", whole],
  monthlySavingsTarget: ["m", wholeOrNull],
};

const categoryShape: Shape<Omit<CategoryRecord, "kind" | "id">> = {
  version: ["v", whole],
  name: ["n", text],
  type: ["t", oneOf<TransactionType>({ income: "i", expense: "e" })],
  color: ["c", whole],
  icon: ["i", text],
  planned: ["p", flag],
  archived: ["a", flag],
  position: ["o", whole],
};

const isForwards = (value: unknown): value is ForwardsRecord["to"] =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((to) => to === null || typeof to === "string");

const forwardsShape: Shape<Omit<ForwardsRecord, "kind" | "id">> = {
  version: ["v", whole],
  to: ["j", json(isForwards)],
};

interface KeptMembers {
  version: number;
  body: KeptBody<KeptKind>;
}

const lasting = (kind: KeptKind): Shape<KeptMembers> => ({
  version: ["v", whole],
  body: ["j", json(isKeptBody(kind))],
});

const expiring = (kind: KeptKind): Shape<KeptMembers & { expires: number }> => ({
  ...lasting(kind),
  expires: [EXPIRES, whole],
});

const keptShapes: Readonly<Record<KeptKind, Shape<KeptMembers>>> = {
  import: lasting("import"),
  job: lasting("job"),
  bulk: expiring("bulk"),
  request: expiring("request"),
  undo: expiring("undo"),
};

export const recordKey = (ledger: LedgerId, kind: SmallRecord["kind"] | KeptKind, id: Id): ItemKey => ({
  PK: partitionOf(ledger),
  SK: recordSort(kind, id),
});

function attributesOf(record: SmallRecord | KeptRecord): Attributes {
  switch (record.kind) {
    case "settings":
      return writeShape(settingsShape, record);
    case "category":
      return writeShape(categoryShape, record);
    case "forwards":
      return writeShape(forwardsShape, record);
    default: {
      const { kind, id: _id, version, ...rest } = record;
      const { expires, ...body } = { expires: undefined, ...rest };
      return writeShape(keptShapes[kind], { version, body, expires } as KeptMembers);
    }
  }
}

export const writeRecord = (ledger: LedgerId, record: SmallRecord | KeptRecord): Item => ({
  ...recordKey(ledger, record.kind, record.id),
  ...attributesOf(record),
});

export function readSmall(item: StoredItem): SmallRecord {
  const sort = item.SK;
  if (sort === recordSort("settings", ""))
    return { kind: "settings", id: "settings", ...readShape(settingsShape, item) };
  if (sort === recordSort("forwards", ""))
    return { kind: "forwards", id: "forwards", ...readShape(forwardsShape, item) };
  const prefix = recordSort("category", "");
  if (!sort.startsWith(prefix)) throw strangeItem(item, "no record of this name is known");
  return { kind: "category", id: sort.slice(prefix.length), ...readShape(categoryShape, item) };
}

export function readKept<Kind extends KeptKind>(kind: Kind, item: StoredItem): KeptOf<Kind> {
  const { version, body, ...rest } = readShape(keptShapes[kind], item);
  return { kind, id: item.SK.slice(keptPrefixes[kind].length), version, ...body, ...rest } as unknown as KeptOf<Kind>;
}
