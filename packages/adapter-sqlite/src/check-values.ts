import type { SqlValue } from "./sqlite-driver.ts";

const isValue = (value: unknown) =>
  typeof value === "string" || value === null || Number.isSafeInteger(value) || value instanceof Uint8Array;

/**
 * Refuses what no SQLite value is, one line before it reaches native code: there a boolean ends the process and `undefined`
 * turns into NULL.
 */
export function checkValues(values: readonly SqlValue[]): void {
  for (const value of values)
    if (!isValue(value)) throw new TypeError(`SQLite holds no ${typeof value} such as ${String(value)}.`);
}
