import { defineConfig } from "tsup";

/** The build of a published package: ESM and declarations, from named entries. */
export const library = (entry: Record<string, string>) =>
  defineConfig({
    entry,
    format: "esm",
    target: "node20.19",
    platform: "neutral",
    removeNodeProtocol: false,
    clean: true,
    sourcemap: true,
    external: ["libsql", /^node:/],
    dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
  });
