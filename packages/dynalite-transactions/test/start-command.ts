import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Command {
  process: ChildProcess;
  /** The first line that it prints, or nothing when it ends without one. */
  firstLine: Promise<string | undefined>;
  /** What it left behind, once it has ended. */
  ended: Promise<{ code: number | null; output: string; errors: string }>;
}

/** Runs the command from its source, so that no build is needed. */
const run = `
  import { createViteServer } from "vitest/node";
  const vite = await createViteServer({
    configFile: false,
    appType: "custom",
    logLevel: "silent",
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  });
  process.argv.splice(1, 0, "dynalite-transactions");
  await vite.ssrLoadModule("/src/cli.ts");
`;

export const startCommand = (...args: string[]): Command => {
  const child = spawn(process.execPath, ["--input-type=module", "-e", run, "--", ...args], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  const texts = { output: "", errors: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    texts.output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    texts.errors += text;
  });
  const ended = once(child, "close").then(([code]) => {
    process.off("exit", endWithUs);
    return { code: code as number | null, ...texts };
  });
  const printed = once(createInterface(child.stdout), "line").then(([line]) => line as string);
  return { process: child, firstLine: Promise.race([printed, ended.then(() => undefined)]), ended };
};

/** Where a command that is ready listens. */
export const endpointOf = async ({ firstLine, ended }: Command): Promise<string> => {
  const endpoint = /http:\S+/.exec((await firstLine) ?? "")?.[0];
  if (endpoint === undefined) throw new Error(`The command isn't ready: ${(await ended).errors}`);
  return endpoint;
};
