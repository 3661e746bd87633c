import type { StartOptions } from "./options.ts";

const durations = ["transactionMs", "createTableMs", "deleteTableMs", "updateTableMs"] as const;

/** The longest that a timer of JavaScript takes. */
const millisecondsMax = 2 ** 31 - 1;

const checkInteger = (name: string, value: number | undefined, max: number): void => {
  if (value === undefined || (Number.isInteger(value) && value >= 0 && value <= max)) return;
  throw new Error(`${name} has to be a whole number from 0 to ${max}, but is ${value}.`);
};

/** Throws for what a program without types, or a command line, can get wrong. */
export const checkOptions = (options: StartOptions): void => {
  for (const name of durations) checkInteger(name, options[name], millisecondsMax);
  checkInteger("port", options.port, 65_535);
  if (options.path === "") throw new Error("path has to name a folder; leave it out to keep everything in memory.");
  if (options.host === "") throw new Error("host has to be an address or a name; leave it out for 127.0.0.1.");
  if (!["wait", "reject", undefined].includes(options.onConflict)) {
    throw new Error(`onConflict has to be "wait" or "reject", but is ${JSON.stringify(options.onConflict)}.`);
  }
};
