import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Accounts, type AccountsOptions, createAccounts } from "./create-accounts.ts";

const origin = "http://127.0.0.1:8787";
const password = "lamplight otters";
const maya = { name: "Maya Rowe", email: "maya@rowe.example", password };
const secret = "kZ8vQ2mT5xW9bN4cR7yP1sD6gH3jL0fA";

let folder: string;
let accounts: Accounts;
let errors: unknown[];
let lastAddress = 0;

const open = (options: Partial<AccountsOptions> = {}) =>
  createAccounts({
    file: join(folder, "accounts.sqlite"),
    secret,
    baseUrl: origin,
    trustedOrigins: [origin, "http://localhost:8787"],
    issuer: "farthing-local",
    signUp: "open",
    onError: (error) => errors.push(error),
    ...options,
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "farthing-accounts-"));
  errors = [];
  accounts = await open();
});

afterEach(async () => {
  accounts.close();
  await rm(folder, { recursive: true });
});

/** Every call comes from an address of its own, so that the rate limit is met only by the tests that mean it. */
function anAddress() {
  lastAddress += 1;
  return `10.${lastAddress >> 16}.${(lastAddress >> 8) & 255}.${lastAddress & 255}`;
}

interface Answer {
  user: { id: string; name: string; email: string };
  token: string;
  keys: object[];
  code: string;
  errors: { pointer: string; code: string }[];
}

interface Send {
  body?: unknown;
  cookie?: string;
  headers?: Record<string, string>;
  address?: string;
  method?: string;
}

async function send(path: string, { body, cookie, headers, address = anAddress(), method }: Send = {}) {
  const request = new Request(`${origin}/auth${path}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      origin,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(cookie && { cookie }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const response = await accounts.fetch(request, { address, requestId: "request-1" });
  const cookies = response.headers.getSetCookie();
  return {
    status: response.status,
    body: (await response.json()) as Answer,
    headers: response.headers,
    setCookie: cookies.join("\n"),
    cookie: cookies.map((each) => each.split(";")[0]).join("; "),
  };
}

const signUp = (account: object = maya, more: Send = {}) => send("/sign-up/email", { body: account, ...more });
const signIn = (email: string, typed: string, more: Send = {}) =>
  send("/sign-in/email", { body: { email, password: typed }, ...more });

describe("signing up and in", () => {
  it("makes an account, keeps it, and lets its person in by email and password", async () => {
    const made = await signUp();
    expect(made).toMatchObject({ status: 200, body: { user: { name: "Maya Rowe", email: "maya@rowe.example" } } });
    accounts.close();
    accounts = await open();
    const again = await signIn(" MAYA@rowe.example ", password);
    expect(again).toMatchObject({ status: 200, body: made.body });
    expect((await send("/get-session", { cookie: again.cookie })).body).toEqual(made.body);
  });

  it("tells nothing but who it is: the session's token stays in a cookie scripts can't read", async () => {
    const made = await signUp();
    expect(Object.keys(made.body)).toEqual(["user"]);
    expect(Object.keys(made.body.user)).toEqual(["id", "name", "email"]);
    expect(made.setCookie).toMatch(/^farthing\.session_token=[^;]+;.*HttpOnly/);
    expect(made.setCookie).toMatch(/SameSite=Lax/);
    expect(made.setCookie).not.toMatch(/Secure/);
    expect(made.headers.get("cache-control")).toBe("no-store");
  });

  it("marks its cookies for https alone when that is where browsers find it", async () => {
    accounts.close();
    const secure = "https://money.example.org";
    accounts = await open({ baseUrl: secure, trustedOrigins: [secure] });
    const made = await signUp(maya, { headers: { origin: secure } });
    expect(made.setCookie).toMatch(/^__Secure-farthing\.session_token=[^;]+;.*Secure/);
  });

  it("answers a wrong password and an unknown email alike", async () => {
    await signUp();
    const wrong = await signIn(maya.email, "lamplight badgers");
    const unknown = await signIn("sam@rowe.example", password);
    expect(wrong).toMatchObject({ status: 401, body: { code: "unauthenticated", requestId: "request-1" } });
    expect(unknown.body).toEqual(wrong.body);
    expect((await signIn(maya.email, "x".repeat(5000))).body).toEqual(wrong.body);
    expect((await signIn("not an email", password)).body).toEqual(wrong.body);
  });

  it("says so when there is an account with the email already, in whatever case", async () => {
    await signUp();
    const again = await signUp({ ...maya, email: "Maya@Rowe.example" });
    expect(again).toMatchObject({ status: 400, body: { errors: [{ pointer: "/email", code: "taken" }] } });
  });

  it("makes one account of many sign-ups that race with one email", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => signUp()));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400, 400]);
  });

  it("names every fault of a new account at its member", async () => {
    const refused = await signUp({ name: " ", email: "maya", password: "password" });
    expect(refused).toMatchObject({
      status: 400,
      body: {
        code: "invalid_request",
        errors: [
          { pointer: "/name", code: "required" },
          { pointer: "/email", code: "invalid" },
          { pointer: "/password", code: "too_short" },
          { pointer: "/password", code: "common" },
        ],
      },
    });
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    expect((await signUp({ ...maya, name: "Maya\nRowe" })).body.errors).toMatchObject([
      { pointer: "/name", code: "invalid" },
    ]);
    expect((await signUp({ ...maya, name: "\ud800" })).body.errors).toMatchObject([
      { pointer: "/name", code: "invalid" },
    ]);
    expect((await signUp({ ...maya, password: `${password}\udfff` })).status).toBe(400);
  });

  it("takes a password as long as the policy allows, and finds it again", async () => {
    const long = [..."🦦 lamplight ".repeat(11)].slice(0, 128).join("");
    expect((await signUp({ ...maya, password: long })).status).toBe(200);
    expect((await signIn(maya.email, long)).status).toBe(200);
  });

  it("ends a session at sign-out", async () => {
    const { cookie } = await signUp();
    expect((await send("/sign-out", { body: "", cookie, headers: { "content-type": "text/plain" } })).status).toBe(200);
    expect((await send("/get-session", { cookie })).body).toBeNull();
    expect((await send("/token", { cookie })).status).toBe(401);
  });
});

describe("tokens", () => {
  it("hold who it is and nothing else about them, for 15 minutes", async () => {
    const { cookie, body } = await signUp();
    const { token } = (await send("/token", { cookie })).body;
    const claims = decodeJwt(token);
    expect(claims).toEqual({
      sub: body.user.id,
      iss: "farthing-local",
      aud: "farthing",
      iat: expect.any(Number),
      exp: (claims.iat as number) + 15 * 60,
    });
    expect(decodeProtectedHeader(token).alg).toBe("EdDSA");
    const { keys } = (await send("/jwks")).body;
    expect(keys).toMatchObject([{ kid: decodeProtectedHeader(token).kid, kty: "OKP", crv: "Ed25519" }]);
    expect(Object.keys(keys[0] ?? {})).not.toContain("d");
    expect(await accounts.keys()).toEqual({ keys });
  });

  it("aren't given without a session", async () => {
    expect(await send("/token")).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    expect((await send("/token", { cookie: "farthing.session_token=forged.c2lnbmF0dXJl" })).status).toBe(401);
  });

  it("are given again after the secret was changed, to who signs in again", async () => {
    const { cookie } = await signUp();
    await send("/token", { cookie });
    accounts.close();
    accounts = await open({ secret: "a different one, as long as it has to be" });
    expect((await send("/token", { cookie })).status).toBe(401);
    const again = await signIn(maya.email, password);
    expect((await send("/token", { cookie: again.cookie })).body.token).toEqual(expect.any(String));
    expect((await send("/jwks")).body.keys).toHaveLength(1);
  });
});

describe("who may sign up", () => {
  it("is nobody while sign-up is closed", async () => {
    accounts.close();
    accounts = await open({ signUp: "closed" });
    expect(await accounts.takesSignUps()).toBe(false);
    expect(await signUp()).toMatchObject({ status: 403, body: { code: "forbidden" } });
  });

  it("is one of those who race to be the first", async () => {
    accounts.close();
    accounts = await open({ signUp: "first" });
    expect(await accounts.takesSignUps()).toBe(true);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) => signUp({ ...maya, email: `person${n}@rowe.example` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403, 403, 403]);
    expect(await accounts.takesSignUps()).toBe(false);
  });

  it("is still the first after one was refused for its password", async () => {
    accounts.close();
    accounts = await open({ signUp: "first" });
    expect((await signUp({ ...maya, password: "password1234" })).status).toBe(400);
    expect((await signUp()).status).toBe(200);
  });
});

describe("what comes from elsewhere", () => {
  it.each([
    ["another site", { origin: "https://evil.example" }],
    ["another port", { origin: "http://127.0.0.1:9999" }],
    ["a name that only begins alike", { origin: "http://127.0.0.1:8787.evil.example" }],
    ["nowhere", { origin: "null" }],
    ["another site by its address", { origin: "", referer: "https://evil.example/page" }],
  ])("is refused from %s", async (_, headers) => {
    await signUp();
    const refused = await signIn(maya.email, password, { headers });
    expect(refused).toMatchObject({ status: 403, body: { code: "forbidden" } });
    expect(refused.setCookie).toBe("");
  });

  it("can't sign anyone out", async () => {
    const { cookie } = await signUp();
    expect((await send("/sign-out", { body: {}, cookie, headers: { origin: "https://evil.example" } })).status).toBe(
      403,
    );
    expect((await send("/get-session", { cookie })).body).not.toBeNull();
  });

  it("is let in from every name of this machine", async () => {
    await signUp();
    expect((await signIn(maya.email, password, { headers: { origin: "http://localhost:8787" } })).status).toBe(200);
  });

  it("is limited by address, which a header from outside can't change", async () => {
    await signUp();
    const address = anAddress();
    const tries = [];
    for (let n = 0; n < 12; n += 1) {
      const headers = { "x-farthing-address": `10.99.0.${n}`, "x-forwarded-for": `10.98.0.${n}` };
      tries.push(await signIn(maya.email, "lamplight badgers", { address, headers }));
    }
    expect(tries.map(({ status }) => status)).toEqual([...Array(10).fill(401), 429, 429]);
    expect(tries.at(-1)?.body.code).toBe("rate_limited");
    expect(Number(tries.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await signIn(maya.email, password)).status).toBe(200);
  });

  it("counts an IPv6 network as one address", async () => {
    const answers = [];
    for (let n = 0; n < 7; n += 1) answers.push(await signUp(maya, { address: `2001:db8:0:77::${n}` }));
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 400, 400, 400, 429, 429]);
  });
});

describe("hostile requests", () => {
  const hostile: readonly unknown[] = [true, false, null, 0, 7.5, [], ["a"], {}, { a: 1 }, { toString: "x" }, [[null]]];
  const routes = { "/sign-up/email": maya, "/sign-in/email": { email: maya.email, password } };

  it.each(Object.entries(routes))("%s names every member that isn't a text, and stays up", async (path, whole) => {
    for (const member of Object.keys(whole)) {
      for (const value of hostile) {
        const refused = await send(path, { body: { ...whole, [member]: value } });
        expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: `/${member}`, code: "invalid" }] } });
      }
    }
    expect(errors).toEqual([]);
  });

  it.each(Object.keys(routes))(
    "%s refuses members it doesn't know, those of the library behind it among them",
    async (path) => {
      for (const member of ["image", "rememberMe", "callbackURL", "emailVerified", "id", "role", "__proto__", "a/b"]) {
        const body = JSON.stringify(routes[path as keyof typeof routes]).replace("{", `{"${member}":true,`);
        expect(await send(path, { body })).toMatchObject({
          status: 400,
          body: { errors: [{ code: "unknown_member" }] },
        });
      }
    },
  );

  it("can't make signing out fail, whatever is in it", async () => {
    for (const value of [...hostile, { session: true }, { callbackURL: ["x"] }]) {
      expect((await send("/sign-out", { body: value ?? "null" })).status).toBe(200);
    }
    expect(errors).toEqual([]);
  });

  it("can't reach the database by the address line", async () => {
    const { cookie } = await signUp();
    for (const path of ["/get-session", "/token", "/jwks"]) {
      for (const query of [
        "?disableRefresh=a&disableRefresh=b",
        "?disableCookieCache[]=1",
        "?%ff=%00",
        "?__proto__=1",
      ]) {
        expect((await send(path + query, { cookie })).status).toBe(200);
      }
    }
    expect(errors).toEqual([]);
  });

  it("can't reach it by a cookie either", async () => {
    for (const token of [
      "",
      "a.b",
      "%00.c2ln",
      `${"x".repeat(4000)}.c2ln`,
      "null",
      "[object Object]",
      "%F0%9F%A6%A6.x",
    ]) {
      const cookie = `farthing.session_token=${token}`;
      expect((await send("/get-session", { cookie })).body).toBeNull();
      expect((await send("/token", { cookie })).status).toBe(401);
    }
    expect(errors).toEqual([]);
  });

  it.each(["/sign-up/email", "/sign-in/email"])("%s refuses a body that isn't a JSON object", async (path) => {
    for (const body of ["", "{", "nul", "[]", "null", "true", "7", '"text"', "\u0000", '{"email":"a@b.c",}']) {
      expect((await send(path, { body })).status).toBe(400);
    }
    expect(await send(path, { body: `{"email":"${"x".repeat(20_000)}"}` })).toMatchObject({ status: 413 });
    expect(
      await send(path, { body: "a=b", headers: { "content-type": "application/x-www-form-urlencoded" } }),
    ).toMatchObject({
      status: 415,
    });
  });

  it("never gets a stack, whatever the text", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.string({ unit: "binary" }),
        async (email, typed) => {
          const { status, body } = await signIn(email, typed);
          expect(status).toBe(401);
          expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:|\.mjs/);
        },
      ),
      { numRuns: 15 },
    );
    expect(errors).toEqual([]);
  });

  it("finds nothing but the few routes that are needed", async () => {
    const { cookie } = await signUp();
    const unmounted = ["", "/", "/ok", "/error", "/list-sessions", "/update-user", "/change-password", "/delete-user"];
    unmounted.push(
      "/sign-in/social",
      "/reset-password",
      "/request-password-reset",
      "/verify-email",
      "/callback/github",
    );
    unmounted.push("/token/", "//token", "/%74oken", "/sign-up/email/..", "/constructor", "/toString");
    for (const path of unmounted) {
      expect((await send(path, { cookie })).status, `GET ${path}`).toBe(404);
      expect((await send(path, { cookie, body: {} })).status, `POST ${path}`).toBe(404);
    }
  });

  it("is told which method a route has", async () => {
    expect(await send("/sign-in/email")).toMatchObject({ status: 405, body: { code: "method_not_allowed" } });
    expect((await send("/token", { body: {} })).headers.get("allow")).toBe("GET");
    expect((await send("/get-session", { method: "DELETE" })).status).toBe(405);
  });

  it("can't slip anything in by the address line", async () => {
    const { cookie } = await signUp();
    const answer = await send("/get-session?disableCookieCache=true&callbackURL=https://evil.example", { cookie });
    expect(answer.body.user.email).toBe(maya.email);
  });
});

it("keeps its file to itself", async () => {
  expect((await stat(join(folder, "accounts.sqlite"))).size).toBeGreaterThan(0);
});
