import type { Clock } from "@farthing/core";
import { canMeet, meetFault } from "./meet-fault.ts";
import { type FaultKind, type FaultPlan, faultKinds } from "./plan-faults.ts";
import type { WireAnswer, WireRequest } from "./wire-answer.ts";

/** How the SDK hands a request on, and gets its answer. */
type Send = (sending: { input: never; request: unknown }) => Promise<{ response: unknown }>;

/** A client of the AWS SDK for JavaScript, version 3, as far as faults need to know it. */
export interface InjectableClient {
  middlewareStack: {
    add(middleware: (next: Send) => Send, options: { step: "deserialize"; priority: "low"; name: string }): void;
  };
}

/** What a client has sent since its faults began. */
export interface SentRequests {
  /** Every try of the SDK is one; one that arrived twice was sent once. */
  count: number;
  /** How many of them met each fault. */
  met: Record<FaultKind, number>;
}

export interface FaultOptions {
  /** One from `planFaults`, or written by hand. */
  plan: FaultPlan;
  /** What a stall is slept on: with a virtual one it takes no time. */
  clock: Pick<Clock, "sleep">;
}

const operationOf = ({ headers }: WireRequest) => (headers["x-amz-target"] ?? "").replace(/^.*\./, "");

/**
 * Lets the requests of a DynamoDB client meet with faults as a plan has them, between the SDK and the network: below its own
 * retries, and with errors that it reads from the wire itself. A fault that can't happen to a request, as a conflict to a read,
 * lets it through; requests about tables meet with none. For emulators: a batch that is carried out in part no longer fits its
 * signature, which they don't look at.
 * @returns a count that goes on counting.
 * @throws Error from the SDK when the client has faults already.
 */
export function injectFaults(client: InjectableClient, { plan, clock }: FaultOptions): SentRequests {
  const met = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  const sent: SentRequests = { count: 0, met };
  const middleware =
    (next: Send): Send =>
    async (sending) => {
      const request = sending.request as WireRequest;
      const operation = operationOf(request);
      const fault = plan(sent.count);
      sent.count += 1;
      if (fault === undefined || !canMeet(operation, fault.kind)) return next(sending);
      met[fault.kind] += 1;
      const response = await meetFault(fault.kind, {
        operation,
        request,
        lot: fault.lot,
        send: async (other) => (await next({ ...sending, request: other })).response as WireAnswer,
        sleep: clock.sleep,
      });
      return { response };
    };
  client.middlewareStack.add(middleware, { step: "deserialize", priority: "low", name: "injectFaults" });
  return sent;
}
