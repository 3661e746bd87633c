import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServerProcess, startServer } from "./start-server.ts";

/** A job that hasn't moved for a minute may be gone on with: each start is as much later. */
const laterMs = 61_000;
const clockAhead = new URL("clock-ahead.mjs", import.meta.url).href;

/** A server that is killed and started again: on the same folder and port, and a little more than a minute later each time. */
export interface CrashServer {
  url: string;
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<unknown>;
  startAgain(): Promise<void>;
  /** Ends it as it should be ended, and gives its exit code. */
  stop(): Promise<number | null>;
  /** Ends it if need be, and removes its folder. */
  remove(): Promise<void>;
}

export async function startCrashServer(): Promise<CrashServer> {
  const folder = mkdtempSync(join(tmpdir(), "farthing-crash-"));
  let starts = 0;
  const start = (port: string): Promise<ServerProcess> => {
    starts += 1;
    return startServer({
      PORT: port,
      FARTHING_DATA_DIR: folder,
      FARTHING_TRUST_PROXY: "on",
      FARTHING_RATE_LIMIT: "off",
      NODE_OPTIONS: `--import=${clockAhead}`,
      CLOCK_AHEAD_MS: String((starts - 1) * laterMs),
    });
  };
  let server = await start("0");
  const { url } = server;
  return {
    url,
    kill: () => server.stop("SIGKILL"),
    async startAgain() {
      server = await start(new URL(url).port);
    },
    stop: () => server.stop("SIGTERM"),
    async remove() {
      await server.stop("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
