import type { ImportChoice } from "@farthing/contract";
import { invalidRequest } from "../../schemas/faults.ts";
import type { Small } from "../small.ts";
import { categoryFaults } from "../transactions/check-category.ts";

const FAULTS_MAX = 100;

/** Only a category that takes transactions can be chosen for a row. @throws FarthingError `invalid_request`. */
export function checkChoices(small: Small, choices: readonly ImportChoice[] = []): void {
  const faults = choices.flatMap(({ set }, index) =>
    categoryFaults(small, set?.categoryId, `/choices/${index}/set/categoryId`),
  );
  if (faults.length > 0) throw invalidRequest(faults.slice(0, FAULTS_MAX));
}
