import { describe, expect, it } from "vitest";
import { itemSize } from "./item-size.ts";

describe("itemSize", () => {
  it.each([
    ["nothing", {}, 0],
    ["a text, in UTF-8 bytes, and its name", { ab: "abc" }, 5],
    ["an empty text", { a: "" }, 1],
    ["letters of two, three and four bytes", { é: "ß€👛" }, 2 + 2 + 3 + 4],
    ["a byte for every two digits, and one", { a: 1234 }, 1 + 2 + 1],
    ["an odd number of digits", { a: 123 }, 1 + 2 + 1],
    ["no zeros at the end", { a: 15_000_000_000_000 }, 1 + 1 + 1],
    ["zero", { a: 0 }, 1 + 1],
    ["a minus sign", { a: -123 }, 1 + 2 + 2],
    ["decimals", { a: 12.5 }, 1 + 2 + 1],
    ["the largest whole number", { a: Number.MAX_SAFE_INTEGER }, 1 + 8 + 1],
    ["yes and no", { a: true, b: false }, 4],
    ["null", { a: null }, 2],
    ["an empty list", { a: [] }, 1 + 3],
    ["a list, with a byte an element", { a: ["ab", "c"] }, 1 + 3 + 3 + 2],
    ["a map, with a byte a member", { a: { b: "c" } }, 1 + 3 + 2 + 1],
    ["an empty map", { a: {} }, 1 + 3],
  ])("counts %s", (_, item, size) => {
    expect(itemSize(item)).toBe(size);
  });

  it("is the sum of all attributes", () => {
    expect(itemSize({ PK: "U#me", SK: "M#2026-11", v: 3, i: 0, e: 4210 })).toBe(6 + 11 + 3 + 2 + 4);
  });
});
