import { fileURLToPath } from "node:url";
import { build } from "esbuild";

await build({
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: ["src/quickstart.ts"],
  outfile: "build/quickstart.mjs",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  conditions: ["@farthing/source"],
  external: ["libsql"],
  logLevel: "warning",
});

await import("./build/quickstart.mjs");
