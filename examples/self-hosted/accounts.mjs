import { load } from "./build.mjs";

const { runAccountsCommand } = await load("src/run-accounts-command.ts");
await runAccountsCommand(process.argv.slice(2));
