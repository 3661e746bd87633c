import {
  chmod,
  mkdir,
  mkdtemp,
  open as openFile,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Transaction } from "@farthing/contract";
import { createClient } from "@farthing/sdk";
import Database from "libsql";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningProcess, runServer, runToEnd } from "./run-server.ts";

const maya = { name: "Maya Rowe", email: "maya@rowe.example", password: "lamplight otters" };
const coffee = { date: "2026-11-20", type: "expense", amount: 410, description: "The Copper Kettle" } as const;

let folder: string;
let running: RunningProcess[];

const environment = () => ({ FARTHING_DATA_DIR: join(folder, "data") });

async function start(more: Record<string, string> = {}) {
  const server = await runServer({ ...environment(), ...more });
  running.push(server);
  return server;
}

const refused = (more: Record<string, string> = {}) =>
  runToEnd("start.mjs", [], { PORT: "0", ...environment(), ...more });

async function post(url: string, path: string, body: object, headers: Record<string, string> = {}) {
  return fetch(`${url}/auth${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, ...headers },
    body: JSON.stringify(body),
  });
}

const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";

async function tokenOf(url: string, answer: Response) {
  const cookie = cookieOf(answer);
  const { token } = (await (await fetch(`${url}/auth/token`, { headers: { cookie } })).json()) as { token: string };
  return token;
}

const signUp = async (url: string, person = maya) => {
  const { name, email, password } = person;
  return tokenOf(url, await post(url, "/sign-up/email", { name, email, password }));
};
const signIn = async (url: string, { email, password } = maya) =>
  tokenOf(url, await post(url, "/sign-in/email", { email, password }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "farthing-server-"));
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop("SIGKILL")));
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true });
});

describe("the server", () => {
  it("keeps accounts and ledgers over a restart, and ends with 0 when it is told to", async () => {
    const first = await start();
    const ledger = createClient({ baseUrl: first.url, token: await signUp(first.url) });
    const made = await ledger.transactions.create(coffee);
    expect(await first.stop("SIGTERM")).toBe(0);

    const second = await start();
    const again = createClient({ baseUrl: second.url, token: await signIn(second.url) });
    expect(await again.transactions.get({ id: made.id })).toEqual(made);
    expect(await second.stop("SIGINT")).toBe(0);
    expect(first.output()).not.toMatch(/rowe|Kettle|otters/);
  });

  it("keeps what it answered even when it is killed", async () => {
    const first = await start();
    const ledger = createClient({ baseUrl: first.url, token: await signUp(first.url) });
    const made: Transaction[] = [];
    for (let n = 1; n <= 20; n += 1) made.push(await ledger.transactions.create({ ...coffee, amount: n }));
    await first.stop("SIGKILL");

    const second = await start();
    const again = createClient({ baseUrl: second.url, token: await signIn(second.url) });
    const { items } = await again.transactions.list({ order: "asc" });
    expect(items.map(({ amount }) => amount).sort((a, b) => a - b)).toEqual(made.map(({ amount }) => amount));
    expect((await again.maintenance.verify()).differences).toEqual([]);
  });

  it("finishes what is running before it ends", async () => {
    const server = await start();
    const ledger = createClient({ baseUrl: server.url, token: await signUp(server.url) });
    const rows = Array.from({ length: 3000 }, (_, n) => `2026-0${(n % 9) + 1}-15,Shop ${n},-${n + 1}.00`);
    const file = new Blob([["date,description,amount", ...rows].join("\n")]);
    let told: Promise<number | null> | undefined;
    const done = await ledger.imports.create(
      { file, name: "shops.csv" },
      {
        onProgress: () => {
          told ??= server.stop("SIGTERM");
        },
      },
    );
    expect(done).toMatchObject({ state: "done", created: 3000 });
    expect(await told).toBe(0);
  });

  it("gives every person a ledger of their own", async () => {
    const { url } = await start();
    const [one, other] = await Promise.all([
      signUp(url),
      signUp(url, { ...maya, name: "Sam", email: "sam@rowe.example" }),
    ]);
    const made = await createClient({ baseUrl: url, token: one }).transactions.create(coffee);
    const theirs = createClient({ baseUrl: url, token: other });
    await expect(theirs.transactions.get({ id: made.id })).rejects.toMatchObject({ code: "not_found" });
    expect((await theirs.transactions.list()).items).toEqual([]);
  });

  it("keeps its folder to its owner", async () => {
    await mkdir(join(folder, "data"), { mode: 0o755 });
    const { url } = await start();
    const ledger = createClient({ baseUrl: url, token: await signUp(url) });
    await ledger.transactions.create(coffee);
    expect((await stat(join(folder, "data"))).mode & 0o777).toBe(0o700);
    for (const name of await readdir(join(folder, "data"))) {
      expect((await stat(join(folder, "data", name))).mode & 0o077, name).toBe(0);
    }
    expect((await readFile(join(folder, "data", "secret"), "utf8")).trim()).toMatch(/^[0-9a-f]{64}$/);
  });

  it("leaves no ledger behind in memory", async () => {
    const first = await start({ FARTHING_STORE: "memory" });
    const token = await signUp(first.url);
    await createClient({ baseUrl: first.url, token }).transactions.create(coffee);
    await first.stop();
    const second = await start({ FARTHING_STORE: "memory" });
    const again = createClient({ baseUrl: second.url, token: await signIn(second.url) });
    expect((await again.transactions.list()).items).toEqual([]);
    expect(await readdir(join(folder, "data"))).not.toContain("ledger.sqlite");
  });

  it("takes a token again after a restart, but not one of another secret's time", async () => {
    const first = await start();
    const token = await signUp(first.url);
    await first.stop();
    const second = await start();
    expect((await createClient({ baseUrl: second.url, token }).settings.get()).currency).toBe("USD");
    await second.stop();
    const third = await start({ FARTHING_SECRET: "rB7nV2xK9mQ4tL8wJ3zC6yH1dF5gS0pA" });
    const refusedNow = createClient({ baseUrl: third.url, token }).settings.get();
    await expect(refusedNow).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await createClient({ baseUrl: third.url, token: await signIn(third.url) }).settings.get()).currency).toBe(
      "USD",
    );
  });
});

describe("a personal token", () => {
  async function open() {
    const { url } = await start();
    const cookie = cookieOf(await post(url, "/sign-up/email", maya));
    return {
      url,
      async make(...scopes: string[]) {
        const made = await post(url, "/tokens", { name: "Bank sync", scopes }, { cookie });
        const { id, token } = (await made.json()) as { id: string; token: string };
        return { id, ledger: createClient({ baseUrl: url, token }) };
      },
      revoke: (id: string) => fetch(`${url}/auth/tokens/${id}`, { method: "DELETE", headers: { cookie, origin: url } }),
    };
  }

  it("reads and, where it may write, writes its person's ledger", async () => {
    const { make } = await open();
    const [writer, reader] = [await make("write"), await make("read")];
    const made = await writer.ledger.transactions.create(coffee);
    expect(await reader.ledger.transactions.get({ id: made.id })).toEqual(made);
    const file = new Blob(["date,description,amount\n2026-01-05,Tea,-1.00\n"]);
    expect((await reader.ledger.imports.preview({ file })).counts).toMatchObject({ new: 1 });
    expect((await reader.ledger.maintenance.verify()).differences).toEqual([]);
    for (const write of [
      () => reader.ledger.transactions.create(coffee),
      () => reader.ledger.transactions.delete({ id: made.id }),
      () => reader.ledger.imports.create({ file }),
    ]) {
      await expect(write()).rejects.toMatchObject({ code: "forbidden" });
    }
    expect((await reader.ledger.transactions.list()).items).toEqual([made]);
  });

  it("is refused from the next request on after it was revoked", async () => {
    const { make, revoke } = await open();
    const { id, ledger } = await make("read");
    for (let n = 0; n < 3; n += 1) await ledger.settings.get();
    expect((await revoke(id)).status).toBe(204);
    await expect(ledger.settings.get()).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("never gets into the log", async () => {
    const { url, make, revoke } = await open();
    const { id, ledger } = await make("read");
    await ledger.settings.get();
    await revoke(id);
    await fetch(`${url}/v1/settings`, { headers: { authorization: "Bearer fpat_nobody" } });
    expect(running[0]?.output()).toContain('"method":"DELETE","route":"/auth/tokens/{id}","status":204');
    expect(running[0]?.output()).not.toContain("fpat_");
  });
});

describe("requests beyond the limit", () => {
  const statuses = async (url: string, count: number, headers: Record<string, string>) => {
    const answers: number[] = [];
    for (let n = 0; n < count; n += 1) answers.push((await fetch(`${url}/v1/settings`, { headers })).status);
    return answers;
  };

  it("wait, each person's and each address's for themselves", async () => {
    const { url } = await start({ FARTHING_RATE_LIMIT: "3/min", FARTHING_TRUST_PROXY: "on" });
    const mine = { authorization: `Bearer ${await signUp(url)}` };
    expect(await statuses(url, 4, mine)).toEqual([200, 200, 200, 429]);
    const theirs = { authorization: `Bearer ${await signUp(url, { ...maya, email: "sam@rowe.example" })}` };
    expect(await statuses(url, 1, theirs)).toEqual([200]);
    expect(await statuses(url, 4, { "x-forwarded-for": "198.51.100.1" })).toEqual([401, 401, 401, 429]);
    expect(await statuses(url, 1, { "x-forwarded-for": "198.51.100.1, 198.51.100.2" })).toEqual([401]);
    expect(await statuses(url, 1, { "x-forwarded-for": "198.51.100.2, 198.51.100.1" })).toEqual([429]);
  });

  it("count by the other end of the connection without a trusted proxy, and not at all when that is off", async () => {
    const first = await start({ FARTHING_RATE_LIMIT: "2/min" });
    const forged = (n: number) => ({ "x-forwarded-for": `198.51.100.${n}` });
    for (const n of [1, 2]) expect(await statuses(first.url, 1, forged(n))).toEqual([401]);
    expect(await statuses(first.url, 1, forged(3))).toEqual([429]);
    await first.stop();
    const second = await start({ FARTHING_RATE_LIMIT: "off" });
    expect(await statuses(second.url, 20, {})).toEqual(Array(20).fill(401));
  });
});

describe("what is asked of it over HTTP", () => {
  let shared: RunningProcess;
  let url: string;
  let own: string;

  beforeAll(async () => {
    own = await mkdtemp(join(tmpdir(), "farthing-server-"));
    shared = await runServer({ FARTHING_DATA_DIR: own, FARTHING_SIGNUP: "first", FARTHING_TRUST_PROXY: "on" });
    url = shared.url;
  });

  afterAll(async () => {
    expect(await shared.stop()).toBe(0);
    await rm(own, { recursive: true });
  });

  it("is a page, its files, accounts, the API and its description, all on one port", async () => {
    const page = await fetch(`${url}/`);
    const html = await page.text();
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("content-security-policy")).toMatch(
      /default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    expect(page.headers.get("content-security-policy")).not.toMatch(/unsafe|http:|https:|\*/);
    expect(html).not.toMatch(/{{|<style|style=|<script>|\son\w+=/);
    const files = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
    expect(files).toHaveLength(3);
    for (const path of files) {
      const file = await fetch(url + path);
      expect(file.status).toBe(200);
      expect(path).toMatch(/-[A-Z0-9]{8}\.(?:js|css|svg)$/);
      expect(file.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(file.headers.get("x-content-type-options")).toBe("nosniff");
    }
    for (const path of ["/healthz", "/readyz", "/openapi.json", "/auth/jwks"]) {
      expect((await fetch(url + path)).status, path).toBe(200);
    }
    expect((await fetch(`${url}/v1/settings`)).status).toBe(401);
    const docs = await (await fetch(`${url}/docs`)).text();
    for (const path of ["/auth/tokens", "/v1/settings"]) {
      const { type } = (await (await fetch(url + path)).json()) as { type: string };
      expect([path, type]).toEqual([path, "/docs#unauthenticated"]);
      expect(docs).toContain(`id="${type.slice("/docs#".length)}"`);
    }
    const lost = await fetch(`${url}/nothing/here`);
    expect([lost.status, lost.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  });

  it("always comes back with its id, and a sane one is kept", async () => {
    const sent = await fetch(`${url}/auth/get-session`, { headers: { "x-request-id": "abc-1" } });
    expect(sent.headers.get("x-request-id")).toBe("abc-1");
    const strange = await fetch(`${url}/auth/nothing`, { headers: { "x-request-id": "a b" } });
    expect(strange.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(strange.headers.get("x-frame-options")).toBe("DENY");
  });

  it("goes to the one host name that cookies are for", async () => {
    const { port } = new URL(url);
    const moved = await fetch(`http://localhost:${port}/`, { redirect: "manual" });
    expect([moved.status, moved.headers.get("location")]).toEqual([307, `${url}/`]);
  });

  it("tells the page whether there can be new accounts", async () => {
    const offered = async () => /data-sign-up="(\w+)"/.exec(await (await fetch(url)).text())?.[1];
    expect(await offered()).toBe("open");
    await signUp(url);
    expect(await offered()).toBe("closed");
    expect((await post(url, "/sign-up/email", { ...maya, email: "sam@rowe.example" })).status).toBe(403);
  });

  it("is kept apart by the addresses that a trusted proxy saw", async () => {
    const tries = async (address: string, count: number) => {
      const answers: number[] = [];
      for (let n = 0; n < count; n += 1) {
        const headers = { "x-forwarded-for": `203.0.113.${n}, ${address}` };
        answers.push((await post(url, "/sign-in/email", { email: maya.email, password: "wrong" }, headers)).status);
      }
      return answers;
    };
    expect((await tries("198.51.100.1", 12)).slice(-2)).toEqual([429, 429]);
    expect(await tries("198.51.100.2", 1)).toEqual([401]);
  });
});

describe("what can't be started", () => {
  const sentence = /^[A-Z][^\n]*\.\n$/;

  it.each([
    [{ FARTHING_STORE: "postgres" }, /knows only sqlite, memory or dynamodb/],
    [{ HOST: "203.0.113.9" }, /203\.0\.113\.9 port 0: that isn't an address of this machine/],
  ])("ends with one sentence and code 1: %j", async (settings, said) => {
    const { code, stderr, stdout } = await refused(settings);
    expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(said);
    expect([code, stdout]).toEqual([1, ""]);
  });

  it("is a second server on the same folder", async () => {
    const first = await start();
    const second = await refused();
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(sentence);
    expect(second.stderr).toMatch(/is in use by another Farthing server/);
    await first.stop("SIGKILL");
    await start();
  });

  it("is a port that is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as { port: number };
    const { code, stderr } = await refused({ PORT: String(port) });
    other.close();
    expect(stderr).toBe(`It can't listen on 127.0.0.1 port ${port}: that is taken by another program.\n`);
    expect(code).toBe(1);
  });

  it("is a folder that can't be made", async () => {
    await writeFile(join(folder, "file"), "");
    const { code, stderr } = await refused({ FARTHING_DATA_DIR: join(folder, "file", "data") });
    expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(/data folder .* can't be used/);
    expect(code).toBe(1);
  });

  it.each(["accounts.sqlite", "ledger.sqlite"])("is a folder whose %s a newer version wrote", async (file) => {
    const first = await start();
    await signUp(first.url);
    await first.stop();
    const database = new Database(join(folder, "data", file));
    database.exec("pragma user_version = 999");
    database.close();
    const { code, stderr } = await refused();
    expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(/newer/);
    expect(code).toBe(1);
  });

  it.each(["accounts.sqlite", "ledger.sqlite", "secret"])("is a folder whose %s is damaged", async (file) => {
    await mkdir(join(folder, "data"));
    await writeFile(join(folder, "data", file), "neither a database nor a secret".repeat(100));
    const { code, stderr } = await refused();
    expect(stderr).toMatch(sentence);
    expect(code).toBe(1);
  });
});

describe("a ledger file that can't be used", () => {
  const ledgerFile = () => join(folder, "data", "ledger.sqlite");

  async function expectRefusal(said: RegExp) {
    const { code, stderr, stdout } = await refused();
    expect(stderr).toMatch(/^[A-Z][^\n]*\.\n$/);
    expect(stderr).toMatch(said);
    expect([code, stdout]).toEqual([1, ""]);
  }

  async function afterFirstUse() {
    const first = await start();
    const ledger = createClient({ baseUrl: first.url, token: await signUp(first.url) });
    for (let n = 1; n <= 100; n += 1)
      await ledger.transactions.create({ ...coffee, amount: n, note: "n".repeat(1000) });
    await first.stop();
  }

  it("is one that another process has, and can be used once that lets go", async () => {
    await afterFirstUse();
    const other = new Database(ledgerFile());
    other.exec("pragma locking_mode = exclusive; begin exclusive");
    await expectRefusal(/The ledger file \S+ is in use by another process/);
    other.exec("rollback");
    other.close();
    const { url } = await start();
    const ledger = createClient({ baseUrl: url, token: await signIn(url) });
    expect((await ledger.transactions.totals()).count).toBe(100);
  });

  it("is another program's", async () => {
    await mkdir(join(folder, "data"));
    const theirs = new Database(ledgerFile());
    theirs.exec("create table bookmarks (address text)");
    theirs.close();
    await expectRefusal(/The file \S+ is another program's database/);
  });

  it("is one that was cut short", async () => {
    await afterFirstUse();
    await truncate(ledgerFile(), 4096);
    await expectRefusal(/The ledger file \S+ is damaged: put back a copy/);
  });

  it.each(["ledger.sqlite", "accounts.sqlite", "secret", "secret.new", "lock"])(
    "is a folder in place of %s",
    async (name) => {
      await mkdir(join(folder, "data", name), { recursive: true });
      await expectRefusal(new RegExp(name === "lock" ? "data folder" : name));
    },
  );

  it("is one whose content is damaged, which says so to who asks for it and stays up", async () => {
    await afterFirstUse();
    const { size } = await stat(ledgerFile());
    const handle = await openFile(ledgerFile(), "r+");
    for (let at = 4096 * 2; at < size; at += 4096) await handle.write(Buffer.alloc(4096, 0xa5), 0, 4096, at);
    await handle.close();
    const { url } = await start();
    const ledger = createClient({ baseUrl: url, token: await signIn(url), retries: 0 });
    await expect(ledger.transactions.list()).rejects.toMatchObject({ code: "unavailable" });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
  });
});

describe("what this user may not touch", () => {
  it("stops the start with one sentence and code 1, until they may", async () => {
    await (await start()).stop();
    for (const [name, mode, said] of [
      [".", 0o500, /^The data folder \S+ can't be used: EACCES[^\n]*\.\n$/],
      ["ledger.sqlite", 0o400, /^The ledger file \S+ can't be written: let this user write to it[^\n]*\.\n$/],
      ["accounts.sqlite", 0o400, /^The accounts in \S+ can't be used \([^\n]+\): let this user [^\n]*\.\n$/],
      ["secret", 0o200, /^The secret in \S+ can't be read: EACCES[^\n]*\.\n$/],
    ] as const) {
      await chmod(join(folder, "data", name), mode);
      const { code, stderr, stdout } = await refused();
      await chmod(join(folder, "data"), 0o700);
      // SQLite makes the files beside a database with the permissions that this one has.
      for (const each of await readdir(join(folder, "data"))) await chmod(join(folder, "data", each), 0o600);
      expect(stderr).toMatch(said);
      expect([code, stdout]).toEqual([1, ""]);
    }
    await start();
  });
});

describe("a disk without room", () => {
  const disk = {
    NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=${new URL("small-disk.mjs", import.meta.url).href}`,
  };
  const roomFor = (pages: number, file: string) => ({ ...disk, SMALL_FILE: file, SMALL_PAGES: String(pages) });

  it("for its files stops the start with one sentence and code 1, until there is some", async () => {
    for (const [file, said] of [
      ["ledger.sqlite", /^There is no room left for the ledger file \S+: free some space on its disk\.\n$/],
      ["accounts.sqlite", /^The accounts in \S+ can't be used \([^\n]+\): free some space on its disk\.\n$/],
    ] as const) {
      const { code, stderr, stdout } = await refused(roomFor(8, file));
      expect(stderr).toMatch(said);
      expect([code, stdout]).toEqual([1, ""]);
    }
    const { url } = await start();
    expect((await createClient({ baseUrl: url, token: await signUp(url) }).settings.get()).currency).toBe("USD");
  });

  it("for more in the ledger is told to who writes, and takes nothing from who reads or from what was answered", async () => {
    const full = await start(roomFor(60, "ledger.sqlite"));
    const ledger = createClient({ baseUrl: full.url, token: await signUp(full.url), retries: 0 });
    const made: Transaction[] = [];
    let failure: unknown;
    while (failure === undefined) {
      await ledger.transactions.create({ ...coffee, amount: made.length + 1, note: "n".repeat(1000) }).then(
        (transaction) => made.push(transaction),
        (error: unknown) => {
          failure = error;
        },
      );
    }
    expect(failure).toMatchObject({ code: "storage_full" });
    expect(full.output()).toMatch(/"status":507,[^\n]*There is no room left for the ledger file/);
    expect((await ledger.transactions.totals()).count).toBe(made.length);
    expect((await fetch(`${full.url}/readyz`)).status).toBe(200);
    expect(await full.stop()).toBe(0);

    const { url } = await start();
    const again = createClient({ baseUrl: url, token: await signIn(url) });
    const { items } = await again.transactions.list({ limit: 500 });
    expect(new Map(items.map((item) => [item.id, item]))).toEqual(new Map(made.map((item) => [item.id, item])));
    expect((await again.transactions.create(coffee)).version).toBe(1);
    expect((await again.maintenance.verify()).differences).toEqual([]);
  });
});

describe("what the person who runs it can do about accounts", () => {
  const command = (parameters: string[], input = "") => runToEnd("accounts.mjs", parameters, environment(), input);

  it("is to list them and to give one a new password, while the server runs", async () => {
    const { url } = await start();
    const cookie = cookieOf(await post(url, "/sign-up/email", maya));
    const made = await post(url, "/tokens", { name: "Backup script", scopes: ["read"] }, { cookie });
    const { token } = (await made.json()) as { token: string };

    expect((await command(["list"])).stdout).toMatch(/^maya@rowe\.example\tMaya Rowe\tsince \d{4}-\d\d-\d\d\n$/);
    const ledger = createClient({ baseUrl: url, token });
    expect((await ledger.settings.get()).currency).toBe("USD");
    const { stdout, code } = await command(["reset", "Maya@rowe.example"]);
    expect(stdout).toMatch(/signed out everywhere, and 1 personal token is revoked;/);
    await expect(ledger.settings.get()).rejects.toMatchObject({ code: "unauthenticated" });
    const password = /The new password of maya@rowe\.example is (\S+)/.exec(stdout)?.[1] ?? "";
    expect(code).toBe(0);

    expect((await post(url, "/sign-in/email", { email: maya.email, password: maya.password })).status).toBe(401);
    expect((await post(url, "/sign-in/email", { email: maya.email, password })).status).toBe(200);
    expect(await (await fetch(`${url}/auth/get-session`, { headers: { cookie } })).json()).toBeNull();

    expect((await command(["reset", maya.email], "quilted lanterns\n")).stdout).toMatch(
      /password of maya@rowe\.example is set/,
    );
    expect((await post(url, "/sign-in/email", { email: maya.email, password: "quilted lanterns" })).status).toBe(200);
  });

  it("is refused with one sentence where it makes no sense", async () => {
    expect(await command(["list"])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^There are no accounts in/),
    });
    const { url } = await start();
    await signUp(url);
    expect((await command(["reset", "sam@rowe.example"])).stderr).toMatch(
      /no account with the email sam@rowe\.example/,
    );
    expect((await command(["reset", maya.email], "password1234")).stderr).toMatch(/can't be used/);
    for (const parameters of [[], ["reset"], ["delete", maya.email], ["list", "all"]]) {
      expect(await command(parameters)).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Use: /) });
    }
  });
});
