import { fileURLToPath } from "node:url";
import { build } from "esbuild";

await build({
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: ["server/tour.ts"],
  outfile: "build/tour.mjs",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  conditions: ["@farthing/source"],
  external: ["@aws-sdk/*", "dynalite", "dynalite/*"],
  logLevel: "warning",
});

await import("./build/tour.mjs");
