import { FarthingError } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { parseOptions } from "./options.ts";

const late = Date.parse("2026-11-22T23:59:59.999Z");
const early = Date.parse("2026-11-22T00:00:00.000Z");

function refuse(options: unknown): FarthingError {
  try {
    parseOptions(options, late);
  } catch (error) {
    if (FarthingError.is(error)) return error;
  }
  throw new Error("They weren't refused.");
}

const codes = (options: unknown) => refuse(options).errors?.map(({ pointer, code }) => `${pointer} ${code}`);

describe("parseOptions", () => {
  it("takes none for none", () => {
    const none = {
      idempotencyKey: undefined,
      ifVersion: undefined,
      signal: undefined,
      today: undefined,
      onProgress: undefined,
    };
    expect(parseOptions(undefined, late)).toEqual(none);
    expect(parseOptions({}, late)).toEqual(none);
  });

  it("makes one version a list of one", () => {
    expect(parseOptions({ ifVersion: 3 }, late).ifVersion).toEqual([3]);
    expect(parseOptions({ ifVersion: [1, 3] }, late).ifVersion).toEqual([1, 3]);
    expect(parseOptions({ ifVersion: [] }, late).ifVersion).toEqual([]);
  });

  it.each([[0], [-1], [1.5], ["3"], [null], [[0]], [["3"]], [Array(101).fill(1)]])(
    "refuses %j as a version",
    (ifVersion) => {
      expect(codes({ ifVersion })?.[0]).toMatch(/^\/ifVersion/);
    },
  );

  it.each(["!", "k".repeat(255), '"quoted"', "a-b_c.d~e"])("takes %j for a key", (idempotencyKey) => {
    expect(parseOptions({ idempotencyKey }, late).idempotencyKey).toBe(idempotencyKey);
  });

  it.each(["", "k".repeat(256), "a b", "caf\u00e9", "a\n", "\u007f", 5, null, {}])(
    "refuses %j as a key",
    (idempotencyKey) => {
      expect(refuse({ idempotencyKey }).code).toBe("invalid_idempotency_key");
    },
  );

  it.each(["2026-11-21", "2026-11-22", "2026-11-23"])(
    "believes a caller that it is %s on 22 November in UTC",
    (today) => {
      for (const now of [early, late]) expect(parseOptions({ today }, now).today).toBe(today);
    },
  );

  it.each(["2026-11-20", "2026-11-24", "1900-01-01", "2199-12-31"])("doesn't believe that it is %s", (today) => {
    expect(codes({ today })).toEqual(["/today not_today"]);
  });

  it("takes only a date that exists for today", () => {
    expect(codes({ today: "2026-02-30" })).toEqual(["/today no_such_date"]);
    expect(codes({ today: "today" })).toEqual(["/today invalid"]);
  });

  it("passes a signal and a listener on", () => {
    const { signal } = new AbortController();
    const onProgress = () => {};
    expect(parseOptions({ signal, onProgress }, late)).toMatchObject({ signal, onProgress });
    expect(codes({ signal: "now" })).toEqual(["/signal invalid"]);
    expect(codes({ onProgress: "now" })).toEqual(["/onProgress invalid"]);
  });

  it("refuses an option that it doesn't know", () => {
    expect(codes({ ifversion: 3 })).toEqual(["/ifversion unknown_member"]);
    expect(codes([])).toEqual([" wrong_type"]);
  });
});
