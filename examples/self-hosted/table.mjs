import { load } from "./build.mjs";

const { runTableCommand } = await load("src/run-table-command.ts");
await runTableCommand();
