import { FarthingError, type Route } from "@farthing/contract";
import type { TokenIdentity } from "./token-verifier.ts";

const refusals = {
  write: "This token may read and change nothing.",
  person: "Only somebody who is signed in may do this: a token made for a program isn't enough.",
};

/** @throws FarthingError `forbidden` where a token allows less than an operation needs. */
export function expectScope(scope: TokenIdentity["scope"], needs: Route["needs"]): void {
  if (needs === "read" || scope === undefined || scope === needs) return;
  throw new FarthingError("forbidden", refusals[needs]);
}
