import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, it } from "vitest";

const BYTES_MAX = 4096;

it("keeps the SDK, everything in it, within 4 KB of gzip and without a dependency outside this house", async () => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: 'export * from "@farthing/sdk";', resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    bundle: true,
    minify: true,
    format: "esm",
    conditions: ["@farthing/source"],
    metafile: true,
    write: false,
  });
  expect(Object.keys(metafile.inputs).filter((path) => path.includes("node_modules"))).toStrictEqual([]);
  expect(gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length).toBeLessThanOrEqual(BYTES_MAX);
});
