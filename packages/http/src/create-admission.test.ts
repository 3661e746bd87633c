import { FarthingError } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import type { AppOptions } from "./app-options.ts";
import { createApp } from "./create-app.ts";

const secret = "a secret of thirty-two bytes or more";
const later = Date.parse("2199-01-01") / 1000;

/** An app that lets two requests a minute through. `good-…` is a good token, remembered as `known-…` is. */
function open(options: Partial<AppOptions> = {}) {
  let now = 0;
  const looked: string[] = [];
  const app = createApp({
    farthing: { ready: async () => undefined, perform: async () => ({ value: { version: 1 }, replayed: false }) },
    verifyToken: async (token) => {
      looked.push(token);
      const [kind, userId = ""] = token.split("-");
      if (kind === "down") throw new FarthingError("unavailable", "The issuer can't be reached.");
      if (kind === "known") return { userId, expiresAt: later };
      return kind === "good" ? { userId } : undefined;
    },
    secret,
    rateLimit: { perMinute: 2, now: () => now },
    ...options,
  });
  async function ask(token: string | undefined, address = "192.0.2.1", path = "/v1/settings", init: RequestInit = {}) {
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    const request = new Request(`http://localhost${path}`, { headers, ...init });
    const response = await app.fetch(request, { incoming: { url: path, socket: { remoteAddress: address } } });
    const text = await response.text();
    const { code } = (text === "" || path === "/docs" ? {} : JSON.parse(text)) as { code?: string };
    const { headers: answered } = response;
    return {
      status: response.status,
      code,
      policy: answered.get("ratelimit-policy"),
      limit: answered.get("ratelimit"),
      retryAfter: answered.get("retry-after"),
    };
  }
  return { ask, looked, pass: (ms: number) => void (now += ms) };
}

type Ask = ReturnType<typeof open>["ask"];

const statuses = async (ask: Ask, times: number, ...rest: Parameters<Ask>) => {
  const seen: number[] = [];
  for (let time = 0; time < times; time += 1) seen.push((await ask(...rest)).status);
  return seen;
};

describe("who has signed in", () => {
  it("may ask so often a minute, from wherever, and is told how much is left", async () => {
    const { ask, pass } = open();
    const policy = '"default";q=2;w=60';
    expect(await ask("good-anna")).toStrictEqual({
      status: 200,
      code: undefined,
      policy,
      limit: '"default";r=1;t=30',
      retryAfter: null,
    });
    expect((await ask("good-anna", "192.0.2.9")).limit).toBe('"default";r=0;t=30');
    pass(500);
    expect(await ask("good-anna")).toStrictEqual({
      status: 429,
      code: "rate_limited",
      policy,
      limit: '"default";r=0;t=30',
      retryAfter: "30",
    });
    pass(29_500);
    expect(await ask("good-anna")).toMatchObject({ status: 200, limit: '"default";r=0;t=30' });
  });

  it("is counted whatever the token, and apart from all others at the same address", async () => {
    const { ask } = open();
    expect(await statuses(ask, 2, "good-anna")).toStrictEqual([200, 200]);
    expect(await statuses(ask, 1, "known-anna")).toStrictEqual([429]);
    expect(await statuses(ask, 3, "good-bob")).toStrictEqual([200, 200, 429]);
  });

  it("goes on while others at the same address guess tokens, where the own one is remembered", async () => {
    const { ask, looked } = open();
    await ask("known-anna");
    await statuses(ask, 5, "bad-1");
    expect(await ask("known-anna")).toMatchObject({ status: 200, limit: '"default";r=0;t=30' });
    expect(looked).toStrictEqual(["known-anna", "bad-1", "bad-1"]);
  });
});

describe("who hasn't", () => {
  it.each([["bad-1"], [undefined], ["not a token"]])("is refused by address, with the token %j", async (token) => {
    const { ask, pass } = open();
    expect(await ask(token)).toMatchObject({ status: 401, limit: '"default";r=1;t=30', retryAfter: null });
    expect(await ask(token)).toMatchObject({ status: 401, limit: '"default";r=0;t=30' });
    expect(await ask(token)).toMatchObject({ status: 429, code: "rate_limited", retryAfter: "30" });
    expect(await ask(token, "192.0.2.2")).toMatchObject({ status: 401 });
    pass(30_000);
    expect(await statuses(ask, 2, token)).toStrictEqual([401, 429]);
  });

  it("is one caller with a whole network of IPv6", async () => {
    const { ask } = open();
    expect((await ask(undefined, "2001:db8::1")).status).toBe(401);
    expect((await ask(undefined, "2001:db8::ffff:1")).status).toBe(401);
    expect((await ask(undefined, "2001:db8::2")).status).toBe(429);
    expect((await ask(undefined, "2001:db8:0:1::2")).status).toBe(401);
    expect((await ask(undefined, "192.0.2.1")).status).toBe(401);
    expect((await ask(undefined, "::ffff:192.0.2.1")).limit).toBe('"default";r=0;t=30');
  });

  it("has no token looked at any more, good or bad, until there is room again", async () => {
    const { ask, looked, pass } = open();
    await statuses(ask, 4, "bad-1");
    expect((await ask("good-anna")).status).toBe(429);
    expect(looked).toStrictEqual(["bad-1", "bad-1"]);
    pass(30_000);
    expect((await ask("good-anna")).status).toBe(200);
  });

  it("isn't counted when the token can't be told now", async () => {
    const { ask } = open();
    expect(await statuses(ask, 3, "down-1")).toStrictEqual([503, 503, 503]);
    expect((await ask("down-1")).limit).toBe('"default";r=2;t=0');
  });

  it.each([
    ["a path that leads nowhere", "/v1/nothing", "GET", 404],
    ["a path into a record", "/v1/transactions/a%2Fb", "GET", 404],
    ["a method that isn't there", "/v1/settings", "PUT", 405],
    ["a question what there is", "/v1/settings", "OPTIONS", 204],
  ])("is counted for %s, whatever the token", async (_title, path, method, status) => {
    const { ask, looked } = open();
    expect(await statuses(ask, 3, "good-anna", "192.0.2.1", path, { method })).toStrictEqual([status, status, 429]);
    expect(looked).toStrictEqual([]);
  });

  it("comes from where the option says", async () => {
    const asked: unknown[] = [];
    const { ask } = open({
      addressOf: (request, environment) => {
        asked.push(environment);
        return request.headers.get("x-forwarded-for") ?? undefined;
      },
    });
    const from = (address: string) =>
      ask(undefined, "192.0.2.1", "/v1/settings", { headers: { "X-Forwarded-For": address } });
    expect((await from("198.51.100.1")).status).toBe(401);
    expect((await from("198.51.100.1")).status).toBe(401);
    expect((await from("198.51.100.1")).status).toBe(429);
    expect((await from("198.51.100.2")).status).toBe(401);
    expect(asked[0]).toMatchObject({ incoming: { socket: { remoteAddress: "192.0.2.1" } } });
  });

  it("isn't believed where it says it comes from otherwise", async () => {
    const { ask } = open();
    const from = (address: string) =>
      ask(undefined, "192.0.2.1", "/v1/settings", {
        headers: { "X-Forwarded-For": address, Forwarded: `for=${address}` },
      });
    expect([(await from("a")).status, (await from("b")).status, (await from("c")).status]).toStrictEqual([
      401, 401, 429,
    ]);
  });

  it("is counted together where nobody knows an address", async () => {
    const { ask } = open({ addressOf: () => undefined });
    expect([
      await statuses(ask, 2, undefined, "192.0.2.1"),
      await statuses(ask, 1, undefined, "192.0.2.2"),
    ]).toStrictEqual([[401, 401], [429]]);
  });
});

describe("no limit", () => {
  it.each(["/healthz", "/readyz", "/openapi.json", "/docs"])("holds anybody back from %s", async (path) => {
    const { ask } = open();
    await statuses(ask, 3, undefined);
    expect(await ask(undefined, "192.0.2.1", path)).toMatchObject({ status: 200, policy: null, limit: null });
  });

  it("is there, nor told of, unless it is asked for", async () => {
    const { ask } = open({ rateLimit: undefined });
    expect(await statuses(ask, 5, "good-anna")).toStrictEqual([200, 200, 200, 200, 200]);
    expect(await statuses(ask, 5, undefined)).toStrictEqual([401, 401, 401, 401, 401]);
    expect(await ask("good-anna")).toMatchObject({ policy: null, limit: null });
  });
});

it("the store is asked once at a time whether it is ready, however many ask", async () => {
  const waiting: (() => void)[] = [];
  const app = createApp({
    farthing: { ready: () => new Promise((resolve) => waiting.push(resolve)), perform: () => Promise.reject() },
    verifyToken: async () => undefined,
    secret,
  });
  const asked = [1, 2, 3].map(async () => (await app.request("/readyz")).status);
  while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
  waiting[0]?.();
  expect(await Promise.all(asked)).toStrictEqual([200, 200, 200]);
  expect(waiting).toHaveLength(1);
  const next = app.request("/readyz");
  while (waiting.length === 1) await new Promise((resolve) => setImmediate(resolve));
  waiting[1]?.();
  expect((await next).status).toBe(200);
});
