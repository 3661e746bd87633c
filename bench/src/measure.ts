import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What a task of a child process came to. CPU is user and system time of the whole process. */
export interface Measured {
  cpuMs: number;
  /** Most memory over what the process had when it began, in MB. */
  peakMb: number;
  [figure: string]: number;
}

const child = fileURLToPath(new URL("./child.mjs", import.meta.url));

/** Runs a task in a process of its own. */
export function measure(task: string, ...parameters: (string | number)[]): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const run = spawn(process.execPath, ["--expose-gc", child, task, ...parameters.map(String)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let printed = "";
    run.stdout.on("data", (piece) => {
      printed += piece;
    });
    run.on("error", reject);
    run.on("close", (code) =>
      code === 0 ? resolve(JSON.parse(printed) as Measured) : reject(new Error(`${task} ended with ${code}.`)),
    );
  });
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** Runs A B A B … and gives the median of a figure of each. */
export async function interleaved(times: number, ...runs: (() => Promise<number>)[]): Promise<number[]> {
  const found: number[][] = runs.map(() => []);
  for (let time = 0; time < times; time += 1) {
    for (const [index, run] of runs.entries()) found[index]?.push(await run());
  }
  return found.map(median);
}
