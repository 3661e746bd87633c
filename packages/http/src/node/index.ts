export type { FileSpoolOptions } from "./create-file-spool.ts";
export { createFileSpool } from "./create-file-spool.ts";
export type { RunningServer, ServeOptions } from "./serve.ts";
export { serve } from "./serve.ts";
