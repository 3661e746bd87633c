import { FarthingError } from "@farthing/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fixedContext } from "../../test/fixed-context.ts";
import { cursorsFor } from "./cursor.ts";

const context = fixedContext({ operation: "transactions.list" });
const cursors = cursorsFor(context, { from: "2026-01-01", order: "desc" });
const cursor = cursors.write("2026-03-05", "20260305-0123456789abcdef");

const isRefused = (read: () => unknown) => {
  try {
    read();
    return false;
  } catch (error) {
    return FarthingError.is(error) && error.code === "invalid_cursor";
  }
};

describe("a cursor", () => {
  it("gives back what it was made of", () => {
    expect(cursors.read(cursor)).toEqual(["2026-03-05", "20260305-0123456789abcdef"]);
    expect(cursors.read(cursors.write())).toEqual([]);
  });

  it("is the same for the same filters, however they were written", () => {
    const again = cursorsFor(context, { order: "desc", q: undefined, from: "2026-01-01" });
    expect(again.read(cursor)).toEqual(cursors.read(cursor));
  });

  it("belongs to its ledger, list and filters alone", () => {
    for (const other of [
      cursorsFor({ ...context, ledger: "another" }, { from: "2026-01-01", order: "desc" }),
      cursorsFor({ ...context, operation: "transactions.totals" }, { from: "2026-01-01", order: "desc" }),
      cursorsFor(context, { from: "2026-01-01", order: "asc" }),
      cursorsFor(context, { from: "2026-01-01" }),
      cursorsFor(context, {}),
    ]) {
      expect(isRefused(() => other.read(cursor))).toBe(true);
    }
  });

  it("is refused where any character of it was changed", () => {
    for (let index = 0; index < cursor.length; index += 1) {
      const changed = `${cursor.slice(0, index)}${cursor[index] === "1" ? "2" : "1"}${cursor.slice(index + 1)}`;
      expect(isRefused(() => cursors.read(changed))).toBe(true);
      expect(isRefused(() => cursors.read(cursor.slice(0, index)))).toBe(true);
    }
    expect(isRefused(() => cursors.read(`${cursor}~more`))).toBe(true);
  });

  it("is refused where it is any other text", () => {
    fc.assert(fc.property(fc.string(), (text) => isRefused(() => cursors.read(text))));
  });
});
