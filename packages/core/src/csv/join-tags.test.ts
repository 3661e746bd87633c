import fc from "fast-check";
import { expect, it } from "vitest";
import { joinTags, splitTags } from "./join-tags.ts";

it("gives back any tags", () => {
  const tag = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."\\;a\n"), minLength: 1 }),
    fc.string({ unit: "binary", minLength: 1 }),
  );
  fc.assert(
    fc.property(fc.array(tag), (tags) => {
      expect(splitTags(joinTags(tags))).toEqual(tags);
    }),
  );
});

it("puts a backslash before a semicolon or backslash of the tag's own", () => {
  expect(joinTags(["home", "a;b", "c\\d"])).toBe("home;a\\;b;c\\\\d");
});
