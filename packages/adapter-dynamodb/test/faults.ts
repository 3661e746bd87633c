/** Ways in which a request can fail that had better be sent again. */
export type Fault = "throttle" | "conflict" | "in progress" | "overload" | "lost" | "unanswered" | "reset" | "twice";

export const faults: readonly Fault[] = [
  "throttle",
  "conflict",
  "in progress",
  "overload",
  "lost",
  "unanswered",
  "reset",
  "twice",
];

type Answer = Record<string, unknown>;
type Send = () => Promise<Answer>;

const failure = (name: string, members: object = {}) => Object.assign(new Error(name), { name, ...members });
const refused = (name: string, members: object = {}) =>
  failure(name, { $metadata: { httpStatusCode: 400 }, ...members });
const cancelled = (reason: string) =>
  refused("TransactionCanceledException", { CancellationReasons: [{ Code: "None" }, { Code: reason }] });

/** Fails a request as DynamoDB or the way to it does; some of these fail when the request is done already. */
export async function fail(fault: Fault, operation: string, send: Send): Promise<Answer> {
  const isTransaction = operation === "TransactWriteItems";
  switch (fault) {
    case "throttle":
      throw isTransaction ? cancelled("ThrottlingError") : refused("ProvisionedThroughputExceededException");
    case "conflict":
      throw isTransaction ? cancelled("TransactionConflict") : refused("TransactionConflictException");
    case "in progress":
      throw refused("TransactionInProgressException");
    case "overload":
      throw failure("InternalServerError", { $metadata: { httpStatusCode: 500 } });
    case "lost":
      throw failure("TimeoutError");
    case "unanswered":
      await send();
      throw failure("TimeoutError");
    case "reset":
      await send().catch(() => {});
      throw failure("Error", { code: "ECONNRESET" });
    case "twice":
      await send();
      return send();
  }
}
