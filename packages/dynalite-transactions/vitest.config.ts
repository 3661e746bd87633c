import { mergeConfig } from "vitest/config";
import { project } from "../../vitest.base.ts";

/** All files share what they import: loading Amazon's client takes longer than most of them. */
export default mergeConfig(project("dynalite-transactions"), {
  test: { isolate: false, env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" } },
});
