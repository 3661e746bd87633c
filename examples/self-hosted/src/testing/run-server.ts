import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface RunningProcess {
  url: string;
  /** Everything it wrote so far. */
  output(): string;
  pid: number;
  /** Sends a signal and gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface Refusal {
  code: number | null;
  stdout: string;
  stderr: string;
}

const folder = fileURLToPath(new URL("../..", import.meta.url));

/** Takes from a superuser what lets them past the permissions of files, so that those mean what they mean to everybody else. */
const plainly =
  process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"] : [];

function run(script: string, parameters: readonly string[], environment: Record<string, string>, input?: string) {
  const kept = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:FARTHING_|VITEST|NODE_ENV|TEST$|HOST$|PORT$)/.test(name)),
  );
  const [command = "", ...rest] = [...plainly, process.execPath, `${folder}/${script}`, ...parameters];
  const child = spawn(command, rest, { env: { ...kept, ...environment } });
  child.stdin.end(input);
  const written = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    written.stderr += text;
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  return { child, written, ended };
}

/** Starts the server as people do, on a free port; resolves when it says it is ready. */
export async function runServer(environment: Record<string, string>): Promise<RunningProcess> {
  const { child, written, ended } = run("start.mjs", [], { PORT: "0", ...environment });
  const ready = new Promise<string>((resolve) => {
    child.stdout.on("data", () => {
      const url = /^Farthing is ready at (\S+)$/m.exec(written.stdout)?.[1];
      if (url) resolve(url);
    });
  });
  const url = await Promise.race([ready, ended.then(() => undefined)]);
  if (url === undefined) throw new Error(`The server ended instead of starting: ${written.stderr}`);
  return {
    url,
    pid: child.pid as number,
    output: () => written.stdout + written.stderr,
    stop(signal = "SIGTERM") {
      child.kill(signal);
      return ended;
    },
  };
}

/** Runs a script that is expected to end by itself. */
export async function runToEnd(
  script: string,
  parameters: readonly string[],
  environment: Record<string, string>,
  input?: string,
): Promise<Refusal> {
  const { written, ended } = run(script, parameters, environment, input);
  return { code: await ended, ...written };
}
