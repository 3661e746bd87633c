import type { Hash } from "../../ports/hash.ts";
import type { RowDecision } from "./row-decision.ts";

const encoder = new TextEncoder();

/** Adds up what an import is going to do into one digest. */
export function planDigest(hash: Hash, source: string) {
  const digest = hash.stream();
  digest.update(encoder.encode(source));
  return {
    add(decisions: readonly RowDecision[]): void {
      const lines = decisions.map(({ line, status, chosen, id, categoryId, newCategory }) =>
        JSON.stringify([line, status, chosen, id, categoryId, newCategory]),
      );
      digest.update(encoder.encode(`${lines.join("\n")}\n`));
    },
    hex: () => digest.hex().slice(0, 32),
  };
}
