import { operationNames } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { operations } from "./operations.ts";

const parse = (name: keyof typeof operations, input: unknown) => operations[name].input.safeParse(input);
const id = "20260305-0123456789abcdef";

describe("the schemas of operations", () => {
  it("are there for each, with a sentence that says what it does", () => {
    expect(Object.keys(operations).sort()).toEqual([...operationNames].sort());
    for (const { summary } of Object.values(operations)) expect(summary).toMatch(/^[A-Z].+[.]$/);
  });

  it.each(operationNames)("take no member for %s that they don't know", (name) => {
    const result = parse(name, { stranger: 1 });
    expect(result.error?.issues.some(({ code }) => code === "unrecognized_keys")).toBe(true);
  });

  it.each([
    ["settings.update", {}],
    ["categories.update", { id: "groc" }],
    ["transactions.update", { id }],
    ["transactions.batch", { update: [{ id }] }],
  ] as const)("add nothing to a change of nothing: %s", (name, input) => {
    expect(parse(name, input)).toEqual({ success: true, data: input });
  });

  it.each([
    ["transactions.create", { date: "2026-03-05", type: "expense", amount: 1, description: "Coffee" }],
    ["categories.create", { name: "Pets", type: "expense" }],
    ["transactions.list", {}],
  ] as const)("leave what starts as something to the rules: %s", (name, input) => {
    expect(parse(name, input)).toEqual({ success: true, data: input });
  });

  it.each([
    ["categories.update", { id: "groc", name: null }],
    ["categories.update", { id: "groc", archived: null }],
    ["transactions.update", { id, amount: null }],
    ["transactions.update", { id, description: null }],
    ["transactions.update", { id, account: null }],
    ["settings.update", { currency: null }],
  ] as const)("let no null empty what can't be empty: %s %j", (name, input) => {
    expect(parse(name, input).success).toBe(false);
  });

  it("let null empty category, note and tags, and the savings target", () => {
    expect(parse("transactions.update", { id, categoryId: null, note: null, tags: null }).success).toBe(true);
    expect(parse("settings.update", { monthlySavingsTarget: null }).success).toBe(true);
  });

  it("can all be written as JSON Schema", () => {
    for (const { input, output } of Object.values(operations)) {
      expect(() => z.toJSONSchema(input, { io: "input", unrepresentable: "any" })).not.toThrow();
      expect(() => z.toJSONSchema(output, { io: "output" })).not.toThrow();
    }
  });
});
