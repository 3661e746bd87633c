import { FarthingError } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { expectScope } from "./expect-scope.ts";

describe("what a token may be used for", () => {
  it.each([
    ["read", "read", true],
    ["read", "write", false],
    ["read", "person", false],
    ["write", "read", true],
    ["write", "write", true],
    ["write", "person", false],
    [undefined, "read", true],
    [undefined, "write", true],
    [undefined, "person", true],
  ] as const)("with the scope %s, where an operation needs %s: %s", (scope, needs, allowed) => {
    let code: string | undefined;
    try {
      expectScope(scope, needs);
    } catch (error) {
      if (FarthingError.is(error)) code = error.code;
    }
    expect(code).toBe(allowed ? undefined : "forbidden");
  });
});
