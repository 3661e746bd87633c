import { chmod, mkdir, open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { openSqlite } from "@farthing/adapter-sqlite";
import { StartRefused } from "./start-refused.ts";

export interface DataFolder {
  path: string;
  /** Lets another server have it. */
  release(): void;
}

const lockFile = "lock";
const ownerOnly = 0o700;
const othersMask = 0o077;

const because = (error: unknown) => (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");

const unusable = (path: string, error: unknown) =>
  new StartRefused(`The data folder ${path} can't be used: ${because(error)}.`);

async function prepare(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: ownerOnly });
    if ((await stat(path)).mode & othersMask) await chmod(path, ownerOnly);
    const probe = join(path, `.probe-${process.pid}`);
    await (await open(probe, "w", 0o600)).close();
    await rm(probe);
  } catch (error) {
    throw unusable(path, error);
  }
}

/** The system drops this lock with the process, however it ends, so that none is ever left behind. */
async function lock(path: string): Promise<() => void> {
  const driver = await openSqlite(join(path, lockFile)).catch((error: unknown) => {
    throw unusable(path, error);
  });
  try {
    driver.exec("pragma locking_mode = exclusive");
    driver.exec("begin exclusive");
    return () => driver.close();
  } catch (error) {
    driver.close();
    if (!/locked|busy/i.test(because(error))) throw unusable(path, error);
    throw new StartRefused(`The data folder ${path} is in use by another Farthing server.`);
  }
}

/**
 * Makes a folder ready for one server, and for its owner alone.
 * @throws StartRefused when it can't be written or another server has it.
 */
export async function openDataFolder(path: string): Promise<DataFolder> {
  await prepare(path);
  return { path, release: await lock(path) };
}
