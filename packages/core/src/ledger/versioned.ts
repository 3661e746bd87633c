import { FarthingError } from "@farthing/contract";

/** Fails unless the record stands at a version the caller will have. */
export function expectVersion(
  versions: readonly number[] | undefined,
  current: { version: number },
  shown: () => unknown,
): void {
  if (versions === undefined || versions.includes(current.version)) return;
  throw new FarthingError(
    "version_mismatch",
    `It is at version ${current.version} now: look at \`current\` and decide again.`,
    { current: shown() },
  );
}

export const notFound = (what: string) => new FarthingError("not_found", `There is no such ${what}.`);
