import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createMemoryStore } from "@farthing/adapter-memory";
import { createFarthing } from "@farthing/core";
import { createApp } from "@farthing/http";
import { type RunningServer, serve } from "@farthing/http/node";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const vitest = fileURLToPath(new URL("vitest.mjs", import.meta.resolve("vitest/package.json")));
const tsc = fileURLToPath(new URL("bin/tsc", import.meta.resolve("typescript/package.json")));
const secret = "a secret of this test alone, and long enough";

const packages = readdirSync(join(root, "packages")).map((name) => `packages/${name}`);
const documents = [...packages, ".", "examples/quickstart"].map((folder) => join(folder, "README.md"));

const examples = documents
  .filter((path) => existsSync(join(root, path)))
  .flatMap((path) => {
    const text = readFileSync(join(root, path), "utf8");
    return [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map(({ index, 1: code = "" }) => {
      const line = text.slice(0, index).split("\n").length + 1;
      return [`${path}:${line}`, code] as const;
    });
  });

const isSuite = (code: string) => code.includes('from "@farthing/store-conformance"');

let server: RunningServer;
let folder: string;

beforeAll(async () => {
  const app = createApp({
    farthing: createFarthing({ store: createMemoryStore() }),
    verifyToken: async (token) => ({ userId: token }),
    secret,
  });
  server = await serve(app);
  await mkdir(join(root, "tests/build"), { recursive: true });
  folder = await mkdtemp(join(root, "tests/build/readme-"));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Bundles an example into a place of its own, with the bank file that it may name. */
async function prepare(code: string): Promise<{ place: string; program: string }> {
  const place = await mkdtemp(join(folder, "example-"));
  const program = join(place, isSuite(code) ? "example.test.mjs" : "example.mjs");
  await copyFile(join(root, "examples/samples/everyday-year.csv"), join(place, "statement.csv"));
  await build({
    stdin: {
      contents: code.replaceAll("http://127.0.0.1:8787", server.url).replaceAll("port: 8787", "port: 0"),
      loader: "ts",
      resolveDir: place,
    },
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    conditions: ["@farthing/source"],
    external: ["libsql", "vitest", "dynalite", "@aws-sdk/*"],
    logLevel: "silent",
  });
  return { place, program };
}

/** Runs a program to its end; one that serves is told to end once it has said where. */
async function run(args: readonly string[], cwd: string) {
  const child = spawn(process.execPath, args, {
    cwd,
    env: {
      PATH: process.env.PATH,
      FARTHING_TOKEN: cwd.slice(-6),
      FARTHING_SECRET: secret,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let output = "";
  let said = "";
  child.stderr.on("data", (piece) => {
    said += piece;
  });
  child.stdout.on("data", (piece) => {
    output += piece;
    if (/^http:\/\/\S+\n/m.test(output)) child.kill("SIGTERM");
  });
  const [code, signal] = await once(child, "close");
  return { code, signal, said, output };
}

it.each(packages)("%s has a README with an example", (path) => {
  expect(examples.filter(([title]) => title.startsWith(`${path}/README.md:`))).not.toStrictEqual([]);
});

it("the examples are typed right, strictly", async () => {
  const place = await mkdtemp(join(folder, "types-"));
  const settings = {
    extends: "../../../../tsconfig.base.json",
    compilerOptions: { types: ["node"] },
    include: ["*.ts"],
  };
  await writeFile(join(place, "tsconfig.json"), JSON.stringify(settings));
  for (const [title, code] of examples) await writeFile(join(place, `${title.replaceAll(/\W+/g, "-")}.ts`), code);
  expect(await run([tsc, "-p", place, "--pretty", "false"], place)).toMatchObject({ code: 0, output: "" });
}, 300_000);

describe("an example of a README, copied as it stands, runs to its end without a word of complaint", () => {
  it.each(examples.filter(([, code]) => !isSuite(code)))("%s", async (_, code) => {
    const { place, program } = await prepare(code);
    expect(await run([program], place)).toMatchObject({ code: 0, signal: null, said: "" });
  });
});

describe("an example of a suite passes", () => {
  it.each(examples.filter(([, code]) => isSuite(code)))("%s", { timeout: 300_000 }, async (_, code) => {
    const { place } = await prepare(code);
    await writeFile(join(place, "vitest.config.mjs"), "export default { test: { testTimeout: 60_000 } };\n");
    const { code: exit, said, output } = await run([vitest, "run", "--root", place, "--no-color"], place);
    expect(exit, output + said).toBe(0);
    expect(output).toMatch(/Tests +\d{3} passed \(\d{3}\)/);
  });
});
