/** What a failed request means for who sent it. */
export type Failure =
  /** Send it again; `doubtful` where it may have been done all the same. */
  | { then: "again"; doubtful: boolean }
  /** Nothing was done, because the conditions of these actions failed, counted from 0. */
  | { then: "refuse"; failed: readonly number[] }
  /** Sending it again won't help. */
  | { then: "stop" };

interface ServiceError {
  name?: string | undefined;
  code?: unknown;
  cause?: unknown;
  $metadata?: { httpStatusCode?: number | undefined; attempts?: number | undefined } | undefined;
  CancellationReasons?: readonly { Code?: string | undefined }[] | undefined;
}

const busy =
  /^(Transaction(Conflict|InProgress)|Throttl|(Provisioned)?ThroughputExceeded|RequestLimitExceeded|TooManyRequests)/;
const network = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN|UND_ERR_)/;
const timeouts = new Set(["TimeoutError", "RequestTimeout", "RequestTimeoutException"]);

function isNetworkFailure({ name, code, cause }: ServiceError): boolean {
  if (timeouts.has(name ?? "") || (typeof code === "string" && network.test(code))) return true;
  return cause instanceof Error && isNetworkFailure(cause as ServiceError);
}

/** Of a cancelled transaction nothing was done; its reasons stand in the order of its actions. */
function classifyReasons(codes: readonly string[]): Failure {
  const given = codes.filter((code) => code !== "None");
  const failed = codes.flatMap((code, place) => (code === "ConditionalCheckFailed" ? [place] : []));
  const isKnown = (code: string) => code === "ConditionalCheckFailed" || busy.test(code);
  if (given.length === 0 || !given.every(isKnown)) return { then: "stop" };
  return failed.length > 0 ? { then: "refuse", failed } : { then: "again", doubtful: false };
}

export function classifyFailure(error: unknown): Failure {
  const failure = (error instanceof Error ? error : {}) as ServiceError;
  const { name = "", $metadata } = failure;
  if (name === "TransactionCanceledException") {
    return classifyReasons((failure.CancellationReasons ?? []).map(({ Code = "None" }) => Code));
  }
  if (name === "ConditionalCheckFailedException") return { then: "refuse", failed: [0] };
  const status = $metadata?.httpStatusCode ?? 0;
  if (busy.test(name) || status === 429) return { then: "again", doubtful: false };
  return status >= 500 || isNetworkFailure(failure) ? { then: "again", doubtful: true } : { then: "stop" };
}

/** Whether the SDK had already sent a request before the one that this error answers. */
export const wasRepeated = (error: unknown): boolean => ((error as ServiceError).$metadata?.attempts ?? 1) > 1;
