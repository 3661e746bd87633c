import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Item } from "./dynalite-types.ts";
import { itemBytes } from "./item-size.ts";

const bytesOf = (value: Item[string]) => itemBytes({ v: value }) - 1;

describe("the size of an item", () => {
  it("is that of its names and values, in UTF-8", () => {
    expect(itemBytes({ name: { S: "Zoë" }, größe: { S: "€" } })).toBe(4 + 4 + 7 + 3);
    expect(itemBytes(undefined)).toBe(0);
  });

  it.each([
    ["0", 1],
    ["0.00", 1],
    ["7", 2],
    ["42", 2],
    ["123", 3],
    ["1234", 3],
    ["1.2", 3],
    ["12.34", 3],
    ["0.05", 2],
    ["0.5", 2],
    ["100000", 2],
    ["1000000", 2],
    ["-42", 3],
    ["99999999999999999999999999999999999999", 20],
  ])("counts a byte for every pair of digits of %s, and one more", (number, bytes) => {
    expect(bytesOf({ N: number })).toBe(bytes);
  });

  it("counts the bytes of binaries, not of their base64", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(bytesOf({ B: Buffer.from(bytes).toString("base64") })).toBe(bytes.length);
      }),
    );
  });

  it("counts one byte for a truth and for null", () => {
    expect(bytesOf({ BOOL: false })).toBe(1);
    expect(bytesOf({ NULL: true })).toBe(1);
  });

  it("counts three bytes for a list or map, and one for each member", () => {
    expect(bytesOf({ L: [] })).toBe(3);
    expect(bytesOf({ L: [{ S: "ab" }, { N: "1" }] })).toBe(3 + 2 + 2 + 2);
    expect(bytesOf({ M: { a: { S: "xyz" }, bc: { L: [] } } })).toBe(3 + 2 + (1 + 3) + (2 + 3));
  });

  it("counts the members of sets", () => {
    expect(bytesOf({ SS: ["a", "ß"] })).toBe(3);
    expect(bytesOf({ NS: ["1", "123"] })).toBe(5);
    expect(bytesOf({ BS: ["AAAA"] })).toBe(3);
  });
});
