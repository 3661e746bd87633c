import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const folders = readdirSync(join(repository, "packages"));

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(repository, "packages", folder, "package.json"), "utf8")) as {
    name: string;
    exports: Record<string, unknown>;
  };

const entries = folders.map(manifestOf).flatMap(({ name, exports }) =>
  Object.keys(exports)
    .filter((path) => path !== "./package.json")
    .map((path) => name + path.slice(1)),
);

describe("the packages as npm would publish them, installed in a project of their own", () => {
  const project = realpathSync(mkdtempSync(join(tmpdir(), "farthing-packed-")));
  const installed = join(project, "node_modules/@farthing");
  const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });

  beforeAll(() => {
    mkdirSync(installed, { recursive: true });
    for (const name of readdirSync(join(repository, "node_modules"))) {
      if (name === "@farthing" || name.startsWith(".")) continue;
      symlinkSync(join(repository, "node_modules", name), join(project, "node_modules", name));
    }
    for (const folder of folders) {
      const pack = ["pack", "--silent", "--pack-destination", project];
      const tarball = execFileSync("npm", pack, { cwd: join(repository, "packages", folder), encoding: "utf8" }).trim();
      mkdirSync(join(installed, folder));
      execFileSync("tar", ["-xzf", join(project, tarball), "-C", join(installed, folder), "--strip-components=1"]);
    }
    writeFileSync(join(project, "package.json"), '{ "type": "module" }');
    const imports = entries.map((entry, index) => `import * as entry${index} from "${entry}";\n`);
    const exports = entries.map((_, index) => `export { entry${index} };\n`);
    writeFileSync(join(project, "reader.ts"), [...imports, ...exports].join(""));
  });

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it.each(folders)("%s carries its licence, its readme and its sources without their tests", (folder) => {
    const files = readdirSync(join(installed, folder), { recursive: true, encoding: "utf8" });
    const wanted = ["LICENSE", "README.md", "src/index.ts", "dist/index.js", "dist/index.d.ts"];
    expect(wanted.filter((file) => !files.includes(file))).toEqual([]);
    expect(files.filter((file) => file.includes(".test."))).toEqual([]);
  });

  it.each(entries.filter((entry) => entry !== "@farthing/store-conformance"))(
    "%s can be imported and required",
    (entry) => {
      const script = `import { createRequire } from "node:module";
      const imported = Object.keys(await import("${entry}"));
      const required = Object.keys(createRequire(import.meta.url)("${entry}"));
      console.log(imported.length > 0 && imported.every((name) => required.includes(name)));`;
      const { stdout, stderr } = run("--input-type=module", "--eval", script);
      expect(stdout.trim(), stderr).toBe("true");
    },
  );

  it.each([
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ])("type-checks in full with module %s and resolution %s", (module, moduleResolution) => {
    const compilerOptions = { module, moduleResolution, target: "es2023", strict: true, noEmit: true, types: [] };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["reader.ts"] }));
    const { stdout } = run(join(repository, "node_modules/typescript/bin/tsc"), "--pretty", "false");
    expect(stdout.split("\n").filter((line) => /^(reader\.ts|node_modules\/@farthing\/)/.test(line))).toEqual([]);
  });
});
