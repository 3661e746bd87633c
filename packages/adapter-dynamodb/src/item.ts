/** Where an item stands in the table. */
export interface ItemKey {
  PK: string;
  SK: string;
}

/** What an attribute may hold. */
export type Value = string | number | boolean | readonly string[];

export type Attributes = Readonly<Record<string, Value>>;

/** An item to be written. */
export type Item = ItemKey & Attributes;

/** An item as it was read: it may be anybody's. */
export type StoredItem = ItemKey & Readonly<Record<string, unknown>>;
