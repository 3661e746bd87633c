import { csvTasks } from "./tasks/csv.ts";
import { importTasks } from "./tasks/imports.ts";
import { memoryTasks } from "./tasks/memory.ts";
import { readTasks } from "./tasks/reads.ts";
import { writeTasks } from "./tasks/writes.ts";

type Task = (...parameters: string[]) => Promise<Record<string, number>>;

const tasks: Readonly<Record<string, Task>> = {
  ...importTasks,
  ...readTasks,
  ...writeTasks,
  ...memoryTasks,
  ...csvTasks,
};

const [name = "", ...parameters] = process.argv.slice(2);
const before = process.memoryUsage().rss;
const figures = (await tasks[name]?.(...parameters)) ?? {};
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
process.stdout.write(
  JSON.stringify({
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    peakMb: (maxRSS * 1024 - before) / 2 ** 20,
    ...figures,
  }),
);
