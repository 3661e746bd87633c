import { divideBatch } from "./divide-batch.ts";
import type { FaultKind } from "./plan-faults.ts";
import { answerOf, errorAnswer, readBody, textOf, type WireAnswer, type WireRequest } from "./wire-answer.ts";

/** A request that meets a fault, and what can be done with it. */
export interface Troubled {
  /** As `GetItem`. */
  operation: string;
  request: WireRequest;
  /** 0 up to 1. */
  lot: number;
  send(request: WireRequest): Promise<WireAnswer>;
  sleep(milliseconds: number): Promise<void>;
}

interface Meeting {
  /** Operations that can meet it. */
  happensTo: ReadonlySet<string>;
  meet(troubled: Troubled): Promise<WireAnswer>;
}

const STALL_MS = 5000;

const batches = ["BatchGetItem", "BatchWriteItem"];
const transactions = ["TransactGetItems", "TransactWriteItems"];
const singleWrites = ["PutItem", "UpdateItem", "DeleteItem"];
const any = new Set(["GetItem", "Query", "Scan", ...singleWrites, ...batches, ...transactions]);

const choose = <Item>(items: readonly Item[], lot: number) => items[Math.floor(lot * items.length)] as Item;

const timeout = () => Object.assign(new Error("Nothing came in time, on purpose."), { name: "TimeoutError" });
const broken = () => Object.assign(new Error("The connection broke, on purpose."), { code: "ECONNRESET" });

/** One of the actions, by lot, has the reason; the others have none. */
function cancelled({ request, lot }: Troubled, reason: string): WireAnswer {
  const { TransactItems } = JSON.parse(textOf(request.body)) as { TransactItems: unknown[] };
  const place = Math.floor(lot * TransactItems.length);
  const CancellationReasons = TransactItems.map((_, index) => ({ Code: index === place ? reason : "None" }));
  return errorAnswer("TransactionCanceledException", { CancellationReasons });
}

/** The answer, until half of it has come. */
function breakOff(answer: WireAnswer, bytes: Uint8Array): WireAnswer {
  let isBegun = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isBegun) return controller.error(broken());
      isBegun = true;
      controller.enqueue(bytes.subarray(0, Math.floor(bytes.length / 2)));
    },
  });
  return { ...answer, body };
}

/** Carries a part of a batch out and says of the rest that it wasn't. */
async function processInPart({ operation, request, lot, send }: Troubled): Promise<WireAnswer> {
  const asked = JSON.parse(textOf(request.body));
  const { done, left } = divideBatch(asked.RequestItems, lot);
  const unprocessed = operation === "BatchGetItem" ? { UnprocessedKeys: left } : { UnprocessedItems: left };
  if (Object.keys(done).length === 0) return answerOf({ Responses: {}, ...unprocessed });
  const body = JSON.stringify({ ...asked, RequestItems: done });
  const headers = { ...request.headers, "content-length": String(new TextEncoder().encode(body).length) };
  const answer = await send({ ...request, headers, body });
  if (answer.statusCode !== 200) return answer;
  return answerOf({ ...JSON.parse(textOf(await readBody(answer))), ...unprocessed });
}

const meetings: Readonly<Record<FaultKind, Meeting>> = {
  throttle: {
    happensTo: any,
    async meet(troubled) {
      const reasons = transactions.includes(troubled.operation)
        ? ["ThrottlingError", "ProvisionedThroughputExceeded"]
        : [];
      const name = choose(["ProvisionedThroughputExceededException", "ThrottlingException", ...reasons], troubled.lot);
      return reasons.includes(name) ? cancelled(troubled, name) : errorAnswer(name);
    },
  },
  "server error": {
    happensTo: any,
    async meet({ request, lot, send }) {
      if (lot >= 0.5) await send(request).then(readBody);
      return errorAnswer("InternalServerError", {}, 500);
    },
  },
  "lost request": {
    happensTo: any,
    meet: () => Promise.reject(timeout()),
  },
  "lost answer": {
    happensTo: any,
    async meet({ request, send }) {
      await send(request).then(readBody);
      throw timeout();
    },
  },
  reset: {
    happensTo: any,
    async meet({ request, send }) {
      const answer = await send(request);
      return breakOff(answer, await readBody(answer));
    },
  },
  twice: {
    happensTo: any,
    async meet({ request, send }) {
      await send(request).then(readBody);
      return send(request);
    },
  },
  conflict: {
    happensTo: new Set([...singleWrites, ...transactions]),
    async meet(troubled) {
      return transactions.includes(troubled.operation)
        ? cancelled(troubled, "TransactionConflict")
        : errorAnswer("TransactionConflictException");
    },
  },
  unprocessed: {
    happensTo: new Set(batches),
    meet: processInPart,
  },
  stall: {
    happensTo: any,
    async meet({ request, send, sleep }) {
      await sleep(STALL_MS);
      return send(request);
    },
  },
};

export const canMeet = (operation: string, kind: FaultKind): boolean => meetings[kind].happensTo.has(operation);

/** Lets a request meet a fault that it can meet, and gives what its sender gets to see of it. */
export const meetFault = (kind: FaultKind, troubled: Troubled): Promise<WireAnswer> => meetings[kind].meet(troubled);
