import { type ErrorCode, FarthingError, type Problem } from "@farthing/contract";
import type { FetchResponse } from "./fetch.ts";

export const badResponse = (detail: string, cause?: unknown) =>
  new FarthingError("bad_response", `The server's answer can't be read: ${detail}`, { cause });

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badResponse("it isn't JSON.", cause);
  }
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === "object" && value !== null && "code" in value && typeof value.code === "string";

/** The error that a problem tells. */
export function toError(value: unknown, retryAfterSeconds?: number): FarthingError {
  if (!isProblem(value)) return badResponse("it is an error without a code.");
  const { code, detail, title, errors, current, requestId } = value;
  return new FarthingError(code as ErrorCode, detail ?? title, { errors, current, requestId, retryAfterSeconds });
}

/** The error in an answer that isn't good. */
export async function readProblem(response: FetchResponse): Promise<FarthingError> {
  const type = response.headers.get("content-type") ?? "";
  const text = await response.text();
  if (!type.includes("json"))
    return badResponse(`status ${response.status} with ${type || "no type"}; is this a Farthing server?`);
  const wait = Number(response.headers.get("retry-after") ?? Number.NaN);
  return toError(parseJson(text), Number.isFinite(wait) ? wait : undefined);
}
