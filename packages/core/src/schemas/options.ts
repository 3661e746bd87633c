import { FarthingError } from "@farthing/contract";
import * as z from "zod";
import { addDays } from "../dates/calendar.ts";
import { parseInput } from "./faults.ts";
import * as field from "./fields.ts";

const options = z.strictObject({
  idempotencyKey: z.unknown().optional(),
  ifVersion: z.union([field.version, z.array(field.version).max(100)]).optional(),
  signal: z
    .custom<AbortSignal>((value) => typeof value === "object" && value !== null && "aborted" in value)
    .optional(),
  today: field.date.optional(),
  onProgress: z.custom<(progress: unknown) => void>((value) => typeof value === "function").optional(),
});

export interface Options {
  idempotencyKey: string | undefined;
  /** Versions of which the record must be at one; `undefined` for any. */
  ifVersion: readonly number[] | undefined;
  signal: AbortSignal | undefined;
  today: string | undefined;
  onProgress: ((progress: unknown) => void) | undefined;
}

/** @param now milliseconds since 1970, by which a caller's today is judged. */
export function parseOptions(given: unknown, now: number): Options {
  const { idempotencyKey, ifVersion, signal, today, onProgress } = parseInput(options, given ?? {});
  if (
    idempotencyKey !== undefined &&
    !(typeof idempotencyKey === "string" && /^[\x21-\x7e]{1,255}$/.test(idempotencyKey))
  ) {
    throw new FarthingError("invalid_idempotency_key", "An Idempotency-Key is 1 to 255 visible ASCII characters.");
  }
  if (today !== undefined) {
    const here = new Date(now).toISOString().slice(0, 10);
    if (today < addDays(here, -1) || today > addDays(here, 1)) {
      throw new FarthingError(
        "invalid_request",
        `Today can't be ${today}: it is ${here} in UTC, and no time zone is more than a day away.`,
        {
          errors: [{ pointer: "/today", code: "not_today", detail: `It must be at most one day from ${here}.` }],
        },
      );
    }
  }
  return {
    idempotencyKey,
    ifVersion: typeof ifVersion === "number" ? [ifVersion] : ifVersion,
    signal,
    today,
    onProgress,
  };
}
