import { configDefaults, defineProject } from "vitest/config";

const source = "@farthing/source";

/** A test project of this repository: packages are read from their sources, so nothing has to be built first. */
export const project = (name: string, exclude: readonly string[] = []) =>
  defineProject({
    resolve: { conditions: [source] },
    ssr: { resolve: { conditions: [source, "node", "development|production"] } },
    test: {
      name,
      include: ["**/*.test.ts"],
      exclude: [...configDefaults.exclude, ...exclude],
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  });
