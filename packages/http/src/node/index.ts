export { createFileSpool } from "./create-file-spool.ts";
export type { FileSpoolOptions } from "./create-file-spool.ts";
export { serve } from "./serve.ts";
export type { RunningServer, ServeOptions } from "./serve.ts";
