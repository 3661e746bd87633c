import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL(".", import.meta.url));

const common = {
  absWorkingDir: folder,
  bundle: true,
  write: false,
  format: "esm",
  conditions: ["@farthing/source"],
  logLevel: "error",
};

/** Bundles a module of the server with the packages it is made of, and imports it. */
export async function load(entry) {
  const { outputFiles } = await build({
    ...common,
    entryPoints: [entry],
    outbase: "src",
    splitting: true,
    outdir: "build",
    platform: "node",
    target: "node20",
    packages: "bundle",
    external: ["@aws-sdk/*", "better-auth", "better-auth/*", "kysely", "libsql", "playwright-core"],
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    sourcemap: "inline",
  });
  for (const { path, contents } of outputFiles) {
    // Put in place in one step: another server may be starting from the same folder.
    const unfinished = `${path}.${process.pid}`;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(unfinished, contents);
    await rename(unfinished, path);
  }
  const [output] = outputFiles;
  return import(output.path);
}

/** Builds the page in memory; every file but the page itself is named after a hash of its content. */
export async function buildPage() {
  const { outputFiles, metafile } = await build({
    ...common,
    entryPoints: ["src/page/main.ts", "src/page/style.css", "src/page/icon.svg", "src/page/index.html"],
    outdir: "build/assets",
    entryNames: "[name]-[hash]",
    platform: "browser",
    target: ["chrome120", "firefox121", "safari17"],
    loader: { ".svg": "copy", ".html": "copy" },
    minify: true,
    metafile: true,
  });
  const built = Object.entries(metafile.outputs).map(([path, { entryPoint }], index) => ({
    entry: entryPoint,
    path: path.replace(/^build/, ""),
    contents: outputFiles[index].contents,
  }));
  const find = (name) => built.find(({ entry }) => entry === `src/page/${name}`);
  const places = { script: "main.ts", style: "style.css", icon: "icon.svg" };
  const html = Object.entries(places).reduce(
    (text, [place, name]) => text.replace(`{{${place}}}`, find(name).path),
    new TextDecoder().decode(find("index.html").contents),
  );
  const assets = new Map(Object.values(places).map((name) => [find(name).path, find(name).contents]));
  return { html, assets };
}
