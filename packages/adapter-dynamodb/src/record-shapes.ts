import type { TransactionType } from "@farthing/contract";
import type { ForwardsRecord, KeptRecord, SmallRecord } from "@farthing/core";
import { flag, json, oneOf, text, whole, wholeOrNull } from "./codecs.ts";
import { expiringJsonShape, isList, isObject, isText, isWhole, jsonShape, orNull } from "./json-shape.ts";
import { type Shape, shape } from "./shape.ts";

export type RecordOf<Kind> = Extract<SmallRecord | KeptRecord, { kind: Kind }>;
export type RecordKind = (SmallRecord | KeptRecord)["kind"];
export type MembersOf<Kind> = Omit<RecordOf<Kind>, "kind" | "id">;

const isForwards = (value: unknown): value is ForwardsRecord["to"] =>
  isObject(value) && Object.values(value).every((to) => to === null || typeof to === "string");

/** How small and kept records stand in the table: those that every call reads in as few bytes as may be. */
export const recordShapes: { readonly [Kind in RecordKind]: Shape<MembersOf<Kind>> } = {
  settings: shape<MembersOf<"settings">>({
    version: ["v", whole],
    currency: ["c", text],
    locale: ["l", text],
    timeZone: ["z", text],
    weekStart: ["d", whole],
    monthlySavingsTarget: ["m", wholeOrNull],
  }),
  category: shape<MembersOf<"category">>({
    version: ["v", whole],
    name: ["n", text],
    type: ["t", oneOf<TransactionType>({ income: "i", expense: "e" })],
    color: ["c", whole],
    icon: ["i", text],
    planned: ["p", flag],
    archived: ["a", flag],
    position: ["o", whole],
  }),
  forwards: shape<MembersOf<"forwards">>({ version: ["v", whole], to: ["j", json(isForwards)] }),
  import: jsonShape<MembersOf<"import">>({
    name: isText,
    format: isText,
    account: isText,
    state: isText,
    total: isWhole,
    done: isWhole,
    createdAt: isText,
    from: orNull(isText),
    to: orNull(isText),
    created: isWhole,
    duplicates: isWhole,
    skipped: isWhole,
    rejected: isList,
    rejectedCount: isWhole,
    assumed: isList,
    kept: isList,
    source: isText,
    advancedAt: isText,
  }),
  job: jsonShape<MembersOf<"job">>({ importId: isText }),
  request: expiringJsonShape<MembersOf<"request">>({ digest: isText, answer: isObject }),
  undo: expiringJsonShape<MembersOf<"undo">>({ entries: isList, outcome: orNull(isObject) }),
  bulk: expiringJsonShape<MembersOf<"bulk">>({
    state: isText,
    found: isWhole,
    changed: isWhole,
    undo: isText,
    parts: isWhole,
    advancedAt: isText,
  }),
};
