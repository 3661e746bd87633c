import { connect, type Socket } from "node:net";
import { FarthingError } from "@farthing/contract";
import type { PerformCall } from "@farthing/core";
import { afterEach, describe, expect, it } from "vitest";
import { createApp } from "../create-app.ts";
import type { LogEntry } from "../log-entry.ts";
import { createFileSpool } from "./create-file-spool.ts";
import { type RunningServer, type ServeOptions, serve } from "./serve.ts";

const running: RunningServer[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function open(answer: (call: PerformCall) => unknown = () => ({ version: 1 }), options: ServeOptions = {}) {
  const log: LogEntry[] = [];
  const app = createApp({
    farthing: {
      ready: async () => undefined,
      perform: async (call) => ({ value: await answer(call), replayed: false }),
    },
    verifyToken: async (userId) => ({ userId }),
    secret: new Uint8Array(32),
    spool: createFileSpool(),
    maxImportBytes: 8 * 1024 * 1024,
    log: (entry) => log.push(entry),
  });
  const server = await serve(app, options);
  running.push(server);
  return { server, log };
}

/** A connection that says exactly what it is told, and everything it hears. */
function dial({ port }: RunningServer) {
  const socket = connect(port, "127.0.0.1");
  sockets.push(socket);
  let heard = "";
  const waiting: { pattern: RegExp; resolve: () => void }[] = [];
  socket.on("data", (data) => {
    heard += data.toString("latin1");
    for (const { pattern, resolve } of waiting) if (pattern.test(heard)) resolve();
  });
  socket.on("error", () => undefined);
  return {
    say: (text: string) => socket.write(text.replaceAll("\n", "\r\n")),
    hear: (pattern: RegExp) =>
      new Promise<void>((resolve) => {
        waiting.push({ pattern, resolve });
        if (pattern.test(heard)) resolve();
      }),
    closed: new Promise<string>((resolve) => socket.on("close", () => resolve(heard))),
    hangUp: () => socket.destroy(),
  };
}

const head = (method: string, path: string, ...headers: string[]) =>
  [`${method} ${path} HTTP/1.1`, "Host: localhost", "Authorization: Bearer anna", ...headers, "", ""].join("\n");

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe("a server", () => {
  it("says where it is, and answers there", async () => {
    const { server } = await open();
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    const response = await fetch(`${server.url}/v1/settings`, { headers: { Authorization: "Bearer anna" } });
    expect([response.status, response.headers.get("etag"), response.headers.get("content-length")]).toStrictEqual([
      200,
      '"1"',
      "13",
    ]);
  });

  it("writes an address of IPv6 as addresses are written", async () => {
    const { server } = await open(undefined, { host: "::1" });
    expect(server.url).toBe(`http://[::1]:${server.port}`);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it("says so when it can't listen there", async () => {
    const { server } = await open();
    await expect(open(undefined, { port: server.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it.each([
    "/v1/x/../settings",
    "/v1/./settings",
    "/v1/%2e%2e/v1/settings",
    "//v1/settings",
    "/v1//settings",
    "/v1/settings/",
  ])("answers %s with 404", async (path) => {
    const { server } = await open();
    const line = dial(server);
    line.say(head("GET", path, "Connection: close"));
    expect(await line.closed).toMatch(/^HTTP\/1\.1 404 .*not_found/s);
  });

  it.each([
    ["no HTTP", "hello\n\n", 400],
    ["no host", "GET /healthz HTTP/1.1\n\n", 400],
    ["a host that is none", "GET /healthz HTTP/1.1\nHost: a b/c\nConnection: close\n\n", 400],
    ["no path", "OPTIONS * HTTP/1.1\nHost: localhost\nConnection: close\n\n", 400],
    ["headers without end", `GET /healthz HTTP/1.1\nX: ${"x".repeat(20_000)}\n\n`, 413],
    [
      "two lengths",
      "POST /v1/verify HTTP/1.1\nHost: localhost\nContent-Length: 1\nTransfer-Encoding: chunked\n\n",
      400,
    ],
  ])("refuses %s and closes", async (_title, text, status) => {
    const { server } = await open();
    const line = dial(server);
    line.say(text);
    expect(await line.closed).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  it("doesn't wait for the headers of a request for ever", async () => {
    const { server } = await open(undefined, { headersTimeoutMs: 50 });
    const line = dial(server);
    line.say("GET /healthz HTTP/1.1\nHost: localhost\n");
    expect(await line.closed).toMatch(/^HTTP\/1\.1 408 .*"code":"request_timeout"/s);
  });

  it("doesn't wait for a body that stops coming", async () => {
    const { server } = await open(undefined, { idleTimeoutMs: 50 });
    const line = dial(server);
    line.say(`${head("POST", "/v1/imports", "Content-Length: 100")}half`);
    expect(await line.closed).toMatch(/^HTTP\/1\.1 408 .*"code":"request_timeout"/s);
  });

  describe("with a client that asks for a long file", () => {
    const piece = new Uint8Array(65_536);

    /** A server whose file has so many pieces, and how many of them it made; and a connection that asked for it. */
    async function openLong(piecesMax: number, idleTimeoutMs: number) {
      const file = { made: 0, isHeld: true };
      async function* make() {
        try {
          for (; file.made < piecesMax; file.made += 1) yield piece;
        } finally {
          file.isHeld = false;
        }
      }
      const { server, log } = await open(make, { idleTimeoutMs });
      const socket = connect(server.port, "127.0.0.1");
      sockets.push(socket);
      socket.on("error", () => undefined);
      const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
      socket.write(head("GET", "/v1/transactions.csv", "Connection: close").replaceAll("\n", "\r\n"));
      return { log, file, socket, closed };
    }

    it("cuts it off once it takes nothing, has made no more than fits on the way, and holds none of that", async () => {
      const { log, file, socket, closed } = await openLong(4096, 200);
      while (log.length === 0) await new Promise((resolve) => setImmediate(resolve));
      expect(file.isHeld).toBe(false);
      expect(file.made).toBeLessThan(1024);
      let taken = 0;
      socket.on("data", ({ length }) => {
        taken += length;
      });
      await closed;
      expect(taken).toBeLessThan(file.made * piece.length);
    });

    it("gives one that takes a little at a time all of it, however long that takes", async () => {
      const { file, socket, closed } = await openLong(1024, 500);
      let taken = 0;
      socket.on("data", ({ length }) => {
        taken += length;
        socket.pause();
        setImmediate(() => socket.resume());
      });
      await closed;
      expect(file).toStrictEqual({ made: 1024, isHeld: false });
      expect(taken).toBeGreaterThan(1024 * piece.length);
    });
  });

  it("waits for its own work as long as that takes", async () => {
    const work = gate();
    const { server } = await open(() => work.opened.then(() => ({ version: 1 })), { idleTimeoutMs: 20 });
    const line = dial(server);
    line.say(head("GET", "/v1/settings", "Connection: close"));
    const idle = dial(server);
    await idle.closed;
    await dial(server).closed;
    work.open();
    expect(await line.closed).toMatch(/^HTTP\/1\.1 200 /);
  });

  it("takes the next request on a connection whose last body it refused", async () => {
    const { server } = await open();
    const line = dial(server);
    line.say(`${head("POST", "/v1/nothing", "Content-Length: 5")}hello`);
    await line.hear(/404 Not Found[^]*not_found[^]*\}/);
    line.say(
      `${head("POST", "/v1/categories", "Content-Type: text/plain", "Transfer-Encoding: chunked")}5\nhello\n0\n\n`,
    );
    await line.hear(/415 Unsupported Media Type[^]*\}$/);
    line.say(head("GET", "/healthz", "Connection: close"));
    expect(await line.closed).toMatch(/HTTP\/1\.1 200 OK[^]*\{"status":"ok"\}$/);
  });

  it("answers what is sent ahead one after the other", async () => {
    const doing: string[] = [];
    const { server } = await open(async ({ operation }) => {
      doing.push(`begins ${operation}`);
      await new Promise((resolve) => setImmediate(resolve));
      doing.push(`ends ${operation}`);
      return { version: doing.length };
    });
    const line = dial(server);
    line.say(
      head("GET", "/v1/settings") + head("GET", "/v1/categories") + head("GET", "/v1/imports", "Connection: close"),
    );
    expect((await line.closed).match(/\{"version":\d\}/g)).toStrictEqual([2, 4, 6].map((n) => `{"version":${n}}`));
    expect(doing).toStrictEqual(
      ["settings.get", "categories.list", "imports.list"].flatMap((name) => [`begins ${name}`, `ends ${name}`]),
    );
  });

  it("hangs up on who sends more ahead than anybody would", async () => {
    const work = gate();
    let begun = 0;
    const { server } = await open(() => {
      begun += 1;
      return work.opened;
    });
    const line = dial(server);
    line.say(head("GET", "/v1/settings").repeat(102));
    expect(await line.closed).toBe("");
    expect(begun).toBe(1);
    work.open();
  });

  it("refuses a file as soon as too much of it came", async () => {
    const { server } = await open();
    const line = dial(server);
    line.say(`${head("POST", "/v1/imports", "Transfer-Encoding: chunked")}`);
    const piece = `100000\n${"x".repeat(0x100000)}\n`;
    for (let pieces = 0; pieces < 9; pieces += 1) line.say(piece);
    await line.hear(/^HTTP\/1\.1 413 [^]*at most 8 MiB/);
  });

  it("gives the operation a file that came over the wire", async () => {
    const bytes = 5_000_000;
    const { server } = await open(async ({ input }) => {
      const { file, name, account } = input as { file: Blob; name: string; account: string };
      return { id: name, account, bytes: (await file.arrayBuffer()).byteLength };
    });
    const form = new FormData();
    form.append("options", JSON.stringify({ account: "Checking" }));
    form.append("file", new Blob([new Uint8Array(bytes)]), "march.csv");
    const response = await fetch(`${server.url}/v1/imports`, {
      method: "POST",
      headers: { Authorization: "Bearer anna" },
      body: form,
    });
    expect([response.status, await response.json()]).toStrictEqual([
      201,
      { id: "march.csv", account: "Checking", bytes },
    ]);
  });

  it("cuts the connection when a stream fails", async () => {
    const { server, log } = await open(() =>
      (async function* () {
        yield new TextEncoder().encode("date,amount\r\n");
        throw new FarthingError("unavailable", "The store is gone.");
      })(),
    );
    const response = await fetch(`${server.url}/v1/transactions.csv`, { headers: { Authorization: "Bearer anna" } });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect(log).toMatchObject([
      { status: 200, code: "unavailable", error: expect.stringContaining("The store is gone.") },
    ]);
  });

  it("tells the operation that its client has gone", async () => {
    const begun = gate();
    const left = gate();
    const { server, log } = await open(({ options }) => {
      options?.signal?.addEventListener("abort", left.open, { once: true });
      begun.open();
      return left.opened.then(() => Promise.reject(new FarthingError("aborted", "Gone.")));
    });
    const line = dial(server);
    line.say(head("GET", "/v1/reports/months"));
    await begun.opened;
    line.hangUp();
    await left.opened;
    while (log.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(log).toMatchObject([{ status: 499, code: "aborted" }]);
  });
});

describe("closing a server", () => {
  it("finishes what is running, and takes nothing new", async () => {
    const begun = gate();
    const work = gate();
    const taken: string[] = [];
    const { server } = await open(({ operation }) => {
      taken.push(operation);
      begun.open();
      return work.opened.then(() => ({ version: 1 }));
    });
    const line = dial(server);
    line.say(head("GET", "/v1/settings") + head("DELETE", "/v1/categories/food"));
    await begun.opened;
    const idle = dial(server);
    idle.say(head("GET", "/healthz"));
    await idle.hear(/ok/);
    let closed = false;
    const closing = server.close().then(() => {
      closed = true;
    });
    await idle.closed;
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    expect(closed).toBe(false);
    work.open();
    await closing;
    expect(await line.closed).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*Connection: close\r\n[^]*\{"version":1\}$/i);
    expect(taken).toStrictEqual(["settings.get"]);
  });

  it("finishes a stream that is running", async () => {
    const begun = gate();
    const work = gate();
    const { server } = await open(() =>
      (async function* () {
        yield new TextEncoder().encode("first\r\n");
        begun.open();
        await work.opened;
        yield new TextEncoder().encode("last\r\n");
      })(),
    );
    const reading = fetch(`${server.url}/v1/transactions.csv`, { headers: { Authorization: "Bearer anna" } }).then(
      (response) => response.text(),
    );
    await begun.opened;
    const closing = server.close();
    work.open();
    expect(await reading).toBe("first\r\nlast\r\n");
    await closing;
  });

  it("doesn't wait for connections that ask nothing", async () => {
    const { server } = await open();
    const silent = dial(server);
    const halfway = dial(server);
    halfway.say("GET /healthz HTTP/1.1\nHost:");
    const busy = dial(server);
    busy.say(head("GET", "/healthz"));
    await busy.hear(/ok/);
    await server.close();
    await Promise.all([silent.closed, halfway.closed, busy.closed]);
  });

  it("twice is closing once", async () => {
    const { server } = await open();
    await Promise.all([server.close(), server.close()]);
    await server.close();
  });
});
