import { FarthingError } from "@farthing/contract";

/** Result codes of https://www.sqlite.org/rescode.html, as the two libraries tell them: by name or by number. */
const BUSY = { name: "SQLITE_BUSY", number: 5 };
const READONLY = { name: "SQLITE_READONLY", number: 8 };
const CORRUPT = { name: "SQLITE_CORRUPT", number: 11 };
const FULL = { name: "SQLITE_FULL", number: 13 };
const CANTOPEN = { name: "SQLITE_CANTOPEN", number: 14 };
const NOTADB = { name: "SQLITE_NOTADB", number: 26 };

interface NativeError {
  code?: unknown;
  errcode?: unknown;
}

function is(error: unknown, { name, number }: typeof BUSY): boolean {
  const { code, errcode } = (error ?? {}) as NativeError;
  return (
    (typeof code === "string" && code.startsWith(name)) || (typeof errcode === "number" && (errcode & 0xff) === number)
  );
}

const failures: readonly [typeof BUSY, "unavailable" | "storage_full", (file: string) => string][] = [
  [
    BUSY,
    "unavailable",
    (file) =>
      `The ledger file ${file} is in use by another process: stop that one first, or give this one a folder of its own.`,
  ],
  [
    READONLY,
    "unavailable",
    (file) => `The ledger file ${file} can't be written: check the permissions of the file and its folder.`,
  ],
  [
    CORRUPT,
    "unavailable",
    (file) => `The ledger file ${file} is damaged: stop, keep a copy of it, and restore a backup.`,
  ],
  [FULL, "storage_full", (file) => `There is no room left for the ledger file ${file}: free some, nothing was lost.`],
  [
    CANTOPEN,
    "unavailable",
    (file) => `The ledger file ${file} can't be opened: check that its folder exists and may be written.`,
  ],
  [NOTADB, "unavailable", (file) => `The file ${file} isn't a ledger: give the path of another, or of none yet.`],
];

/** What an error of the library means for the people who run it; errors that aren't the library's stay as they are. */
export function tellFailure(error: unknown, file: string): unknown {
  if (FarthingError.is(error) || error instanceof RangeError || error instanceof TypeError) return error;
  const told = failures.find(([kind]) => is(error, kind));
  const message =
    told?.[2](file) ?? `The ledger file ${file} failed: ${error instanceof Error ? error.message : String(error)}`;
  return new FarthingError(told?.[1] ?? "unavailable", message, { cause: error });
}
