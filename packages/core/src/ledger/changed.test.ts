import { describe, expect, it } from "vitest";
import { changed } from "./changed.ts";

const record = { version: 3, name: "Coffee", size: 0, tags: ["a", "b"], note: null as string | null };

describe("changed", () => {
  it("is the record with what was sent, one version on", () => {
    expect(changed(record, { name: "Tea", note: "hot" })).toEqual({ ...record, name: "Tea", note: "hot", version: 4 });
  });

  it("is the very record where nothing that was sent differs", () => {
    expect(changed(record, {})).toBe(record);
    expect(changed(record, { name: "Coffee", size: 0, tags: ["a", "b"], note: null })).toBe(record);
  });

  it("takes a member that is undefined for one that wasn't sent", () => {
    expect(changed(record, { name: undefined, size: undefined })).toBe(record);
    expect(changed(record, { name: undefined, size: 1 })).toEqual({ ...record, size: 1, version: 4 });
  });

  it("tells lists apart by their content and order", () => {
    expect(changed(record, { tags: ["b", "a"] }).version).toBe(4);
    expect(changed(record, { tags: [] })).toMatchObject({ tags: [], version: 4 });
  });

  it("tells nothing, zero and no value apart", () => {
    expect(changed(record, { note: "" })).toMatchObject({ note: "", version: 4 });
    expect(changed({ ...record, note: "" as string | null }, { note: null })).toMatchObject({ note: null, version: 4 });
  });

  it("leaves the record it was given as it is", () => {
    const before = structuredClone(record);
    changed(record, { name: "Tea", tags: [] });
    expect(record).toEqual(before);
  });
});
