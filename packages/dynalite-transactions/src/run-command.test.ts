import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand } from "./run-command.ts";

describe("the command", () => {
  it("says where it listens, and that it keeps everything in memory without a folder", async () => {
    const { close, ...said } = await runCommand(["--port", "0", "--on-conflict", "reject", "--transaction-ms", "5"]);
    expect(said).toEqual({
      code: 0,
      output: expect.stringMatching(
        /^dynalite-transactions listens at http:\/\/127\.0\.0\.1:\d+ and keeps everything in memory\n$/,
      ),
      errors: "",
    });
    await close?.();
  });

  it("explains its options", async () => {
    const { code, output, errors } = await runCommand(["--help"]);
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    for (const option of ["--port", "--host", "--path", "--on-conflict", "--transaction-ms", "--help"]) {
      expect(output).toContain(`\n  ${option} `);
    }
  });

  it("says that a port is in use", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    expect(await runCommand(["--port", String(port)])).toEqual({
      code: 1,
      output: "",
      errors: `dynalite-transactions: Port ${port} of 127.0.0.1 is in use: choose another one, or 0 for any that is free.\n`,
    });
    server.close();
  });

  it("says that an address isn't this machine's", async () => {
    expect(await runCommand(["--port", "0", "--host", "192.0.2.1"])).toMatchObject({
      code: 1,
      errors:
        "dynalite-transactions: 192.0.2.1 is no address of this machine: choose one that is, such as 127.0.0.1.\n",
    });
  });

  it("says that a folder can't be opened", async () => {
    const folder = await mkdtemp(join(tmpdir(), "dynalite-transactions-"));
    await writeFile(join(folder, "file"), "not a folder");
    const path = join(folder, "file", "within");
    const { code, errors } = await runCommand(["--port", "0", "--path", path]);
    expect(code).toBe(1);
    expect(errors).toContain(`dynalite-transactions: The database ${path} can't be opened: ENOTDIR`);
    expect(errors).toMatch(/It has to be a folder that can be written\.\n$/);
    await rm(folder, { recursive: true });
  });

  it("says that a folder is in use", async () => {
    const path = await mkdtemp(join(tmpdir(), "dynalite-transactions-"));
    const first = await runCommand(["--port", "0", "--path", path]);
    expect(first.output).toMatch(` and keeps everything in ${path}\n`);
    expect(await runCommand(["--port", "0", "--path", path])).toMatchObject({
      code: 1,
      errors: `dynalite-transactions: The database ${path} is in use by another process: end that one, or choose another folder.\n`,
    });
    await first.close?.();
    await rm(path, { recursive: true });
  });

  it.each([
    [["--port", "http"], '--port has to be a whole number, but is "http".'],
    [["--port", "65536"], "port has to be a whole number from 0 to 65535, but is 65536."],
    [["--transaction-ms", "1.5"], '--transaction-ms has to be a whole number, but is "1.5".'],
    [["--on-conflict", "ignore"], '--on-conflict has to be wait or reject, but is "ignore".'],
    [["--path", ""], "path has to name a folder; leave it out to keep everything in memory."],
    [["--colour"], "Unknown option '--colour'"],
    [["things"], "Unexpected argument 'things'"],
  ])("refuses %j", async (args, message) => {
    const { code, errors } = await runCommand(args);
    expect(code).toBe(1);
    expect(errors).toContain(`dynalite-transactions: ${message}`);
  });
});
