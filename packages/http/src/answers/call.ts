import type { JobProgress, OperationName } from "@farthing/contract";
import type { Outcome } from "@farthing/core";
import type { Exchange } from "../exchange.ts";

/** An operation that is ready to be done, and the request to answer with what comes of it. */
export interface Call {
  exchange: Exchange;
  operation: OperationName;
  /** Media type of the answer. */
  type: string;
  input: Readonly<Record<string, unknown>>;
  perform(onProgress?: (progress: JobProgress) => void): Promise<Outcome>;
}
