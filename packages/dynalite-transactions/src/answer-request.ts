import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { crc32 } from "node:zlib";
import validations from "dynalite/validations/index.js";
import type { Custom, Store, Types } from "./dynalite-types.ts";
import { failed } from "./service-error.ts";

/** One call of the API: what its request may hold, in dynalite's words, and what it does. */
export interface Operation {
  types: Types;
  custom?: Custom | undefined;
  run: (data: never) => Promise<object>;
}

const bytesMax = 16 * 1024 * 1024;
const amazonJson = "application/x-amz-json-1.0";
const coral = "com.amazon.coral.service#";

interface Answer {
  status: number;
  body: object;
}

const refusal = (type: string, message?: string): Answer => ({
  status: 400,
  body: { __type: coral + type, ...(message === undefined ? {} : { message }) },
});

const isSigned = (request: IncomingMessage): boolean =>
  request.headers.authorization?.trim().startsWith("AWS4-") === true ||
  request.url?.includes("X-Amz-Algorithm=") === true;

/** Resolves to `undefined` when the body is larger than DynamoDB takes; rejects when the sender goes away. */
const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= bytesMax) chunks.push(chunk);
  }
  return size > bytesMax ? undefined : Buffer.concat(chunks).toString("utf8");
};

const parse = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const perform = async (operation: Operation, store: Store, request: IncomingMessage, text: string): Promise<Answer> => {
  const sent = parse(text);
  if (!isObject(sent)) return refusal("SerializationException");
  if (!isSigned(request)) {
    return refusal("MissingAuthenticationTokenException", "Request is missing Authentication Token");
  }
  try {
    const data = validations.checkTypes(sent, operation.types);
    validations.checkValidations(data, operation.types, operation.custom, store);
    return { status: 200, body: await operation.run(data as never) };
  } catch (error) {
    const { statusCode = 500, body = {} } = failed(error);
    return { status: statusCode, body };
  }
};

/** Takes a request of an operation from its body to its answer, as dynalite does with its own. */
export const answerRequest = async (
  operation: Operation,
  store: Store,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const body = await readBody(request).catch(() => null);
  if (body === null) return;
  if (body === undefined) {
    response.writeHead(413).end();
    return;
  }
  const answer = await perform(operation, store, request, body);
  const text = JSON.stringify(answer.body);
  if (request.headers.origin !== undefined) response.setHeader("access-control-allow-origin", "*");
  response
    .writeHead(answer.status, {
      "content-type": request.headers["content-type"] === amazonJson ? amazonJson : "application/json",
      "content-length": Buffer.byteLength(text),
      "x-amz-crc32": String(crc32(text)),
      "x-amzn-requestid": randomUUID(),
    })
    .end(text);
};
