import { FarthingError, type ServerErrorCode } from "@farthing/contract";

/** SQLite's primary result code, as each library tells it. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const { rawCode, errcode, message } = error as Error & { rawCode?: number; errcode?: number };
  const told = rawCode ?? errcode ?? /local database .*: (\d+)/.exec(message)?.[1];
  return told === undefined ? undefined : Number(told) & 0xff;
}

const failures: Readonly<Record<number, { code?: ServerErrorCode; sentence: (file: string) => string }>> = {
  5: {
    sentence: (file) => `The ledger file ${file} is in use by another process: stop that one, or choose another file.`,
  },
  8: { sentence: (file) => `The ledger file ${file} can't be written: let this user write to it and to its folder.` },
  10: { sentence: (file) => `The disk failed on the ledger file ${file}: see to the disk, then start again.` },
  11: { sentence: (file) => `The ledger file ${file} is damaged: put back a copy of it from before.` },
  13: {
    code: "storage_full",
    sentence: (file) => `There is no room left for the ledger file ${file}: free some space on its disk.`,
  },
  14: {
    sentence: (file) =>
      `The ledger file ${file} can't be opened: create its folder, and let this user read and write there.`,
  },
  26: { sentence: (file) => `The file ${file} is not a ledger file: choose another one.` },
};

/** What a failure of SQLite means for who runs the ledger, in one sentence with its cure. Other errors stay what they are. */
export function explainFailure(error: unknown, file: string): unknown {
  const result = resultCode(error);
  if (result === undefined) return error;
  const { code = "unavailable", sentence } = failures[result] ?? {
    sentence: () => `The ledger file ${file} can't be used now (SQLite: ${(error as Error).message}).`,
  };
  return new FarthingError(code, sentence(file), { cause: error });
}
