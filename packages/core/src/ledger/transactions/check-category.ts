import type { CategoryId, Fault } from "@farthing/contract";
import { invalidRequest } from "../../schemas/faults.ts";
import type { Small } from "../small.ts";

/** What keeps transactions out of a category: it must stand and not be archived. */
export function categoryFaults({ category }: Small, id: CategoryId | null | undefined, pointer: string): Fault[] {
  if (id === null || id === undefined) return [];
  const found = category(id);
  if (found === undefined)
    return [{ pointer, code: "unknown_category", detail: "There is no such category in this ledger." }];
  if (!found.archived) return [];
  return [{ pointer, code: "archived_category", detail: `${found.name} is archived and takes no new transactions.` }];
}

/** @throws FarthingError `invalid_request`. */
export function checkCategory(small: Small, id: CategoryId | null): void {
  const faults = categoryFaults(small, id, "/categoryId");
  if (faults.length > 0) throw invalidRequest(faults);
}
