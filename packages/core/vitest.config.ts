import { mergeConfig } from "vitest/config";
import { project } from "../../vitest.base.ts";

/** Nothing here keeps anything from one file to the next, so all share what they import: a third of the time. */
export default mergeConfig(project("core"), { test: { isolate: false } });
