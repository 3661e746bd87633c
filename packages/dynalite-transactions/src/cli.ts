#!/usr/bin/env node
import { runCommand } from "./run-command.ts";

const { code, output, errors, close } = await runCommand(process.argv.slice(2));
process.stdout.write(output);
process.stderr.write(errors);
process.exitCode = code;
if (close !== undefined) {
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void close());
}
