import { openAsBlob } from "node:fs";
import { mkdir, mkdtemp, open, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FarthingError } from "@farthing/contract";
import type { Spool } from "../spool.ts";

export interface FileSpoolOptions {
  /**
   * A folder of this process alone: it is made where it is missing, and files that an earlier run left in it are removed.
   * Starts as the system's folder for temporary files, where nothing is removed but what this process is done with.
   */
  folder?: string | undefined;
}

const PREFIX = "farthing-upload-";

async function tidy(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const left = (await readdir(folder)).filter((name) => name.startsWith(PREFIX));
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  return folder;
}

const isFull = (error: unknown) =>
  error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");

async function write(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(path, "wx", 0o600);
  try {
    for await (const piece of pieces) await handle.writeFile(piece);
  } catch (error) {
    if (!isFull(error)) throw error;
    throw new FarthingError("storage_full", "There is no room for the file while it is imported.", { cause: error });
  } finally {
    await handle.close();
  }
}

/** Keeps files on disk, readable by this user alone, for as long as they are needed. */
export function createFileSpool({ folder }: FileSpoolOptions = {}): Spool {
  let base = folder === undefined ? Promise.resolve(tmpdir()) : undefined;
  return async (pieces) => {
    base ??= tidy(folder as string);
    const own = await mkdtemp(join(await base, PREFIX));
    const path = join(own, "file");
    const discard = () => rm(own, { recursive: true, force: true });
    try {
      await write(path, pieces);
      return { file: await openAsBlob(path), discard };
    } catch (error) {
      await discard();
      throw error;
    }
  };
}
