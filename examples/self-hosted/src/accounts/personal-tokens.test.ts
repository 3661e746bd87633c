import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqlite, type SqlValue } from "@farthing/adapter-sqlite";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Accounts, createAccounts } from "./create-accounts.ts";
import { createAuth } from "./create-auth.ts";
import type { PersonalToken } from "./personal-tokens.ts";

const origin = "http://127.0.0.1:8787";
const noon = "2026-11-22T12:00:00.000Z";
const backup = { name: "Backup script", scopes: ["read"] };
const sync = { name: "Bank sync", scopes: ["read", "write"] };

let folder: string;
let file: string;
let accounts: Accounts;
let errors: unknown[];
let lastAddress = 0;

const options = () => ({
  file,
  secret: "kZ8vQ2mT5xW9bN4cR7yP1sD6gH3jL0fA",
  baseUrl: origin,
  trustedOrigins: [origin, "http://localhost:8787"],
  issuer: "farthing-local",
  onError: (error: unknown) => errors.push(error),
});

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse(noon) });
  folder = await mkdtemp(join(tmpdir(), "farthing-tokens-"));
  file = join(folder, "accounts.sqlite");
  errors = [];
  accounts = await createAccounts({ ...options(), signUp: "open" });
});

afterEach(async () => {
  accounts.close();
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

interface Answer extends PersonalToken {
  token: string;
  items: PersonalToken[];
  user: { id: string };
  code: string;
  errors: { pointer: string; code: string }[];
}

async function send(
  method: string,
  path: string,
  { cookie, body, headers }: { cookie?: string; body?: unknown; headers?: Record<string, string> } = {},
) {
  lastAddress += 1;
  const request = new Request(`${origin}/auth${path}`, {
    method,
    headers: {
      origin,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(cookie && { cookie }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const address = `10.77.${lastAddress >> 8}.${lastAddress & 255}`;
  const response = await accounts.fetch(request, { address, requestId: "request-1" });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === "" ? undefined : JSON.parse(text)) as Answer,
    cookie: response.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; "),
  };
}

async function signUp(name = "Maya") {
  const email = `${name.toLowerCase()}@rowe.example`;
  const { body, cookie } = await send("POST", "/sign-up/email", {
    body: { name, email, password: "lamplight otters" },
  });
  return { cookie, userId: body.user.id };
}

const make = async (cookie: string, asked: object = backup) =>
  (await send("POST", "/tokens", { cookie, body: asked })).body;
const list = async (cookie: string) => (await send("GET", "/tokens", { cookie })).body.items;

/** Does to the file what another program could. */
async function inFile(sql: string, values: readonly SqlValue[] = []): Promise<void> {
  const driver = await openSqlite(file);
  driver.exec("pragma busy_timeout = 5000");
  driver.run(sql, values);
  driver.close();
}

describe("a personal token", () => {
  it("is told once, when it is made, and speaks for who made it", async () => {
    const { cookie, userId } = await signUp();
    const made = await send("POST", "/tokens", { cookie, body: sync });
    const { token, ...rest } = made.body;
    expect(made.status).toBe(201);
    expect(made.headers.get("cache-control")).toBe("no-store");
    expect(token).toMatch(/^fpat_[0-9A-Za-z_-]{43}$/);
    expect(rest).toEqual({ ...sync, id: expect.any(String), createdAt: noon, expiresAt: null, lastUsedOn: null });
    expect(await list(cookie)).toEqual([rest]);
    expect(await accounts.verifyPersonalToken(token)).toEqual({ userId, scope: "write" });
  });

  it("may only read unless it may write, which holds reading", async () => {
    const { cookie, userId } = await signUp();
    const { token } = await make(cookie);
    expect(await accounts.verifyPersonalToken(token)).toEqual({ userId, scope: "read" });
    expect((await make(cookie, { name: "a", scopes: ["write"] })).scopes).toEqual(["read", "write"]);
    expect((await make(cookie, { name: "a", scopes: ["read", "read"] })).scopes).toEqual(["read"]);
  });

  it("never lies in the file, only its SHA-256 does", async () => {
    const { cookie } = await signUp();
    const { token } = await make(cookie);
    accounts.close();
    const files = (await readdir(folder)).map((name) => readFile(join(folder, name), "latin1"));
    const bytes = (await Promise.all(files)).join("");
    expect(bytes).toContain(createHash("sha256").update(token).digest("hex"));
    expect(bytes).not.toContain(token.slice("fpat_".length));
    accounts = await createAccounts({ ...options(), signUp: "open" });
    expect(await accounts.verifyPersonalToken(token)).toBeDefined();
  });

  it("is the same as no other of many", async () => {
    const { cookie } = await signUp();
    const tokens = new Set<string>();
    for (let n = 0; n < 20; n += 1) tokens.add((await make(cookie)).token);
    expect(tokens.size).toBe(20);
  });

  it("is listed to its person alone, the newest first", async () => {
    const maya = await signUp();
    const sam = await signUp("Sam");
    for (const name of ["first", "second", "third"]) await make(maya.cookie, { ...backup, name });
    vi.setSystemTime("2026-11-23");
    await make(maya.cookie, { ...backup, name: "fourth" });
    await make(sam.cookie, sync);
    expect((await list(maya.cookie)).map(({ name }) => name)).toEqual(["fourth", "third", "second", "first"]);
    expect((await list(sam.cookie)).map(({ name }) => name)).toEqual(["Bank sync"]);
  });

  it("keeps its name as it is meant, without space around it", async () => {
    const { cookie } = await signUp();
    expect((await make(cookie, { ...backup, name: " Cafe\u0301 🦦 " })).name).toBe("Café 🦦");
    expect((await make(cookie, { ...backup, name: "🦦".repeat(60) })).name).toBe("🦦".repeat(60));
  });

  it("remembers the day of its latest use, and writes that down once a day", async () => {
    const { cookie } = await signUp();
    const { token } = await make(cookie);
    const lastUsedOn = async () => (await list(cookie))[0]?.lastUsedOn;
    expect(await lastUsedOn()).toBeNull();
    await accounts.verifyPersonalToken(token);
    expect(await lastUsedOn()).toBe("2026-11-22");

    await inFile("create trigger busy before update on personal_tokens begin select raise(abort, 'written'); end");
    vi.setSystemTime("2026-11-22T23:59:59.999Z");
    expect(await accounts.verifyPersonalToken(token)).toBeDefined();
    expect(errors).toEqual([]);
    vi.setSystemTime("2026-11-23T00:00:00.000Z");
    expect(await accounts.verifyPersonalToken(token), "lets in although it can't be written down").toBeDefined();
    expect(String(errors[0])).toContain("written");

    await inFile("drop trigger busy");
    await accounts.verifyPersonalToken(token);
    expect(await lastUsedOn()).toBe("2026-11-23");
    vi.setSystemTime("2026-11-21");
    await accounts.verifyPersonalToken(token);
    expect(await lastUsedOn(), "with a clock that went back").toBe("2026-11-23");
  });

  it("is one of at most 50, also when many are made at once", async () => {
    const { cookie } = await signUp();
    for (let n = 0; n < 45; n += 1) await make(cookie);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send("POST", "/tokens", { cookie, body: backup })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(5).fill(201), ...Array(5).fill(409)]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe("limit_reached");
    const items = await list(cookie);
    expect(items).toHaveLength(50);
    await send("DELETE", `/tokens/${items[7]?.id}`, { cookie });
    expect((await send("POST", "/tokens", { cookie, body: backup })).status).toBe(201);
    expect((await send("POST", "/tokens", { cookie: (await signUp("Sam")).cookie, body: backup })).status).toBe(201);
  });
});

describe("a token is refused from the next request on", () => {
  it("after it was revoked, which happens once", async () => {
    const { cookie } = await signUp();
    const { id, token } = await make(cookie);
    const other = await make(cookie);
    expect(await accounts.verifyPersonalToken(token)).toBeDefined();
    const revoked = await send("DELETE", `/tokens/${id}`, { cookie });
    expect([revoked.status, revoked.body]).toEqual([204, undefined]);
    expect(await accounts.verifyPersonalToken(token)).toBeUndefined();
    expect(await send("DELETE", `/tokens/${id}`, { cookie })).toMatchObject({ status: 404 });
    expect((await list(cookie)).map((each) => each.id)).toEqual([other.id]);
    expect(await accounts.verifyPersonalToken(other.token)).toBeDefined();
  });

  it("after its time is over, to the millisecond, and stays in the list", async () => {
    const { cookie } = await signUp();
    const { token, expiresAt } = await make(cookie, { ...backup, expiresAt: "2026-11-23T08:30:00.5Z" });
    expect(expiresAt).toBe("2026-11-23T08:30:00.500Z");
    vi.setSystemTime("2026-11-23T08:30:00.499Z");
    expect(await accounts.verifyPersonalToken(token)).toBeDefined();
    vi.setSystemTime("2026-11-23T08:30:00.500Z");
    expect(await accounts.verifyPersonalToken(token)).toBeUndefined();
    expect(await list(cookie)).toMatchObject([{ expiresAt, lastUsedOn: "2026-11-23" }]);
  });

  it("after its person's account has ended, however that came about", async () => {
    const maya = await signUp();
    const sam = await signUp("Sam");
    const [mine, theirs] = [await make(maya.cookie), await make(sam.cookie)];
    const beside = await createAuth(options());
    await (await beside.auth.$context).internalAdapter.deleteUser(maya.userId);
    beside.close();
    expect(await accounts.verifyPersonalToken(mine.token)).toBeUndefined();
    expect(await accounts.verifyPersonalToken(theirs.token)).toBeDefined();
    const driver = await openSqlite(file);
    driver.exec("pragma busy_timeout = 5000; pragma foreign_keys = off");
    driver.run('delete from "user" where id = ?', [sam.userId]);
    driver.close();
    expect(await accounts.verifyPersonalToken(theirs.token)).toBeUndefined();
  });

  it("after all of a person's were revoked beside the running server", async () => {
    const maya = await signUp();
    const sam = await signUp("Sam");
    const mine = [await make(maya.cookie), await make(maya.cookie)];
    const theirs = await make(sam.cookie);
    const beside = await createAuth(options());
    expect(await beside.tokens.revokeAll(maya.userId)).toBe(2);
    beside.close();
    for (const { token } of mine) expect(await accounts.verifyPersonalToken(token)).toBeUndefined();
    expect(await accounts.verifyPersonalToken(theirs.token)).toBeDefined();
  });

  it("where it never was one, by whatever is sent instead", async () => {
    const { cookie } = await signUp();
    const { token } = await make(cookie);
    const near = [token.slice(0, -1), `${token}A`, token.toLowerCase(), token.replace("fpat_", "fpat-"), "fpat_", ""];
    for (const wrong of near) expect(await accounts.verifyPersonalToken(wrong), wrong).toBeUndefined();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        expect(await accounts.verifyPersonalToken(`fpat_${text}`)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });
});

it("tells a token that is wrong from accounts that can't be asked", async () => {
  const { cookie } = await signUp();
  const { token } = await make(cookie);
  await inFile("alter table personal_tokens rename to elsewhere");
  await expect(accounts.verifyPersonalToken(token)).rejects.toMatchObject({ code: "unavailable" });
  await inFile("alter table elsewhere rename to personal_tokens");
  expect(await accounts.verifyPersonalToken(token)).toBeDefined();
});

describe("tokens are a person's own", () => {
  it("so that nobody else can list or revoke them, and theirs look like none", async () => {
    const maya = await signUp();
    const sam = await signUp("Sam");
    const { id, token } = await make(maya.cookie);
    const foreign = await send("DELETE", `/tokens/${id}`, { cookie: sam.cookie });
    const none = await send("DELETE", "/tokens/00000000-0000-4000-8000-000000000000", { cookie: sam.cookie });
    expect(foreign).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(foreign.body).toEqual(none.body);
    expect(await accounts.verifyPersonalToken(token)).toBeDefined();
  });

  it("and take a session to look after: a token can't make another", async () => {
    const { cookie } = await signUp();
    const { token, id } = await make(cookie, sync);
    const forged = "farthing.session_token=forged.c2lnbmF0dXJl";
    for (const who of [{}, { cookie: forged }, { headers: { authorization: `Bearer ${token}` } }]) {
      const answers = await Promise.all([
        send("GET", "/tokens", who),
        send("POST", "/tokens", { ...who, body: backup }),
        send("DELETE", `/tokens/${id}`, who),
      ]);
      for (const { status, body } of answers) expect([status, body.code]).toEqual([401, "unauthenticated"]);
    }
    await send("POST", "/sign-out", { cookie });
    expect((await send("POST", "/tokens", { cookie, body: backup })).status).toBe(401);
    expect(await accounts.verifyPersonalToken(token), "which outlives the session").toBeDefined();
  });

  it.each([
    ["another site", { origin: "https://evil.example" }],
    ["another port", { origin: "http://127.0.0.1:9999" }],
    ["a name that only begins alike", { origin: "http://127.0.0.1:8787.evil.example" }],
    ["nowhere", { origin: "null" }],
    ["a page that hides where it is", { origin: "" }],
    ["a path", { origin: "/" }],
    ["another site by its address", { origin: "", referer: "https://evil.example/http://127.0.0.1:8787" }],
  ])("and aren't changed from %s", async (_, headers) => {
    const { cookie } = await signUp();
    const { id } = await make(cookie);
    for (const refused of [
      await send("POST", "/tokens", { cookie, body: backup, headers }),
      await send("DELETE", `/tokens/${id}`, { cookie, headers }),
    ]) {
      expect(refused).toMatchObject({ status: 403, body: { code: "forbidden" } });
    }
    expect(await list(cookie)).toHaveLength(1);
  });

  it("but are from every name of this machine", async () => {
    const { cookie } = await signUp();
    for (const headers of [{ origin: "http://localhost:8787" }, { origin: "", referer: `${origin}/` }])
      expect((await send("POST", "/tokens", { cookie, body: backup, headers })).status).toBe(201);
  });
});

describe("hostile requests for a token", () => {
  const faultsOf = async (cookie: string, body: unknown) => {
    const { status, body: answer } = await send("POST", "/tokens", { cookie, body });
    expect([status, answer.code]).toEqual([400, "invalid_request"]);
    return answer.errors?.map(({ pointer, code }) => `${pointer} ${code}`);
  };

  it("have every fault named at its member", async () => {
    const { cookie } = await signUp();
    expect(await faultsOf(cookie, {})).toEqual(["/name required", "/scopes required"]);
    expect(await faultsOf(cookie, { name: "", scopes: [], expiresAt: "soon", id: "x", "a/b": 1 })).toEqual([
      "/id unknown_member",
      "/a~1b unknown_member",
      "/name invalid",
      "/scopes invalid",
      "/expiresAt invalid",
    ]);
    expect(await list(cookie)).toEqual([]);
  });

  it.each([
    ["name", ["", "  ", "x".repeat(61), "a\nb", "a\0b", "\ud800", null, 7, true, [], ["a"], {}]],
    ["scopes", [null, [], "read", ["admin"], ["read", "all"], ["READ"], [["read"]], [null], {}, { 0: "read" }, 1]],
    [
      "expiresAt",
      [
        "",
        "2026-11-22T12:00:00Z",
        "2025-11-22T12:00:00Z",
        "2027-02-30T00:00:00Z",
        "2027-13-01T00:00:00Z",
        "2027-01-31T24:00:00Z",
        "2027-01-31T00:00:00",
        "2027-01-31T00:00:00+01:00",
        "2027-01-31",
        "+020270-01-31T00:00:00Z",
        "99999-01-01T00:00:00Z",
        1_900_000_000,
        true,
        [],
        ["2027-01-31T00:00:00Z"],
        {},
      ],
    ],
  ])("can't have a strange %s", async (member, values) => {
    const { cookie } = await signUp();
    for (const value of values)
      expect(await faultsOf(cookie, { ...backup, [member]: value }), JSON.stringify(value)).toEqual([
        `/${member} invalid`,
      ]);
    expect(await list(cookie)).toEqual([]);
    expect(errors).toEqual([]);
  });

  it("can't set what isn't theirs to set", async () => {
    const { cookie } = await signUp();
    for (const member of ["id", "token", "digest", "userId", "user_id", "lastUsedOn", "__proto__", "constructor"]) {
      const body = JSON.stringify(backup).replace("{", `{"${member}":"x",`);
      expect(await faultsOf(cookie, body)).toEqual([`/${member} unknown_member`]);
    }
  });

  it("may leave the end open in so many words", async () => {
    const { cookie } = await signUp();
    expect((await make(cookie, { ...backup, expiresAt: null })).expiresAt).toBeNull();
  });

  it("have to be JSON objects of a size", async () => {
    const { cookie } = await signUp();
    for (const body of ["", "{", "[]", "null", "7", '"text"', "\u0000"])
      expect((await send("POST", "/tokens", { cookie, body })).status).toBe(400);
    expect((await send("POST", "/tokens", { cookie, body: { ...backup, name: "x".repeat(20_000) } })).status).toBe(413);
    const form = { cookie, body: "name=a", headers: { "content-type": "application/x-www-form-urlencoded" } };
    expect((await send("POST", "/tokens", form)).status).toBe(415);
  });

  it("find nothing beside the two paths", async () => {
    const { cookie } = await signUp();
    const { id } = await make(cookie);
    for (const path of ["/tokens/", `/tokens/${id}/`, `/tokens/${id}/x`, "/%74okens", "/tokensx"])
      for (const method of ["GET", "POST", "DELETE"])
        expect((await send(method, path, { cookie })).status, `${method} ${path}`).toBe(404);
    for (const strange of ["%00", "%27%20or%201=1", "..%2f", "x".repeat(4000), "%ff", "constructor"])
      expect((await send("DELETE", `/tokens/${strange}`, { cookie })).status, strange).toBe(404);
    expect(errors).toEqual([]);
  });

  it("are told which methods there are", async () => {
    const { cookie } = await signUp();
    for (const method of ["PUT", "DELETE", "PATCH", "HEAD"]) {
      const { status, headers } = await send(method, "/tokens", { cookie });
      expect([status, headers.get("allow")]).toEqual([405, "GET, POST"]);
    }
    const { status, headers } = await send("GET", "/tokens/any", { cookie });
    expect([status, headers.get("allow")]).toEqual([405, "DELETE"]);
  });
});
