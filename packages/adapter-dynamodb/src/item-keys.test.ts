import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markKey, partitionOf, readMark, registeredKey, registeredLedger, registerOf, registers } from "./item-keys.ts";

const ledger = fc.string({ unit: "grapheme", minLength: 1, maxLength: 128 }).filter((text) => text.length <= 128);
const bytes = (text: string) => new TextEncoder().encode(text).length;

describe("keys", () => {
  it("fit whatever the ledger's id is", () => {
    for (const id of ["€".repeat(128), "👛".repeat(64), "\u{10ffff}".repeat(64)]) {
      expect(bytes(partitionOf(id))).toBeLessThanOrEqual(2048);
      expect(bytes(registeredKey(id).SK)).toBeLessThanOrEqual(1024);
      expect(bytes(markKey(id, "recurring", "2199-12-31").SK)).toBeLessThanOrEqual(1024);
    }
  });

  it.each([["x".repeat(129)], ["\ud800"], ["a\udc00b"]])("refuse what is no ledger's id", (id) => {
    expect(() => partitionOf(id)).toThrow(
      new RangeError(`A ledger's id is well-formed text of at most 128 characters, not ${JSON.stringify(id)}.`),
    );
  });

  it("say what is due where, whatever the ledger's id is", () =>
    fc.assert(
      fc.property(ledger, fc.constantFrom("recurring" as const, "delivery" as const), (id, work) => {
        const key = markKey(id, work, "2026-11-22");
        expect(key.PK).toBe(registerOf(id));
        expect(readMark(key)).toEqual({ on: "2026-11-22", work, ledger: id });
        expect(registeredLedger(registeredKey(id))).toBe(id);
      }),
    ));

  it.each([
    ["me", "X#9"],
    ["you", "X#4"],
    ["€", "X#5"],
    ["0f8fad5b-d9cb-469f-a165-70867728950e", "X#5"],
  ])("have the ledger %s in the register %s for ever", (id, register) => {
    expect(registerOf(id)).toBe(register);
  });

  it("spread ledgers over all registers", () => {
    const counts = new Map(registers.map((register) => [register, 0]));
    for (let number = 0; number < 16_000; number += 1) {
      const register = registerOf(`0f8fad5b-d9cb-469f-a165-${String(number).padStart(12, "0")}`);
      counts.set(register, (counts.get(register) ?? 0) + 1);
    }
    expect(counts.size).toBe(16);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
