import { FarthingError } from "@farthing/contract";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createAuthenticator } from "./create-authenticator.ts";
import type { TokenIdentity } from "./token-verifier.ts";

function open(answer: (token: string) => TokenIdentity | undefined) {
  const asked: string[] = [];
  const { recall, identify } = createAuthenticator(async (token) => {
    asked.push(token);
    return answer(token);
  });
  const ask = async (authorization: string) => {
    const request = new Request("http://localhost/", { headers: { Authorization: authorization } });
    return recall(request) ?? identify(request);
  };
  return { ask, asked };
}

const seconds = (date: string) => Date.parse(date) / 1000;

afterEach(() => {
  vi.useRealTimers();
});

describe("a token", () => {
  it.each([
    "",
    "Bearer",
    "bearer anna",
    "BEARER anna",
    "Basic anna",
    "Bearer  anna",
    "Bearer anna bob",
    "Bearer anna, Bearer bob",
    "Bearer an,na",
    "anna",
  ])("isn't looked for in %j", async (header) => {
    const { ask, asked } = open(() => ({ userId: "anna" }));
    await expect(ask(header)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(asked).toStrictEqual([]);
  });

  it("is asked about on every request unless its answer may be remembered", async () => {
    let revoked = false;
    const { ask, asked } = open(() => (revoked ? undefined : { userId: "anna", scope: "read" }));
    expect(await ask("Bearer fpat_1")).toStrictEqual({ userId: "anna", scope: "read" });
    expect(await ask("Bearer fpat_1")).toStrictEqual({ userId: "anna", scope: "read" });
    revoked = true;
    await expect(ask("Bearer fpat_1")).rejects.toMatchObject({ code: "unauthenticated" });
    expect(asked).toHaveLength(3);
  });

  it("is asked about once until its answer's end", async () => {
    vi.useFakeTimers({ now: new Date("2026-11-22T09:00:00Z"), toFake: ["Date"] });
    const { ask, asked } = open((token) => ({ userId: token, expiresAt: seconds("2026-11-22T09:15:00Z") }));
    for (const token of ["anna", "bob", "anna", "bob"]) expect((await ask(`Bearer ${token}`)).userId).toBe(token);
    expect(asked).toStrictEqual(["anna", "bob"]);
    vi.setSystemTime("2026-11-22T09:14:59Z");
    await ask("Bearer anna");
    expect(asked).toHaveLength(2);
    vi.setSystemTime("2026-11-22T09:15:00Z");
    await ask("Bearer anna");
    expect(asked).toHaveLength(3);
  });

  it("is forgotten after ten thousand others", async () => {
    const { ask, asked } = open((token) => ({ userId: token, expiresAt: seconds("2199-01-01") }));
    for (let token = 0; token <= 10_000; token += 1) await ask(`Bearer t${token}`);
    await ask("Bearer t1");
    expect(asked).toHaveLength(10_001);
    await ask("Bearer t0");
    expect(asked).toHaveLength(10_002);
  });

  it("that can't be told now is no refusal, and isn't remembered as one", async () => {
    let down = true;
    const { ask } = open(() => {
      if (down) throw new FarthingError("unavailable", "The issuer can't be reached.");
      return { userId: "anna", expiresAt: seconds("2199-01-01") };
    });
    await expect(ask("Bearer anna")).rejects.toMatchObject({ code: "unavailable" });
    down = false;
    expect((await ask("Bearer anna")).userId).toBe("anna");
  });
});
