import { type ErrorCode, FarthingError } from "@farthing/contract";
import { expect } from "vitest";

/** Expects a call to be refused with a code, and gives the error. */
export async function expectRefusal(call: Promise<unknown>, code: ErrorCode): Promise<FarthingError> {
  const refusal = await call.then(
    (answer) => expect.fail(`Expected ${code}, got the answer ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  );
  if (!FarthingError.is(refusal)) throw refusal;
  expect({ code: refusal.code, message: refusal.message }).toStrictEqual({
    code,
    message: expect.stringMatching(/\S/),
  });
  return refusal;
}
