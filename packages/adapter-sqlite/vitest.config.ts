import { project } from "../../vitest.base.ts";

export default project("adapter-sqlite");
