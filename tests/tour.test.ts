import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const run = promisify(execFile);
const scripts = {
  tour: fileURLToPath(new URL("tour.mjs", import.meta.url)),
  quickstart: fileURLToPath(new URL("../examples/quickstart/start.mjs", import.meta.url)),
};

it.each(["sqlite", "dynamodb"])("takes the tour on %s from empty through a kill to a clean stop", async (store) => {
  const { stdout } = await run(process.execPath, [scripts.tour, "--store", store]);
  expect(stdout.match(/^✓ /gm)).toHaveLength(9);
  expect(stdout).not.toContain("✗");
});

it("runs the quickstart, which prints a year", async () => {
  const { stdout } = await run(process.execPath, [scripts.quickstart]);
  expect(stdout.match(/^\d{4}-\d\d /gm)).toHaveLength(12);
  expect(stdout).toMatch(/^All /m);
});
