import { expect } from "vitest";
import { expectRefusal } from "./expect-refusal.ts";

/**
 * Expects a call to be refused for exactly these faults: code by pointer.
 * @param about tells this call from others of the same test.
 */
export async function expectFaults(
  call: Promise<unknown>,
  faults: Readonly<Record<string, string>>,
  about = "",
): Promise<void> {
  const { errors = [] } = await expectRefusal(call, "invalid_request", about);
  expect(Object.fromEntries(errors.map(({ pointer, code }) => [pointer, code])), about).toStrictEqual(faults);
  expect(errors, about).toHaveLength(Object.keys(faults).length);
  for (const { detail } of errors) expect(detail, about).toMatch(/\S/);
}
