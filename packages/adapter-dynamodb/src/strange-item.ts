import type { ItemKey } from "./item.ts";

/** For the operator: the table holds what this store didn't write. */
export const strangeItem = ({ PK, SK }: ItemKey, what: string): Error =>
  new Error(
    `The item with PK ${JSON.stringify(PK)} and SK ${JSON.stringify(SK)} isn't one that this version of Farthing writes: ${what}. Put back what stood there, or remove it.`,
  );
