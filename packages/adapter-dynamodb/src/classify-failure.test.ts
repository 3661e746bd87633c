import { describe, expect, it } from "vitest";
import { classifyFailure, type Failure, wasRepeated } from "./classify-failure.ts";

const error = (name: string, members: object = {}) => Object.assign(new Error(name), { name, ...members });
const cancelled = (...codes: string[]) =>
  error("TransactionCanceledException", { CancellationReasons: codes.map((Code) => ({ Code })) });
const status = (httpStatusCode: number, attempts = 1) => ({ $metadata: { httpStatusCode, attempts } });

const stop: Failure = { then: "stop" };
const again = (doubtful: boolean): Failure => ({ then: "again", doubtful });
const refuse = (...failed: number[]): Failure => ({ then: "refuse", failed });

describe("classifyFailure", () => {
  it.each<[string, Failure]>([
    ["None ConditionalCheckFailed None", refuse(1)],
    ["ConditionalCheckFailed None ConditionalCheckFailed", refuse(0, 2)],
    ["TransactionConflict None", again(false)],
    ["None ThrottlingError", again(false)],
    ["ProvisionedThroughputExceeded TransactionConflict", again(false)],
    ["TransactionConflict ConditionalCheckFailed", refuse(1)],
    ["ValidationError None", stop],
    ["ItemCollectionSizeLimitExceeded TransactionConflict", stop],
    ["ConditionalCheckFailed ValidationError", stop],
    ["DuplicateItem", stop],
    ["SomethingNew TransactionConflict", stop],
    ["None None", stop],
  ])("of a transaction cancelled for %s", (codes, failure) => {
    expect(classifyFailure(cancelled(...codes.split(" ")))).toEqual(failure);
  });

  it("stops where a transaction was cancelled without reasons", () => {
    expect(classifyFailure(error("TransactionCanceledException", status(400)))).toEqual(stop);
  });

  it.each<[string, Error, Failure]>([
    ["a condition that failed", error("ConditionalCheckFailedException", status(400)), refuse(0)],
    ["a write on an item of a transaction", error("TransactionConflictException", status(400)), again(false)],
    ["the same transaction under way", error("TransactionInProgressException", status(400)), again(false)],
    ["a table too busy", error("ProvisionedThroughputExceededException", status(400)), again(false)],
    ["throttling", error("ThrottlingException", status(400)), again(false)],
    ["an account too busy", error("RequestLimitExceeded", status(400)), again(false)],
    ["too many requests", error("Something", status(429)), again(false)],
    ["a failure of DynamoDB", error("InternalServerError", status(500)), again(true)],
    ["DynamoDB being away", error("ServiceUnavailable", status(503)), again(true)],
    ["no answer in time", error("TimeoutError"), again(true)],
    ["a connection that broke", error("Error", { code: "ECONNRESET" }), again(true)],
    ["nobody listening", error("AggregateError", { code: "ECONNREFUSED" }), again(true)],
    ["a name that isn't found", error("Error", { code: "ENOTFOUND" }), again(true)],
    [
      "a network failure within another error",
      error("TypeError", { cause: error("Error", { code: "EPIPE" }) }),
      again(true),
    ],
    ["a table that isn't there", error("ResourceNotFoundException", status(400)), stop],
    ["a request that is wrong", error("ValidationException", status(400)), stop],
    ["a token of another transaction", error("IdempotentParameterMismatchException", status(400)), stop],
    ["credentials that may not", error("AccessDeniedException", status(400)), stop],
    ["credentials that nobody knows", error("UnrecognizedClientException", status(400)), stop],
    ["a fault of this program", new TypeError("x is not a function"), stop],
  ])("of %s", (_, given, failure) => {
    expect(classifyFailure(given)).toEqual(failure);
  });

  it("stops at what is no error at all", () => {
    expect(classifyFailure("no")).toEqual(stop);
    expect(classifyFailure(undefined)).toEqual(stop);
  });
});

describe("wasRepeated", () => {
  it("tells whether the SDK had sent the request before", () => {
    expect(wasRepeated(error("E", status(400, 2)))).toBe(true);
    expect(wasRepeated(error("E", status(400, 1)))).toBe(false);
    expect(wasRepeated(error("E"))).toBe(false);
  });
});
