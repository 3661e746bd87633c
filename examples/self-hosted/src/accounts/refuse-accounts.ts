import { StartRefused } from "../start-refused.ts";

const cures: readonly [message: RegExp, cure: string][] = [
  [/full/, "free some space on its disk"],
  [/readonly|unable to open/, "let this user read and write it, the files beside it and their folder"],
  [/locked/, "stop the program that has it"],
];

/** Whether a failure is the database's own, and so has to do with the file. */
export const isDatabaseFailure = (error: unknown): boolean =>
  error instanceof Error && "code" in error && /SQLITE/.test(String(error.code));

/** Why the accounts can't be used, with what to do about it. */
export function refuseAccounts(file: string, error: unknown): StartRefused {
  const because = error instanceof Error ? error.message : String(error);
  const cure = cures.find(([message]) => message.test(because))?.[1] ?? "put a backup in their place";
  return new StartRefused(`The accounts in ${file} can't be used (${because}): ${cure}.`);
}
