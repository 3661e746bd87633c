import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical } from "./canonical.ts";

/** The same value with the members of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, part]) => [name, turned(part)]),
  );
}

describe("canonical", () => {
  it("takes no notice of the order of members, however deep", () => {
    expect(canonical({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
    fc.assert(fc.property(fc.jsonValue(), (value) => canonical(turned(value)) === canonical(value)));
  });

  it("keeps the order of lists", () => {
    expect(canonical([2, 1])).not.toBe(canonical([1, 2]));
  });

  it("loses nothing", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("leaves out what has no value, and nothing else", () => {
    expect(canonical({ a: undefined, b: 1 })).toBe(canonical({ b: 1 }));
    expect(canonical({ a: null, b: 1 })).not.toBe(canonical({ b: 1 }));
    expect(canonical({ a: "" })).not.toBe(canonical({}));
  });

  it("tells numbers from texts and names from values", () => {
    const texts = [1, "1", [1], { 1: 1 }, { a: "b" }, { b: "a" }, "", [], {}, null, false, 0].map(canonical);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
