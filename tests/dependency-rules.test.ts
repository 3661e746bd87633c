import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const repository = fileURLToPath(new URL("..", import.meta.url));
const depcruise = join(repository, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");

const forbidden: [rule: string, from: string, to: string][] = [
  ["contract-imports-nothing", "packages/contract/src/reads-core.ts", "@farthing/core"],
  ["contract-imports-nothing", "packages/contract/src/reads-zod.ts", "zod"],
  ["contract-imports-nothing", "packages/contract/src/reads-node.ts", "node:fs"],
  ["core-sees-contract-and-zod", "packages/core/src/reads-node.ts", "node:crypto"],
  ["core-sees-contract-and-zod", "packages/core/src/reads-hono.ts", "hono"],
  ["core-sees-contract-and-zod", "packages/core/src/reads-store.ts", "@farthing/adapter-memory"],
  ["core-sees-contract-and-zod", "packages/core/src/platform/reads-node.ts", "node:crypto"],
  ["core-hashes-in-platform-only", "packages/core/src/hashes.ts", "@noble/hashes/sha2.js"],
  ["core-rules-import-no-platform", "packages/core/src/reads-platform.ts", "./platform/index.ts"],
  ["adapters-see-core-alone", "packages/adapter-memory/src/reads-sqlite.ts", "@farthing/adapter-sqlite"],
  ["adapters-see-core-alone", "packages/adapter-sqlite/src/reads-conformance.ts", "@farthing/store-conformance"],
  ["adapters-see-core-alone", "packages/http/src/reads-store.ts", "@farthing/adapter-memory"],
  ["adapters-see-core-alone", "packages/store-conformance/src/reads-sdk.ts", "@farthing/sdk"],
  ["dynalite-transactions-sees-dynalite-alone", "packages/dynalite-transactions/src/reads-core.ts", "@farthing/core"],
  ["dynalite-transactions-sees-dynalite-alone", "packages/dynalite-transactions/src/reads-zod.ts", "zod"],
  ["sdk-sees-contract-alone", "packages/sdk/src/reads-core.ts", "@farthing/core"],
  ["sdk-sees-contract-alone", "packages/sdk/src/reads-core-type.ts", "type @farthing/core"],
  ["sdk-sees-contract-alone", "packages/sdk/src/reads-zod.ts", "zod"],
  ["http-names-node-in-its-node-entry", "packages/http/src/reads-node-server.ts", "@hono/node-server"],
  ["no-node-in-portable-packages", "packages/http/src/reads-node.ts", "node:http"],
  ["no-node-in-portable-packages", "packages/adapter-memory/src/reads-node.ts", "node:fs"],
  ["package-tests-see-core-and-conformance", "packages/http/src/reads-sdk.test.ts", "@farthing/sdk"],
  ["nothing-imports-an-example", "packages/http/src/reads-example.ts", "../../../examples/self-hosted/src/index.ts"],
  ["nothing-imports-an-example", "tests/reads-example.ts", "../examples/quickstart/src/index.ts"],
  ["examples-stand-alone", "examples/quickstart/src/reads-example.ts", "../../self-hosted/src/index.ts"],
  ["no-cycles", "packages/core/src/hen.ts", "./egg.ts"],
  ["no-cycles", "packages/core/src/egg.ts", "./hen.ts"],
  ["no-relative-import-across-packages", "packages/http/src/reads-by-path.ts", "../../core/src/index.ts"],
  ["no-relative-import-across-packages", "tests/reads-by-path.ts", "../packages/core/src/index.ts"],
  ["nothing-imports-a-test", "packages/core/src/reads-test.ts", "./index.test.ts"],
  ["no-undeclared-dependency", "packages/adapter-sqlite/src/reads-hono.ts", "hono"],
  ["no-undeclared-dependency", "packages/adapter-sqlite/src/reads-vitest.ts", "vitest"],
  ["no-undeclared-dependency", "packages/contract/src/reads-core.test.ts", "@farthing/core"],
  ["no-undeclared-dependency", "examples/quickstart/src/reads-http.ts", "@farthing/http"],
  ["no-undeclared-dependency", "examples/quickstart/src/reads-zod.ts", "zod"],
  ["no-unresolvable-import", "packages/http/src/reads-nothing.ts", "no-such-package"],
  ["no-unresolvable-import", "packages/http/src/reads-inside.ts", "@farthing/core/src/index.ts"],
  [
    "no-development-dependency-in-sources",
    "packages/adapter-memory/src/reads-conformance.ts",
    "@farthing/store-conformance",
  ],
];

const allowed: [from: string, to: string][] = [
  ["packages/core/src/reads-contract.ts", "@farthing/contract"],
  ["packages/core/src/reads-zod.ts", "zod"],
  ["packages/core/src/platform/hashes.ts", "@noble/hashes/sha2.js"],
  ["packages/core/src/index.test.ts", "vitest"],
  ["packages/core/src/property.test.ts", "fast-check"],
  ["packages/store-conformance/src/reads-vitest.ts", "vitest"],
  ["packages/adapter-memory/src/reads-core.ts", "@farthing/core"],
  ["packages/adapter-memory/src/store.test.ts", "@farthing/store-conformance"],
  ["packages/adapter-dynamodb/src/reads-sdk.ts", "@aws-sdk/lib-dynamodb"],
  ["packages/adapter-dynamodb/src/store.test.ts", "dynalite-transactions"],
  ["packages/adapter-sqlite/src/reads-libsql.ts", "libsql"],
  ["packages/adapter-sqlite/src/reads-node.ts", "node:fs"],
  ["packages/http/src/reads-hono.ts", "hono"],
  ["packages/http/src/node/reads-node-server.ts", "@hono/node-server"],
  ["packages/http/src/node/reads-node.ts", "node:http"],
  ["packages/sdk/src/reads-contract.ts", "@farthing/contract"],
  ["examples/self-hosted/src/reads-http.ts", "@farthing/http"],
  ["tests/reads-sdk.ts", "@farthing/sdk"],
];

const workspaces = [
  ...readdirSync(join(repository, "packages")).map((name) => `packages/${name}`),
  "examples/quickstart",
  "examples/self-hosted",
  "tests",
];

const statement = (to: string) =>
  to.startsWith("type ") ? `import type {} from "${to.slice(5)}";\n` : `import "${to}";\n`;

describe("the dependency rules", () => {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), "farthing-dependency-rules-")));
  let violations: string[] = [];

  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    writeFileSync(join(scratch, path), text);
  };

  beforeAll(() => {
    for (const path of [
      ".dependency-cruiser.mjs",
      "package.json",
      ...workspaces.map((path) => `${path}/package.json`),
    ]) {
      cpSync(join(repository, path), join(scratch, path));
    }
    for (const path of workspaces) write(`${path}/src/index.ts`, "");
    write("packages/core/src/platform/index.ts", "");
    write("packages/http/src/node/index.ts", "");
    mkdirSync(join(scratch, "node_modules/@farthing"), { recursive: true });
    for (const name of readdirSync(join(repository, "node_modules"))) {
      if (name === "@farthing" || name.startsWith(".")) continue;
      symlinkSync(join(repository, "node_modules", name), join(scratch, "node_modules", name));
    }
    for (const path of workspaces.filter((path) => path.startsWith("packages/"))) {
      symlinkSync(join(scratch, path), join(scratch, path.replace("packages/", "node_modules/@farthing/")));
    }
    for (const [from, to] of allowed) write(from, statement(to));
    for (const [, from, to] of forbidden) write(from, statement(to));

    const run = spawnSync(
      process.execPath,
      [depcruise, "--config", ".dependency-cruiser.mjs", "--output-type", "json", "packages", "examples", "tests"],
      { cwd: scratch, encoding: "utf8", maxBuffer: 2 ** 26 },
    );
    const report = JSON.parse(run.stdout) as {
      summary: { violations: { from: string; rule: { name: string }; cycle?: { name: string }[] }[] };
    };
    violations = report.summary.violations.flatMap(({ from, rule, cycle = [] }) =>
      [from, ...cycle.map(({ name }) => name)].map((path) => `${rule.name}: ${path}`),
    );
  });

  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it.each(forbidden)("refuses %s: %s importing %s", (rule, from) => {
    expect(violations).toContain(`${rule}: ${from}`);
  });

  it.each(allowed)("lets %s import %s", (from) => {
    expect(violations.filter((violation) => violation.endsWith(`: ${from}`))).toEqual([]);
  });
});
