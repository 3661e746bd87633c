import { expect } from "vitest";
import { expectRefusal } from "./expect-refusal.ts";

/** Expects a call to be refused for exactly these faults: code by pointer. */
export async function expectFaults(call: Promise<unknown>, faults: Readonly<Record<string, string>>): Promise<void> {
  const { errors = [] } = await expectRefusal(call, "invalid_request");
  expect(Object.fromEntries(errors.map(({ pointer, code }) => [pointer, code]))).toStrictEqual(faults);
  expect(errors).toHaveLength(Object.keys(faults).length);
  for (const { detail } of errors) expect(detail).toMatch(/\S/);
}
