import type { Codec } from "./codecs.ts";
import type { Attributes, StoredItem, Value } from "./item.ts";
import { strangeItem } from "./strange-item.ts";

/** Which attribute keeps which member of a record, and how. */
type Fields<Members> = {
  readonly [Member in keyof Members]-?: readonly [attribute: string, Codec<Members[Member]>];
};

/** How the members of a record are kept in the attributes of an item. */
export interface Shape<Members> {
  write(members: Members): Attributes;
  /** @throws Error naming the item, where a member is missing or isn't what it can be, and where there is more than was ever written. */
  read(item: StoredItem): Members;
}

type Field = readonly [member: string, readonly [attribute: string, Codec<unknown>]];

/** Tells a write apart from another that would have left the same. */
export const WRITE = "w";

export function shape<Members extends object>(fields: Fields<Members>): Shape<Members> {
  const all = Object.entries(fields) as unknown as readonly Field[];
  const known = new Set(["PK", "SK", WRITE, ...all.map(([, [attribute]]) => attribute)]);
  return {
    write(members) {
      const attributes: Record<string, Value> = {};
      for (const [member, [attribute, codec]] of all) {
        const value = codec.write(members[member as keyof Members]);
        if (value !== undefined) attributes[attribute] = value;
      }
      return attributes;
    },
    read(item) {
      const members: Record<string, unknown> = {};
      for (const [member, [attribute, codec]] of all) {
        const value = codec.read(item[attribute]);
        if (value === undefined) {
          throw strangeItem(item, `its attribute ${attribute} (${member}) is missing or not right`);
        }
        members[member] = value;
      }
      for (const attribute of Object.keys(item)) {
        if (!known.has(attribute)) throw strangeItem(item, `nothing is known of its attribute ${attribute}`);
      }
      return members as Members;
    },
  };
}
