import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface ServerProcess {
  /** Where it answers, as it printed it. */
  url: string;
  /** What it has written so far to either output. */
  output(): string;
  /** Memory it holds now, in bytes; `undefined` where the system doesn't tell. */
  memory(): number | undefined;
  /** Ends it and gives its exit code, `null` after SIGKILL. */
  stop(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>;
}

const start = fileURLToPath(new URL("../../examples/self-hosted/start.mjs", import.meta.url));

function memoryOf({ pid }: ChildProcess): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

/** Starts the self-hosted server as its users do, and resolves once it says where it answers. */
export async function startServer(settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const server = spawn(process.execPath, [start], {
    env: { ...process.env, PORT: "0", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const endWithUs = () => server.kill("SIGKILL");
  process.once("exit", endWithUs);
  let output = "";
  const ended = (once(server, "exit") as Promise<[number | null]>).finally(() => process.off("exit", endWithUs));
  server.stderr.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(server.stdout).on("line", (line) => {
      output += `${line}\n`;
      const found = /http:\/\/[^\s"]+/.exec(line)?.[0];
      if (found !== undefined) resolve(found.replace(/\/$/, ""));
    });
    void ended.then(([code]) =>
      reject(new Error(`The server ended with exit code ${code} before it was ready:\n${output}`)),
    );
  });
  return {
    url,
    output: () => output,
    memory: () => memoryOf(server),
    async stop(signal) {
      server.kill(signal);
      return (await ended)[0];
    },
  };
}
