import { FarthingError } from "@farthing/contract";
import { ITEM_SIZE_MAX, itemSize } from "./item-size.ts";
import type { Step } from "./plan-commit.ts";

const COMMIT_SIZE_MAX = 4 * 1024 * 1024;
/** So many fit into the 4096 characters of an expression, at most eight each. */
const FIGURES_MAX = 500;

const tooLarge = (what: string) =>
  new FarthingError("too_large", `${what}: make a smaller change of it, or several. Nothing was changed.`);

/**
 * Refuses what DynamoDB would refuse, before anything happens.
 * @throws FarthingError `too_large`.
 */
export function assertFits(steps: readonly Step[]): void {
  let total = 0;
  for (const { action } of steps) {
    if (action.does === "put") {
      const size = itemSize(action.item);
      if (size > ITEM_SIZE_MAX) {
        throw tooLarge(`The record ${action.item.SK} would come to ${size} bytes, and one may have ${ITEM_SIZE_MAX}`);
      }
      total += size;
    }
    if (action.does === "add" && action.figures.length > FIGURES_MAX) {
      throw tooLarge(`Too many categories change at once in the month ${action.key.SK}`);
    }
  }
  if (total > COMMIT_SIZE_MAX) {
    throw tooLarge(`The records come to ${total} bytes, and those of one commit may have ${COMMIT_SIZE_MAX}`);
  }
}
