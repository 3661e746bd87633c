import { type ErrorCode, FarthingError, type Problem } from "@farthing/contract";
import type { FetchAnswer } from "./fetch-function.ts";
import type { Guard } from "./guard.ts";

/** An answer that isn't of this API, or not whole. */
export const badResponse = (what: string, cause?: unknown) =>
  new FarthingError("bad_response", `The server's answer can't be used: ${what}.`, { cause });

/** What a server or a proxy means that says no more than a status. */
const bareStatuses: Readonly<Record<number, ErrorCode>> = {
  413: "too_large",
  429: "rate_limited",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

/** Text as a JSON object; `undefined` for anything else. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The error that a problem tells. Codes of servers newer than this client are passed on. */
export function errorOf(problem: Partial<Problem>, { headers }: FetchAnswer): FarthingError {
  const wait = headers.get("retry-after");
  return new FarthingError(problem.code as ErrorCode, problem.detail ?? problem.title ?? "", {
    errors: problem.errors,
    current: problem.current,
    requestId: problem.requestId ?? headers.get("x-request-id") ?? undefined,
    retryAfterSeconds: wait !== null && /^\d+$/.test(wait) ? Number(wait) : undefined,
  });
}

/** The text of an answer. @throws FarthingError `network` when it breaks off. */
const textOf = (answer: FetchAnswer, guard: Guard, timeoutMs: number) =>
  guard.within(timeoutMs, answer.text()).catch((cause: unknown) => {
    throw FarthingError.is(cause) ? cause : new FarthingError("network", "The answer broke off.", { cause });
  });

/** Lets good answers pass. @throws the FarthingError that another one tells. */
export async function expectOk(answer: FetchAnswer, guard: Guard, timeoutMs: number): Promise<void> {
  const { status } = answer;
  if (status >= 200 && status < 300) return;
  const problem = parseObject(await textOf(answer, guard, timeoutMs)) as Partial<Problem> | undefined;
  if (typeof problem?.code === "string") throw errorOf(problem, answer);
  const code = bareStatuses[status];
  if (code !== undefined) throw errorOf({ code, detail: `The server answered ${status}.` }, answer);
  throw badResponse(`it has status ${status} and no problem details; is this the address of a Farthing server?`);
}

/** The value that an answer holds. @throws FarthingError `network`, `bad_response`. */
export async function readValue(
  answer: FetchAnswer,
  guard: Guard,
  timeoutMs: number,
): Promise<Record<string, unknown>> {
  const value = parseObject(await textOf(answer, guard, timeoutMs));
  if (value === undefined) throw badResponse("it isn't JSON");
  return value;
}
