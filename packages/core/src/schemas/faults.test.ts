import { FarthingError, type Fault } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { invalidRequest, parseInput } from "./faults.ts";

function refuse(schema: z.ZodType, input: unknown): FarthingError {
  try {
    parseInput(schema, input);
  } catch (error) {
    if (FarthingError.is(error)) return error;
  }
  throw new Error("It wasn't refused.");
}

const faults = (schema: z.ZodType, input: unknown): readonly Fault[] => refuse(schema, input).errors ?? [];
const codes = (schema: z.ZodType, input: unknown) =>
  faults(schema, input).map(({ pointer, code }) => `${pointer} ${code}`);

const thing = z.strictObject({
  name: z.string().max(3),
  size: z.int().min(1).max(9),
  kind: z.enum(["red", "blue"]).optional(),
  parts: z
    .array(z.strictObject({ "a/b~c": z.string() }))
    .min(1)
    .max(2)
    .optional(),
  odd: z
    .string()
    .check(z.refine((value) => value === "odd", { error: "It isn't odd.", params: { fault: "even" } }))
    .optional(),
  plain: z
    .string()
    .refine((value) => value === "plain")
    .optional(),
  either: z.union([z.int(), z.array(z.int())]).optional(),
});
const good = { name: "abc", size: 5 };

describe("parseInput", () => {
  it("gives what the schema makes of the input", () => {
    expect(parseInput(z.strictObject({ name: z.string().trim() }), { name: " a " })).toEqual({ name: "a" });
  });

  it.each<[string, object, string]>([
    ["a member that isn't there", { size: 5 }, "/name required"],
    ["a member that is undefined", { ...good, name: undefined }, "/name required"],
    ["null", { ...good, name: null }, "/name wrong_type"],
    ["another type", { ...good, size: "5" }, "/size wrong_type"],
    ["a fraction", { ...good, size: 1.5 }, "/size wrong_type"],
    ["a text that is too long", { ...good, name: "abcd" }, "/name too_long"],
    ["a number that is too large", { ...good, size: 10 }, "/size too_large"],
    ["a number that is too small", { ...good, size: 0 }, "/size too_small"],
    ["a list that is too long", { ...good, parts: Array(3).fill({ "a/b~c": "" }) }, "/parts too_many"],
    ["a list that is too short", { ...good, parts: [] }, "/parts too_few"],
    ["a value that isn't one of a few", { ...good, kind: "green" }, "/kind invalid"],
    ["a rule with a code of its own", { ...good, odd: "no" }, "/odd even"],
    ["a rule without one", { ...good, plain: "no" }, "/plain invalid"],
    ["what is none of several", { ...good, either: "no" }, "/either invalid"],
    ["a member that it doesn't know", { ...good, other: 1 }, "/other unknown_member"],
  ])("names %s", (_, input, expected) => {
    expect(codes(thing, input)).toEqual([expected]);
  });

  it("escapes slashes and tildes in pointers", () => {
    expect(codes(thing, { ...good, parts: [{ "a/b~c": "" }, { "a/b~c": 1 }] })).toEqual([
      "/parts/1/a~1b~0c wrong_type",
    ]);
    expect(codes(thing, { ...good, "~1/": 1 })).toEqual(["/~01~1 unknown_member"]);
    expect(codes(thing, { ...good, parts: [{ "a/b~c": "", "": 1 }] })).toEqual(["/parts/0/ unknown_member"]);
  });

  it("names each fault of several", () => {
    expect(codes(thing, { name: 1, size: 0, more: 1, less: 2 }).sort()).toEqual([
      "/less unknown_member",
      "/more unknown_member",
      "/name wrong_type",
      "/size too_small",
    ]);
  });

  it.each([[null], [[]], ["text"], [5], [undefined]])(
    "refuses %j where an object is wanted, by an empty pointer",
    (input) => {
      const [fault, ...more] = faults(thing, input);
      expect([fault?.pointer, more]).toEqual(["", []]);
      expect(["wrong_type", "required"]).toContain(fault?.code);
    },
  );

  it("says how to put it right", () => {
    const detail = (input: object) => faults(thing, { ...good, ...input })[0]?.detail;
    expect(detail({ name: undefined })).toBe("It is required.");
    expect(detail({ size: 1.5 })).toBe("It must be a whole number.");
    expect(detail({ name: 1 })).toBe("It must be of type string.");
    expect(detail({ size: 99 })).toBe("It may be at most 9.");
    expect(detail({ size: 0 })).toBe("It must be at least 1.");
    expect(detail({ kind: "x" })).toBe('It must be one of "red", "blue".');
    expect(detail({ odd: "x" })).toBe("It isn't odd.");
    expect(detail({ x: 1 })).toBe('There is no member "x" here.');
  });

  it("tells at most 100 faults, and as many in its message", () => {
    const error = refuse(z.array(z.string()), Array(1_000).fill(1));
    expect(error.errors).toHaveLength(100);
    expect(error.code).toBe("invalid_request");
    expect(error.message).toBe("/0: It must be of type string. (and 99 more)");
  });

  it("repeats no more than the beginning of a long name", () => {
    const [fault] = faults(z.strictObject({}), { ["x".repeat(5_000)]: 1 });
    expect(fault?.detail.length).toBeLessThan(200);
  });

  it("isn't misled by a name that means something to every object", () => {
    expect(codes(z.strictObject({}), JSON.parse('{"__proto__": 1}'))).toEqual(["/__proto__ unknown_member"]);
  });
});

describe("invalidRequest", () => {
  it("says the first fault and how many there are besides", () => {
    const fault = (pointer: string) => ({ pointer, code: "invalid", detail: "It is wrong." });
    expect(invalidRequest([fault("/a")]).message).toBe("/a: It is wrong.");
    expect(invalidRequest([fault("/a"), fault("/b"), fault("/c")]).message).toBe("/a: It is wrong. (and 2 more)");
    expect(invalidRequest([fault("")]).message).toBe("The input: It is wrong.");
  });
});
