import type { Codec } from "./codecs.ts";
import type { Attributes, StoredItem, Value } from "./item.ts";
import { strangeItem } from "./strange-item.ts";

/** Which attribute keeps which member of a record, and how. */
export type Shape<Members> = {
  readonly [Member in keyof Members]-?: readonly [attribute: string, Codec<Members[Member]>];
};

type Entry = readonly [member: string, [attribute: string, Codec<unknown>]];

const entriesOf = (shape: object) => Object.entries(shape) as unknown as readonly Entry[];

/** Tells a write apart from another that would have left the same. */
export const WRITE = "w";

const everywhere = ["PK", "SK", WRITE];

export function writeShape<Members extends object>(shape: Shape<Members>, members: Members): Attributes {
  const attributes: Record<string, Value> = {};
  for (const [member, [attribute, codec]] of entriesOf(shape)) {
    const value = codec.write(members[member as keyof Members]);
    if (value !== undefined) attributes[attribute] = value;
  }
  return attributes;
}

/** @throws Error naming the item, where a member is missing or isn't what it can be, and where there is more than was ever written. */
export function readShape<Members extends object>(shape: Shape<Members>, item: StoredItem): Members {
  const members: Record<string, unknown> = {};
  const known = new Set(everywhere);
  for (const [member, [attribute, codec]] of entriesOf(shape)) {
    const value = codec.read(item[attribute]);
    if (value === undefined) throw strangeItem(item, `its attribute ${attribute} (${member}) is missing or not right`);
    members[member] = value;
    known.add(attribute);
  }
  const unknown = Object.keys(item).find((attribute) => !known.has(attribute));
  if (unknown !== undefined) throw strangeItem(item, `nothing is known of its attribute ${unknown}`);
  return members as Members;
}
