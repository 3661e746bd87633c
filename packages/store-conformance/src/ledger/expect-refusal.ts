import { type ErrorCode, FarthingError } from "@farthing/contract";
import { expect } from "vitest";

/**
 * Expects a call to be refused with a code, and gives the error.
 * @param about tells this call from others of the same test.
 */
export async function expectRefusal(call: Promise<unknown>, code: ErrorCode, about = ""): Promise<FarthingError> {
  const refusal = await call.then(
    (answer) => expect.fail(`${about} Expected ${code}, got the answer ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  );
  if (!FarthingError.is(refusal)) throw refusal;
  const { message } = refusal;
  expect({ code: refusal.code, message }, about).toStrictEqual({ code, message: expect.stringMatching(/\S/) });
  return refusal;
}
