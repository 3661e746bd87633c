import { existsSync, readdirSync, readFileSync } from "node:fs";

const test = "[.]test[.]ts$";
const toolConfig = "/(vitest|tsup)[.]config[.]ts$";
const npm = (...names) => names.map((name) => `(^|/)node_modules/${name}/`);

/** What the sources of a package may import beside themselves; its own tests are looked at by other rules. */
const onlySees = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: "error",
  from: { path: from, pathNot: test },
  to: { pathNot: allowed },
});

const isOurs = (dependency) => dependency.startsWith("@farthing/") || dependency === "dynalite-transactions";
const folderOf = (dependency) => dependency.replace(/^(@farthing\/)?/, "^packages/").concat("/");

/** Packages of this repository are linked, not installed, so their declarations are read here. */
const declared = (folder) => {
  const manifest = JSON.parse(readFileSync(new URL(`${folder}/package.json`, import.meta.url), "utf8"));
  const own = (kind) =>
    Object.keys(manifest[kind] ?? {})
      .filter(isOurs)
      .map(folderOf);
  const [used, development] = [own("dependencies"), own("devDependencies")];
  return [
    {
      name: "no-undeclared-dependency",
      comment: "What a package.json doesn't declare isn't there for a user of the published package.",
      severity: "error",
      from: { path: `^${folder}/` },
      to: { path: "^packages/", pathNot: [`^${folder}/`, ...used, ...development] },
    },
    {
      name: "no-development-dependency-in-sources",
      comment: "Users of a published package don't get its devDependencies.",
      severity: "error",
      from: { path: `^${folder}/src/`, pathNot: test },
      to: { path: development.length > 0 ? development : "^$" },
    },
  ];
};

const workspaces = ["packages", "examples"]
  .flatMap((folder) => readdirSync(new URL(folder, import.meta.url)).map((name) => `${folder}/${name}`))
  .concat("tests", "bench")
  .filter((folder) => existsSync(new URL(`${folder}/package.json`, import.meta.url)));

export default {
  forbidden: [
    ...workspaces.flatMap(declared),
    onlySees(
      "contract-imports-nothing",
      "The contract is what every side shares; a dependency of it would become everyone's.",
      "^packages/contract/src/",
      ["^packages/contract/src/"],
    ),
    onlySees(
      "core-sees-contract-and-zod",
      "The core is pure: it runs in any JavaScript, and its tests need no world. What touches the world is an adapter.",
      "^packages/core/src/",
      ["^packages/(core|contract)/src/", ...npm("zod", "@noble/hashes")],
    ),
    {
      name: "core-hashes-in-platform-only",
      comment: "The core's rules take their hash as a port; only the ready-made platform brings an implementation.",
      severity: "error",
      from: { path: "^packages/core/src/", pathNot: ["^packages/core/src/platform/", test] },
      to: { path: npm("@noble/hashes") },
    },
    {
      name: "core-rules-import-no-platform",
      comment: "Only createFarthing fills in the ready-made clock, ids and hash; a rule takes them as ports.",
      severity: "error",
      from: {
        path: "^packages/core/src/",
        pathNot: ["^packages/core/src/platform/", "^packages/core/src/create-farthing[.]ts$", test],
      },
      to: { path: "^packages/core/src/platform/" },
    },
    {
      name: "adapters-see-core-alone",
      comment: "A store, the HTTP app and the conformance suites meet only in the ports of the core.",
      severity: "error",
      from: { path: "^packages/(adapter-[^/]+|http|store-conformance)/src/", pathNot: test },
      to: { path: "^packages/", pathNot: "^packages/($1|core|contract)/src/" },
    },
    {
      name: "dynalite-transactions-sees-dynalite-alone",
      comment: "Whoever tests with dynalite can use it: it knows nothing of ledgers.",
      severity: "error",
      from: { path: "^packages/dynalite-transactions/src/", pathNot: test },
      to: {
        path: "^",
        pathNot: ["^packages/dynalite-transactions/src/", ...npm("dynalite")],
        dependencyTypesNot: ["core"],
      },
    },
    onlySees(
      "sdk-sees-contract-alone",
      "A client carries the interface and the routes into the browser, never the rules or their schemas.",
      "^packages/sdk/src/",
      ["^packages/(sdk|contract)/src/"],
    ),
    {
      name: "http-names-node-in-its-node-entry",
      comment: "The app runs wherever there is fetch; only @farthing/http/node may need Node.",
      severity: "error",
      from: { path: "^packages/http/src/", pathNot: ["^packages/http/src/node/", test] },
      to: { path: ["^packages/http/src/node/", ...npm("@hono/node-server")], dependencyTypesNot: ["core"] },
    },
    {
      name: "no-node-in-portable-packages",
      comment: "Memory, conformance and the HTTP app run in browsers and workers as well.",
      severity: "error",
      from: {
        path: "^packages/(adapter-memory|store-conformance|http)/src/",
        pathNot: ["^packages/http/src/node/", test],
      },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "package-tests-see-core-and-conformance",
      comment: "A test that needs more packages than its own, the core and the conformance suites belongs in tests/.",
      severity: "error",
      from: { path: "^packages/([^/]+)/src/.+[.]test[.]ts$" },
      to: { path: "^packages/", pathNot: "^packages/($1|contract|core|store-conformance|dynalite-transactions)/" },
    },
    {
      name: "nothing-imports-an-example",
      comment: "An example is a reader of the packages; what two of them need belongs in a package.",
      severity: "error",
      from: { pathNot: "^examples/" },
      to: { path: "^examples/" },
    },
    {
      name: "examples-stand-alone",
      comment: "Every example can be copied out of this repository by itself.",
      severity: "error",
      from: { path: "^examples/([^/]+)/" },
      to: { path: "^examples/", pathNot: "^examples/$1/" },
    },
    {
      name: "no-cycles",
      comment: "Two files that need each other are one idea in two places.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-relative-import-across-packages",
      comment: "Packages know each other by name, as a user of the published ones does.",
      severity: "error",
      from: { path: "^(packages/[^/]+|examples/[^/]+|tests)/", pathNot: [toolConfig, "/platform[.]d[.]ts$"] },
      to: { dependencyTypes: ["local"], pathNot: "^$1/" },
    },
    {
      name: "nothing-imports-a-test",
      comment: "What two tests share is a file of its own, named after what it is.",
      severity: "error",
      from: {},
      to: { path: test },
    },
    {
      name: "no-undeclared-dependency",
      comment: "npm hoists, so an import that no package.json declares works here and nowhere else.",
      severity: "error",
      from: { pathNot: [test, toolConfig] },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "no-undeclared-dependency",
      comment: "The two test tools are declared once, at the root.",
      severity: "error",
      from: { path: [test, toolConfig] },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"], pathNot: npm("vitest", "fast-check") },
    },
    {
      name: "no-unresolvable-import",
      comment: "An import that leads nowhere fails at its first reader.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^[.]/build/" },
    },
    {
      name: "no-development-dependency-in-sources",
      comment: "Users of a published package don't get its devDependencies.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: test },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm-peer"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(packages/[^/]+/dist|examples/[^/]+/build|(tests|bench)/build)/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@farthing/source", "import", "types", "node", "default"],
    },
  },
};
