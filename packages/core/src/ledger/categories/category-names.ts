import { FarthingError } from "@farthing/contract";
import type { Change } from "../../ports/ledger-store.ts";
import type { ForwardsRecord } from "../../ports/records.ts";
import { fold } from "../../text/fold.ts";
import type { Small } from "../small.ts";

export const CATEGORIES_MAX = 200;

/** Whether another category has this name, apart from case and accents. */
export const hasName = ({ categories }: Small, name: string, except?: string) => {
  const folded = fold(name);
  return categories.some((category) => category.id !== except && fold(category.name) === folded);
};

export function refuseTakenName(small: Small, name: string, except?: string): void {
  if (hasName(small, name, except)) {
    throw new FarthingError(
      "category_exists",
      `There is a category named ${JSON.stringify(name)}, apart from case and accents.`,
    );
  }
}

/** Refuses the commit where names or number of categories changed since `small` was read. */
export const keepInStep = ({ forwards }: Small, to: ForwardsRecord["to"] = forwards.to): Change => ({
  op: "put",
  record: { ...forwards, version: forwards.version + 1, to },
  expect: forwards.version,
});

/** An id that no category has or had. */
export function newCategoryId({ category, forwards }: Small, random: (length: number) => string): string {
  for (;;) {
    const id = random(4);
    if (id !== "none" && category(id) === undefined && !Object.hasOwn(forwards.to, id)) return id;
  }
}
