import { expect, it } from "vitest";
import { errorCodes, repeatableCodes } from "./error-codes.ts";

it("names the codes to send again after, as the table has them", () => {
  const repeatable = Object.entries(errorCodes).filter(([, { retry }]) => retry);
  expect(repeatable.map(([code]) => code)).toStrictEqual(repeatableCodes);
});
