import { FarthingError } from "@farthing/contract";
import { canonical } from "./canonical.ts";
import type { Context } from "./context.ts";

/** Makes and reads the cursors of one list: of its ledger, operation and filters, and of no other. */
export interface Cursors {
  write(...parts: string[]): string;
  /** @throws FarthingError `invalid_cursor`. */
  read(cursor: string): string[];
}

export function cursorsFor({ hash, ledger, operation }: Context, filters: unknown): Cursors {
  const mark = (parts: readonly string[]) => hash.text(canonical([ledger, operation, filters, parts])).slice(0, 16);
  return {
    write: (...parts) => [mark(parts), ...parts].join("~"),
    read(cursor) {
      const [first, ...parts] = cursor.split("~");
      if (first === mark(parts)) return parts;
      throw invalidCursor();
    },
  };
}

export const invalidCursor = () =>
  new FarthingError("invalid_cursor", "This cursor isn't one of this list with these filters: begin again without it.");
