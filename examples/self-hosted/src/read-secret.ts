import { randomBytes } from "node:crypto";
import { chmod, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { StartRefused } from "./start-refused.ts";

const bytes = 32;
const pattern = /^[0-9a-f]{64}$/;

/** The secret kept in a data folder; made on the first call. */
export async function readSecret(folder: string): Promise<string> {
  const file = join(folder, "secret");
  const kept = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new StartRefused(`The secret in ${file} can't be read: ${error.message}.`);
  });
  if (kept !== undefined) {
    if (!pattern.test(kept.trim())) {
      throw new StartRefused(
        `The secret in ${file} is damaged; put it back from a backup, or delete it to sign everybody out.`,
      );
    }
    await chmod(file, 0o600);
    return kept.trim();
  }
  const made = randomBytes(bytes).toString("hex");
  const unfinished = `${file}.new`;
  try {
    await writeFile(unfinished, `${made}\n`, { mode: 0o600, flush: true });
    await rename(unfinished, file);
  } catch (error) {
    throw new StartRefused(`The secret in ${file} can't be written: ${(error as Error).message}.`);
  }
  return made;
}
