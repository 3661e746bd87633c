import { describe, expect, it } from "vitest";
import { injectFaults } from "./inject-faults.ts";
import type { FaultKind, FaultPlan } from "./plan-faults.ts";
import { readBody, textOf, type WireAnswer, type WireRequest } from "./wire-answer.ts";

const table = "farthing";
const get = { TableName: table };
const transaction = { TransactItems: [{ Put: {} }, { Update: {} }, { Delete: {} }, { Put: {} }] };

/** A client without a service: what it sends is kept, and answered with the number of the request. */
function newClient(plan: FaultPlan) {
  const arrived: { operation: string; content: unknown }[] = [];
  const waits: number[] = [];
  let middleware: ((next: never) => (sending: never) => Promise<{ response: WireAnswer }>) | undefined;
  const client = {
    middlewareStack: {
      add(given: NonNullable<typeof middleware>) {
        middleware = given;
      },
    },
  };
  const clock = {
    async sleep(milliseconds: number) {
      waits.push(milliseconds);
    },
  };
  const sent = injectFaults(client as never, { plan, clock });
  async function next({ request }: { request: WireRequest }): Promise<{ response: WireAnswer }> {
    const { headers, body } = request;
    arrived.push({ operation: headers["x-amz-target"] ?? "", content: JSON.parse(textOf(body)) });
    expect(Number(headers["content-length"])).toBe(textOf(body).length);
    const answer = { answers: arrived.length, Responses: { [table]: ["an item"] } };
    return { response: { statusCode: 200, headers: {}, body: JSON.stringify(answer) } };
  }
  return {
    arrived,
    waits,
    sent,
    async send(operation: string, content: object) {
      const body = JSON.stringify(content);
      const headers = { "x-amz-target": `DynamoDB_20120810.${operation}`, "content-length": String(body.length) };
      const { response } = await (middleware as NonNullable<typeof middleware>)(next as never)({
        request: { headers, body },
      } as never);
      return { status: response.statusCode, content: JSON.parse(textOf(await readBody(response))) };
    },
  };
}

const always =
  (kind: FaultKind, lot = 0): FaultPlan =>
  () => ({ kind, lot });

const nameOf = (type: string) => type.replace(/^.*#/, "");

describe("a request that meets a fault", () => {
  it.each<[FaultKind, number, string, object, string]>([
    ["throttle", 0, "GetItem", get, "ProvisionedThroughputExceededException"],
    ["throttle", 0.6, "GetItem", get, "ThrottlingException"],
    ["throttle", 0.3, "TransactWriteItems", transaction, "ThrottlingException"],
    ["throttle", 0.6, "TransactWriteItems", transaction, "TransactionCanceledException"],
    ["conflict", 0, "PutItem", get, "TransactionConflictException"],
    ["conflict", 0, "TransactWriteItems", transaction, "TransactionCanceledException"],
  ])("is refused by %s, lot %d, of a %s without being carried out", async (kind, lot, operation, content, name) => {
    const { send, arrived } = newClient(always(kind, lot));
    const answer = await send(operation, content);
    expect([answer.status, nameOf(answer.content.__type)]).toEqual([400, name]);
    expect(arrived).toEqual([]);
  });

  it.each([
    ["conflict", 0.5, ["None", "None", "TransactionConflict", "None"]],
    ["conflict", 0.99, ["None", "None", "None", "TransactionConflict"]],
    ["throttle", 0.5, ["None", "None", "ThrottlingError", "None"]],
    ["throttle", 0.75, ["None", "None", "None", "ProvisionedThroughputExceeded"]],
  ] as const)(
    "has a reason in the place of one of its actions when %s, lot %d, cancels it",
    async (kind, lot, codes) => {
      const { content } = await newClient(always(kind, lot)).send("TransactWriteItems", transaction);
      expect(content.CancellationReasons.map(({ Code }: { Code: string }) => Code)).toEqual(codes);
    },
  );

  it.each([
    [0.1, 0],
    [0.9, 1],
  ])("is answered by a failure of the service, with lot %d carried out %d times", async (lot, times) => {
    const { send, arrived } = newClient(always("server error", lot));
    const answer = await send("PutItem", get);
    expect([answer.status, nameOf(answer.content.__type)]).toEqual([500, "InternalServerError"]);
    expect(arrived).toHaveLength(times);
  });

  it("times out before it arrives, or behind that", async () => {
    const [before, behind] = [newClient(always("lost request")), newClient(always("lost answer"))];
    await expect(before.send("PutItem", get)).rejects.toMatchObject({ name: "TimeoutError" });
    await expect(behind.send("PutItem", get)).rejects.toMatchObject({ name: "TimeoutError" });
    expect([before.arrived.length, behind.arrived.length]).toEqual([0, 1]);
  });

  it("loses its connection in the middle of the answer", async () => {
    const { send, arrived } = newClient(always("reset"));
    await expect(send("Query", get)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(arrived).toHaveLength(1);
  });

  it("arrives twice and gets the second answer", async () => {
    const { send, arrived, sent } = newClient(always("twice"));
    expect((await send("PutItem", get)).content.answers).toBe(2);
    expect(arrived).toHaveLength(2);
    expect(sent.count).toBe(1);
  });

  it("stalls for five seconds", async () => {
    const { send, waits, arrived } = newClient(always("stall"));
    expect((await send("PutItem", get)).content.answers).toBe(1);
    expect([waits, arrived.length]).toEqual([[5000], 1]);
  });

  it("is carried out in part, keys or items alike, and told which part wasn't", async () => {
    const keys = { Keys: [1, 2, 3, 4], ConsistentRead: true };
    const reading = newClient(always("unprocessed", 0.6));
    const { content } = await reading.send("BatchGetItem", { RequestItems: { [table]: keys } });
    expect(reading.arrived[0]?.content).toEqual({ RequestItems: { [table]: { Keys: [1, 2], ConsistentRead: true } } });
    expect(content).toMatchObject({
      Responses: { [table]: ["an item"] },
      UnprocessedKeys: { [table]: { Keys: [3, 4], ConsistentRead: true } },
    });

    const writing = newClient(always("unprocessed", 0.6));
    const asked = { RequestItems: { [table]: [1, 2, 3], other: [4] } };
    const written = await writing.send("BatchWriteItem", asked);
    expect(writing.arrived[0]?.content).toEqual({ RequestItems: { [table]: [1, 2] } });
    expect(written.content.UnprocessedItems).toEqual({ [table]: [3], other: [4] });
  });

  it("isn't sent at all where its part is nothing", async () => {
    const { send, arrived } = newClient(always("unprocessed", 0.1));
    const { content } = await send("BatchWriteItem", { RequestItems: { [table]: [1, 2, 3] } });
    expect(content.UnprocessedItems).toEqual({ [table]: [1, 2, 3] });
    expect(arrived).toEqual([]);
  });
});

describe("a client with faults", () => {
  it.each<[FaultKind, string]>([
    ["conflict", "GetItem"],
    ["conflict", "BatchWriteItem"],
    ["unprocessed", "PutItem"],
    ["throttle", "DescribeTable"],
    ["lost request", "CreateTable"],
  ])("lets through what can't happen: %s to a %s", async (kind, operation) => {
    const { send, sent } = newClient(always(kind));
    expect((await send(operation, get)).content.answers).toBe(1);
    expect(sent).toMatchObject({ count: 1, met: { [kind]: 0 } });
  });

  it("asks the plan about each request by its number, and counts what they met", async () => {
    const asked: number[] = [];
    const { send, sent } = newClient((request) => {
      asked.push(request);
      return request === 1 ? { kind: "throttle", lot: 0 } : undefined;
    });
    for (const _ of [1, 2, 3]) await send("GetItem", get);
    expect(asked).toEqual([0, 1, 2]);
    expect(sent).toMatchObject({ count: 3, met: { throttle: 1, conflict: 0 } });
  });
});
