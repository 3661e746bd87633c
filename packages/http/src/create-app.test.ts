import { errorCodes, FarthingError, operationNames, routes, type ServerErrorCode } from "@farthing/contract";
import type { PerformCall } from "@farthing/core";
import { describe, expect, it } from "vitest";
import { createApp } from "./create-app.ts";
import type { LogEntry } from "./log-entry.ts";

const secret = "a secret of thirty-two bytes or more";
const anna = { headers: { Authorization: "Bearer anna" } };

interface Scene {
  answer?: (call: PerformCall) => unknown;
  log?: (entry: LogEntry) => void;
  origins?: string[];
}

function open({ answer = () => ({}), log, origins }: Scene = {}) {
  const calls: PerformCall[] = [];
  const app = createApp({
    farthing: {
      ready: async () => undefined,
      perform: async (call) => {
        calls.push(call);
        return { value: await answer(call), replayed: false };
      },
    },
    verifyToken: async (token) => (token === "anna" ? { userId: "anna" } : undefined),
    secret,
    log,
    cors: origins && { origins },
  });
  return { app, calls };
}

const filled = (path: string) => `/v1${path.replaceAll(/\{\w+\}/g, "abcd")}`;
const emptyCsv = async function* () {};

describe("every route", () => {
  it.each(operationNames)("leads to %s and to nothing else", async (operation) => {
    const { app, calls } = open({ answer: ({ operation }) => (operation === "transactions.export" ? emptyCsv() : {}) });
    const { method, path, status } = routes[operation];
    const response = await app.request(filled(path), { ...anna, method });
    expect(calls.map((call) => [call.ledger, call.operation])).toStrictEqual([["anna", operation]]);
    expect(response.status).toBe(status);
  });

  it.each(operationNames)("of %s asks who is there", async (operation) => {
    const { app, calls } = open();
    const { method, path } = routes[operation];
    for (const headers of [
      undefined,
      { Authorization: "Bearer" },
      { Authorization: "Bearer bob" },
      { Authorization: "bearer anna" },
    ]) {
      const response = await app.request(filled(path), { method, ...(headers && { headers }) });
      expect([response.status, response.headers.get("www-authenticate")]).toStrictEqual([401, "Bearer"]);
    }
    expect(calls).toHaveLength(0);
  });

  it("gives the members of its path to the operation", async () => {
    const { app, calls } = open();
    await app.request("/v1/transactions/a%20b%25", anna);
    expect(calls[0]?.input).toStrictEqual({ id: "a b%" });
  });
});

describe("a path", () => {
  it.each([
    "/",
    "/v1",
    "/v1/",
    "/v1/nothing",
    "/v1/settings/",
    "/v1//settings",
    "//v1/settings",
    "/v1/%73ettings",
    "/v1/transactions/",
    "/v1/transactions/a/b",
    "/v1/transactions/a%2Fb",
    "/v1/transactions/%2e%2e%2fsettings",
    "/v1%2Fsettings",
    "/V1/settings",
    "/v1/Settings",
    "/v1/settings;x=1",
    "/transactions",
  ])("%s leads nowhere", async (path) => {
    const { app, calls } = open();
    const response = await app.fetch(new Request(`http://localhost${path}`, anna));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "not_found", status: 404 });
    expect(calls).toHaveLength(0);
  });

  it.each([
    ...["/v1/x/../settings", "/v1/./settings", "/v1/transactions/../settings", "/v1/%2e%2e/v1/settings"],
    ...["http://localhost/v1/x/../settings", "file://localhost/v1/settings", "\\v1\\settings", "http://localhost"],
  ])("written %s leads nowhere on Node, where it is known as it was written", async (written) => {
    const { app, calls } = open();
    const response = await app.fetch(new Request("http://localhost/v1/settings", anna), {
      incoming: { url: written },
    });
    expect(response.status).toBe(404);
    expect(calls).toHaveLength(0);
  });

  it("with dots for an id is that id", async () => {
    const { app, calls } = open();
    await app.fetch(new Request("http://localhost/v1/", anna), { incoming: { url: "/v1/transactions/.." } });
    expect(calls[0]).toMatchObject({ operation: "transactions.get", input: { id: ".." } });
  });
});

describe("a method", () => {
  it.each([
    ["PUT", "/v1/settings", "GET, PATCH, HEAD, OPTIONS"],
    ["DELETE", "/v1/imports/preview", "POST, OPTIONS"],
    ["POST", "/v1/transactions/totals", "GET, HEAD, OPTIONS"],
    ["HEAD", "/v1/verify", "POST, OPTIONS"],
    ["PROPFIND", "/v1/transactions/abc", "GET, PATCH, DELETE, HEAD, OPTIONS"],
    ["POST", "/healthz", "GET, HEAD, OPTIONS"],
  ])("%s of %s is refused, saying what there is", async (method, path, allow) => {
    const { app, calls } = open();
    const response = await app.request(path, { ...anna, method });
    expect([response.status, response.headers.get("allow")]).toStrictEqual([405, allow]);
    expect(calls).toHaveLength(0);
  });

  it("OPTIONS says what there is, to anybody", async () => {
    const { app } = open();
    const response = await app.request("/v1/categories", { method: "OPTIONS" });
    expect([response.status, response.headers.get("allow"), await response.text()]).toStrictEqual([
      204,
      "GET, POST, HEAD, OPTIONS",
      "",
    ]);
    expect((await app.request("/v1/nothing", { method: "OPTIONS" })).status).toBe(404);
  });

  it("HEAD answers like GET, without the body", async () => {
    const { app } = open({ answer: () => ({ version: 7 }) });
    const [get, head] = await Promise.all(
      ["GET", "HEAD"].map((method) => app.request("/v1/settings", { ...anna, method })),
    );
    const told = (response?: Response) =>
      [...(response?.headers ?? [])].filter(([name]) => name !== "x-request-id" && name !== "content-length");
    expect(told(head)).toStrictEqual(told(get));
    expect([head?.status, await head?.text()]).toStrictEqual([200, ""]);
  });
});

describe("every answer", () => {
  const answers: [string, string, RequestInit][] = [
    ["of a record", "/v1/settings", anna],
    ["of a refusal", "/v1/settings", {}],
    ["of a path that leads nowhere", "/v1/nothing", {}],
    ["of a method that isn't there", "/v1/settings", { method: "PUT" }],
    ["of a question what there is", "/v1/settings", { method: "OPTIONS" }],
    ["of health", "/healthz", {}],
  ];

  it.each(answers)("%s is safe in a browser and has its request's id", async (_title, path, init) => {
    const { app } = open();
    const { headers } = await app.request(path, init);
    expect(Object.fromEntries(headers)).toMatchObject({
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toStrictEqual([]);
  });

  it("keeps a sane request id and replaces any other", async () => {
    const { app } = open();
    const idFor = async (id: string) =>
      (await app.request("/healthz", { headers: { "X-Request-Id": id } })).headers.get("x-request-id");
    for (const id of ["a", "req-1.2_3:4/5+6=", "x".repeat(128)]) expect(await idFor(id)).toBe(id);
    for (const id of ["x".repeat(129), "a b", "a@b.example", "<script>", '"', "ä"])
      expect(await idFor(id)).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("a refusal", () => {
  const codes = Object.keys(errorCodes) as ServerErrorCode[];

  it.each(codes)("with %s tells what the table says", async (code) => {
    const fault = { pointer: "/amount", code: "too_small", detail: "It must be at least 1." };
    const error = new FarthingError(code, "That won't do.", {
      errors: [fault],
      current: { version: 3 },
      cause: new Error("secret cause"),
    });
    const { app } = open({ answer: () => Promise.reject(error) });
    const response = await app.request("/v1/settings", { headers: { ...anna.headers, "X-Request-Id": "r1" } });
    const { status, title, retry } = errorCodes[code];
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("retry-after")).toBe(retry ? "1" : null);
    const told = { type: `/docs#${code}`, title, status, code, requestId: "r1" };
    expect(await response.json()).toStrictEqual(
      ["internal", "unavailable", "storage_full"].includes(code)
        ? { ...told, detail: expect.stringMatching(/r1/) }
        : { ...told, detail: "That won't do.", errors: [fault], current: { version: 3 } },
    );
  });

  it("says how long to wait, in whole seconds", async () => {
    const { app } = open({
      answer: () => Promise.reject(new FarthingError("request_in_progress", "Wait.", { retryAfterSeconds: 2.1 })),
    });
    expect((await app.request("/v1/settings", anna)).headers.get("retry-after")).toBe("3");
  });

  it.each([
    ["an error of another kind", new TypeError("password=hunter2")],
    ["something that isn't an error", "hunter2"],
    ["a code that only clients raise", new FarthingError("network", "hunter2")],
    ["a store that fails", new FarthingError("unavailable", "The ledger file /home/hunter2/ledger.sqlite is damaged.")],
    ["a full disk", new FarthingError("storage_full", "There is no room for /home/hunter2/ledger.sqlite.")],
  ])("for %s says nothing of what went wrong inside", async (_title, thrown) => {
    const { app } = open({ answer: () => Promise.reject(thrown) });
    const response = await app.request("/v1/settings", anna);
    const text = await response.text();
    const { code } = JSON.parse(text);
    expect(["internal", "unavailable", "storage_full"]).toContain(code);
    expect(response.status).toBe(errorCodes[code as ServerErrorCode].status);
    expect(text).not.toMatch(/hunter2|at .*\.ts/);
  });
});

describe("the log", () => {
  async function logOf(scene: Scene, path: string, init: RequestInit = anna) {
    const entries: LogEntry[] = [];
    const { app } = open({ ...scene, log: (entry) => entries.push(entry) });
    await (await app.request(path, init)).text();
    return entries;
  }

  it("has one line for each request, by the pattern of its path", async () => {
    expect(
      await logOf({}, "/v1/transactions/20260305-secret?x=1", { headers: { ...anna.headers, "X-Request-Id": "r1" } }),
    ).toStrictEqual([
      { requestId: "r1", method: "GET", route: "/v1/transactions/{id}", status: 200, ms: expect.any(Number) },
    ]);
    expect(await logOf({}, "/v1/wp-admin.php")).toMatchObject([{ route: "*", status: 404, code: "not_found" }]);
    expect(await logOf({}, "/v1/settings", {})).toMatchObject([{ status: 401, code: "unauthenticated" }]);
  });

  it("says what failed inside and why, and only then", async () => {
    const failing = (error: unknown) => logOf({ answer: () => Promise.reject(error) }, "/v1/settings");
    const [internal] = await failing(new TypeError("it broke"));
    expect(internal).toMatchObject({
      status: 500,
      code: "internal",
      error: expect.stringMatching(/^TypeError: it broke\n.*at /s),
    });
    const [down] = await failing(new FarthingError("unavailable", "Not now.", { cause: new Error("ECONNREFUSED") }));
    expect(down?.error).toMatch(/Not now[^]*Caused by Error: ECONNREFUSED/);
    expect(await failing(new FarthingError("not_found", "No."))).toStrictEqual([
      {
        requestId: expect.any(String),
        method: "GET",
        route: "/v1/settings",
        status: 404,
        ms: expect.any(Number),
        code: "not_found",
      },
    ]);
  });

  it("has nothing of tokens and bodies", async () => {
    const init = {
      method: "POST",
      headers: { ...anna.headers, "Content-Type": "application/json" },
      body: '{"name":"Ann Onymous"}',
    };
    expect(JSON.stringify(await logOf({}, "/v1/categories?q=Onymous", init))).not.toMatch(/anna|Onymous|Bearer/);
  });

  it("tells of a client that went away", async () => {
    const entries = await logOf(
      { answer: () => Promise.reject(new FarthingError("aborted", "Gone.")) },
      "/v1/reports/months",
    );
    expect(entries).toMatchObject([{ status: 499, code: "aborted" }]);
  });
});

describe("pages of other origins", () => {
  const page = (origin: string) => ({ headers: { ...anna.headers, Origin: origin } });

  it("can't read anything unless their origin is named", async () => {
    const { app } = open({ origins: ["https://money.example", "http://localhost:5173"] });
    const allowed = await app.request("/v1/settings", page("https://money.example"));
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      "access-control-allow-origin": "https://money.example",
      "access-control-expose-headers": expect.stringMatching(/ETag.*Retry-After/),
      vary: "Origin",
    });
    for (const origin of [
      "https://money.example.evil.example",
      "http://money.example",
      "null",
      "https://MONEY.example",
    ]) {
      const { headers } = await app.request("/v1/settings", page(origin));
      expect([headers.get("access-control-allow-origin"), headers.get("vary")]).toStrictEqual([null, "Origin"]);
    }
  });

  it("are told what they may ask, and read refusals too", async () => {
    const { app } = open({ origins: ["https://money.example"] });
    const asked = await app.request("/v1/settings", { ...page("https://money.example"), method: "OPTIONS" });
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      "access-control-allow-methods": "GET, PATCH, HEAD, OPTIONS",
      "access-control-allow-headers": expect.stringMatching(/Authorization.*Idempotency-Key.*If-Match/),
      "access-control-allow-origin": "https://money.example",
    });
    const refused = await app.request("/v1/nothing", page("https://money.example"));
    expect(refused.headers.get("access-control-allow-origin")).toBe("https://money.example");
    const stranger = await app.request("/v1/settings", { ...page("https://evil.example"), method: "OPTIONS" });
    expect(stranger.headers.get("access-control-allow-methods")).toBeNull();
  });

  it.each(["*", "money.example", "https://money.example/", "https://money.example/app", "HTTPS://money.example"])(
    "aren't let in by %s, which is no origin",
    (origin) => {
      expect(() => open({ origins: [origin] })).toThrow(/isn't a web origin/);
    },
  );
});

describe("beside the API", () => {
  it("health is told to anybody, and readiness by asking the store", async () => {
    const { app } = open();
    expect(await (await app.request("/healthz")).json()).toStrictEqual({ status: "ok" });
    expect(await (await app.request("/readyz")).json()).toStrictEqual({ status: "ready" });
    const down = createApp({
      farthing: {
        ready: () => Promise.reject(new FarthingError("unavailable", "No store.")),
        perform: () => Promise.reject(),
      },
      verifyToken: async () => undefined,
      secret,
    });
    expect((await down.request("/readyz")).status).toBe(503);
    expect((await down.request("/healthz")).status).toBe(200);
  });

  it("a secret that could be guessed is refused at once", () => {
    const make = (secret: string | Uint8Array) => () =>
      createApp({
        farthing: { ready: async () => undefined, perform: () => Promise.reject() },
        verifyToken: async () => undefined,
        secret,
      });
    expect(make("short")).toThrow("at least 32");
    expect(make(new Uint8Array(31))).toThrow("at least 32");
    expect(make(new Uint8Array(32))).not.toThrow();
    expect(make("ä".repeat(16))).not.toThrow();
  });
});
