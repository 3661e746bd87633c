import { Agent, request } from "node:http";
import { createMemoryStore } from "@farthing/adapter-memory";
import { operationNames, routes } from "@farthing/contract";
import { createFarthing } from "@farthing/core";
import { createApp, type LogEntry, type OpenApiDocument } from "@farthing/http";
import { createFileSpool, type RunningServer, type ServeOptions, serve } from "@farthing/http/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { baseCalls, type Own } from "./served/base-calls.ts";
import { type Call, toRequest, withValue } from "./served/call.ts";
import { chunk, dial, head, type Line } from "./served/dial.ts";
import { describePlace, listPlaces, type Place, type ServedOperation } from "./served/list-places.ts";
import { settle } from "./served/settle.ts";

const importBytesMax = 64 * 1024;
const jsonBytesMax = 1024 * 1024;

const farthing = createFarthing({ store: createMemoryStore() });
const log = new Map<string, LogEntry>();
const app = createApp({
  farthing,
  verifyToken: async (token) => ({ userId: token }),
  secret: "a secret of this test alone, and long enough",
  maxImportBytes: importBytesMax,
  spool: createFileSpool(),
  log: (entry) => log.set(entry.requestId, entry),
});
const document = (await (await app.request("/openapi.json")).json()) as OpenApiDocument;
const served = listPlaces(document);
const servedAs = (name: string) => served.find(({ operation }) => operation === name) as ServedOperation;

const running: RunningServer[] = [];
const lines: Line[] = [];
let server: RunningServer;
const agent = new Agent({ keepAlive: true });

async function open(options: ServeOptions = {}): Promise<RunningServer> {
  const opened = await serve(app, options);
  running.push(opened);
  return opened;
}

function call(to: RunningServer = server): Line {
  const line = dial(to.port);
  lines.push(line);
  return line;
}

const native = Object.getOwnPropertyNames(Object.prototype).sort();

beforeAll(async () => {
  server = await open();
});
afterEach(() => {
  for (const line of lines.splice(0)) line.hangUp();
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toStrictEqual(native);
});
afterAll(async () => {
  agent.destroy();
  await Promise.all(running.map((each) => each.close()));
  console.log(`Sent ${asked} hostile requests, and ${log.size} reached the app.`);
  expect([...log.values()].filter(({ status, error }) => status >= 500 || error !== undefined)).toStrictEqual([]);
});

interface Answer {
  status: number;
  headers: readonly string[];
  text: string;
  /** By which route it was answered. */
  route: string | undefined;
}

interface Sent {
  method: string;
  target: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array | undefined;
}

let asked = 0;

/** Sends a request as it is written: nothing is tidied on the way. */
function ask(user: string, { method, target, headers = {}, body }: Sent): Promise<Answer> {
  asked += 1;
  const id = `request-${asked}`;
  const own = {
    Authorization: `Bearer ${user}`,
    "X-Request-Id": id,
    "Content-Length": String(Buffer.byteLength(body ?? "")),
  };
  return new Promise((resolve, reject) => {
    const sending = request(
      { agent, host: "127.0.0.1", port: server.port, method, path: target, headers: { ...own, ...headers } },
      (response) => {
        const pieces: Buffer[] = [];
        response.on("data", (piece) => pieces.push(piece));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.rawHeaders,
            text: Buffer.concat(pieces).toString(),
            route: log.get(id)?.route,
          }),
        );
      },
    );
    sending.on("error", reject);
    sending.end(body);
  });
}

async function send(user: string, operation: string, call: Call): Promise<Answer> {
  const { body, ...rest } = toRequest(servedAs(operation), call);
  if (!(body instanceof FormData)) return ask(user, { ...rest, body });
  const form = new Response(body);
  return ask(user, {
    ...rest,
    headers: { ...rest.headers, "Content-Type": form.headers.get("content-type") as string },
    body: new Uint8Array(await form.arrayBuffer()),
  });
}

let users = 0;

async function somebody(): Promise<{ user: string; own: Own }> {
  users += 1;
  const user = `user-${users}`;
  return { user, own: await settle(farthing.ledger(user), "Bob") };
}

const pointerOf = ({ path }: Place) =>
  path.map((name) => `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

const faultsIn = ({ text }: Answer): readonly { pointer: string; code: string }[] => JSON.parse(text).errors ?? [];
const pointersIn = (answer: Answer) => faultsIn(answer).map(({ pointer }) => pointer);

/** It is refused for what stands at a place or around it, or for which of several was given. */
function expectRefused(answer: Answer, place: Place): void {
  const pointer = pointerOf(place);
  const near = faultsIn(answer).some(
    ({ pointer: at, code }) => `${at}/`.startsWith(`${pointer}/`) || pointer.startsWith(`${at}/`) || code === "one_of",
  );
  expect(near, `${pointer} in ${answer.text}`).toBe(true);
}

const tricks: Readonly<Record<string, (path: string) => string>> = {
  "a slash behind": (path) => `${path}/`,
  "two slashes before": (path) => `/${path}`,
  "two slashes inside": (path) => path.replace("/v1/", "/v1//"),
  "a dot": (path) => path.replace("/v1/", "/v1/./"),
  "dots that lead back": (path) => path.replace("/v1/", "/v1/x/../"),
  "dots from above": (path) => `/..${path}`,
  "dots behind": (path) => `${path}/x/..`,
  "encoded dots": (path) => path.replace("/v1/", "/v1/x/%2e%2e/"),
  "half-encoded dots": (path) => path.replace("/v1/", "/v1/x/.%2E/"),
  "dots and a parameter": (path) => path.replace("/v1/", "/v1/x/..;/"),
  backslashes: (path) => path.replaceAll("/", "\\"),
  "a backslash inside": (path) => path.replace("/v1/", "/v1\\"),
  "an encoded backslash": (path) => path.replace("/v1/", "/v1%5c"),
  "an encoded slash": (path) => path.replace("/v1/", "/v1%2f"),
  "an encoded slash behind": (path) => `${path}%2f`,
  "a slash encoded twice": (path) => path.replace("/v1/", "/v1%252f"),
  "an overlong slash": (path) => path.replace("/v1/", "/v1%c0%af"),
  "an encoded letter": (path) => path.replace("/v1/", "/%761/"),
  "capital letters": (path) => path.toUpperCase(),
  "a full-width letter": (path) => path.replace("/v1/", "/%EF%BD%961/"),
  "a parameter": (path) => `${path};a=b`,
  "an encoded question mark": (path) => `${path}%3fa=b`,
  "an encoded hash": (path) => `${path}%23`,
  "an encoded NUL": (path) => `${path}%00`,
  "an encoded space": (path) => `${path}%20`,
  "an encoded tab": (path) => `${path}%09`,
  "an encoded line": (path) => `${path}%0d%0aX-Evil:%201`,
  "a percent sign alone": (path) => `${path}%`,
  "a bad escape": (path) => `${path}%zz`,
  "bytes that aren't UTF-8": (path) => `${path}%ff`,
  "half a surrogate": (path) => `${path}%ed%a0%80`,
  "an ending": (path) => `${path}.json`,
  "a whole address around it": (path) => `http://localhost${path.replace("/v1/", "/v1/x/../")}`,
  "another scheme": (path) => `file://localhost${path}`,
};

describe("a path", () => {
  it.each(operationNames)("that is nearly the one of %s doesn't lead to it", async (operation) => {
    const { user, own } = await somebody();
    const { method, target, headers, body } = toRequest(servedAs(operation), baseCalls[operation](own));
    const [path = "", ...query] = target.split("?");
    for (const [title, trick] of Object.entries(tricks)) {
      const sent = {
        method,
        target: [trick(path), ...query].join("?"),
        headers,
        body: typeof body === "string" ? body : undefined,
      };
      const { status, route, text } = await ask(user, sent);
      expect([400, 404, 405], `${title} led to ${route}`).toContain(status);
      const { code, errors = [] } = JSON.parse(text);
      // An id may be anything that has no slash in it, and is then refused as an id.
      if (route !== undefined && route !== "*" && code === "invalid_request")
        expect(errors[0].pointer, title).toMatch(/^$|^\/(?:id|undoId)$/);
    }
  });

  it("may be given with the address around it, and means the same", async () => {
    const answer = await ask("bob", { method: "GET", target: "http://elsewhere.example/v1/settings" });
    expect([answer.status, answer.route]).toStrictEqual([200, "/v1/settings"]);
  });
});

describe("a method", () => {
  it.each(served.map(({ path }) => path).filter((path, at, all) => all.indexOf(path) === at))(
    "that %s doesn't have is refused, whatever else says so",
    async (path) => {
      const target = path.replaceAll(/\{\w+\}/g, "groc");
      const has = served.filter((each) => each.path === path).map(({ method }) => method);
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "LOCK", "PURGE"]) {
        if (has.includes(method)) continue;
        const answer = await ask("bob", { method, target });
        expect([method, answer.status, JSON.parse(answer.text).code]).toStrictEqual([
          method,
          405,
          "method_not_allowed",
        ]);
        expect(answer.headers[answer.headers.indexOf("Allow") + 1]?.split(", ")).toStrictEqual(
          expect.arrayContaining(has),
        );
      }
      const [first = ""] = has;
      for (const name of ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"]) {
        const method = first === "PATCH" || first === "GET" ? "PUT" : "PATCH";
        if (has.includes(method)) continue;
        expect((await ask("bob", { method, target, headers: { [name]: first } })).status).toBe(405);
      }
    },
  );

  it.each(["get", "G\0T", "GET/v1", "HELLO", "CONNECT", "PRI"])("%j is none", async (method) => {
    const line = call();
    line.say(head(method, "/v1/settings", "Authorization: Bearer bob"));
    expect(await line.closed).toMatch(/^(?:$|HTTP\/1\.1 400 )/);
  });
});

const confused: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e21, 5e-324, "", "x", "0x10", "1e3", " 5 ", "null", "[object Object]"],
  ...[[], {}, [[]], [null], [{}], ["x", 1], { a: 1 }, { length: 1 }, { toString: "x" }, { then: {} }, { $gt: "" }],
  JSON.parse('{"__proto__":{"polluted":true}}'),
  JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
];

const writes = operationNames.filter((name) => routes[name].method !== "GET");

describe("a value of another kind", () => {
  it.each(operationNames)("is refused at its place, anywhere in %s", async (operation) => {
    const { user, own } = await somebody();
    const base = baseCalls[operation](own);
    for (const place of servedAs(operation).places) {
      const inJson = place.part === "body" || place.part === "form";
      if (!inJson && place.part !== "query") continue;
      for (const value of inJson
        ? confused
        : ["", "null", "[]", "{}", "0x10", "1e3", "-1", "9".repeat(30), "NaN", "\0", "\u202e", "__proto__"]) {
        const answer = await send(user, operation, withValue(base, place, value));
        const where = `${describePlace(place)} = ${JSON.stringify(value)}: ${answer.status} ${answer.text.slice(0, 300)}`;
        expect(answer.status, where).toBeLessThan(500);
        if (answer.status === 400 && JSON.parse(answer.text).code === "invalid_request") expectRefused(answer, place);
      }
    }
  });

  it.each(writes.filter((name) => routes[name].sends === "json"))(
    "is refused for the whole body of %s",
    async (operation) => {
      const { user, own } = await somebody();
      const { path } = baseCalls[operation](own);
      for (const body of [null, [], [{}], "x", 1, true]) {
        const answer = await send(user, operation, { path: path ?? {}, body });
        expect([answer.status, pointersIn(answer)]).toStrictEqual([400, [""]]);
      }
    },
  );

  it.each([
    ["a name twice", "q=a&q=b", 400],
    ["a list", "q[]=a", 400],
    ["an object", "q[a]=b", 400],
    ["a name without end", `${"x".repeat(8000)}=1`, 400],
    ["names without end", "a=1&".repeat(3000), 400],
    ["half a surrogate", "q=%ed%a0%80", 400],
    ["only signs", "&&&===&&&", 400],
    ["nothing", "&&&&", 200],
  ])("is refused in a query: %s", async (_title, query, status) => {
    expect((await ask("bob", { method: "GET", target: `/v1/transactions?${query}` })).status).toBe(status);
  });
});

const inherited = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "__defineGetter__",
];

describe("the name of something that every object has", () => {
  it.each(writes)("is an unknown member like any other, anywhere in %s", async (operation) => {
    const { user, own } = await somebody();
    const base = baseCalls[operation](own);
    const objects = servedAs(operation).places.filter(({ schema }) => schema.type === "object");
    const whole = { operation, path: [], schema: {} };
    const sends = routes[operation].sends === "json" ? [{ ...whole, part: "body" } as Place] : [];
    for (const name of inherited) {
      for (const place of [...sends, ...objects]) {
        const member = { ...place, path: [...place.path, name] };
        const answer = await send(user, operation, withValue(base, member, { polluted: true }));
        expect([name, answer.status, pointersIn(answer)]).toStrictEqual([
          name,
          400,
          expect.arrayContaining([pointerOf(member)]),
        ]);
      }
      const inQuery = withValue(base, { ...whole, part: "query", path: [name] }, "polluted");
      const answer = await send(user, operation, inQuery);
      expect([name, answer.status, pointersIn(answer)]).toStrictEqual([
        name,
        400,
        expect.arrayContaining([`/${name}`]),
      ]);
    }
  });

  it.each(inherited)("%s is an ordinary text, key, id and user", async (name) => {
    const { user, own } = await somebody();
    const made = await send(user, "transactions.create", {
      body: {
        date: "2026-03-05",
        type: "expense",
        amount: 1,
        description: name,
        note: name,
        account: name,
        tags: [name],
      },
      headers: { "Idempotency-Key": name },
    });
    expect(JSON.parse(made.text)).toMatchObject({ description: name, note: name, account: name, tags: [name] });
    const renamed = await send(user, "categories.update", { path: { id: own.category }, body: { name } });
    expect(JSON.parse(renamed.text)).toMatchObject({ name });
    const listed = await send(user, "transactions.list", { query: { account: name, tag: name, q: name } });
    expect(JSON.parse(listed.text).items).toHaveLength(1);
    for (const operation of ["imports.get", "undo"] as const) {
      const id = operation === "undo" ? { undoId: name } : { id: name };
      expect((await send(user, operation, { path: id })).status).toBe(404);
    }
    const again = await settle(farthing.ledger(name), "Bob");
    expect(JSON.parse((await send(name, "transactions.get", { path: { id: again.transaction } })).text)).toMatchObject({
      id: again.transaction,
    });
    const imported = await send(user, "imports.create", {
      file: `Date,Description,Amount,${name}\n2026-03-09,${name},-1.00,${name}\n`,
      form: { name, account: name },
    });
    expect(JSON.parse(imported.text)).toMatchObject({ name, account: name, created: 1 });
  });
});

const texts: readonly string[] = [
  ...[
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=HYPERLINK(0)",
    "=cmd|' /C calc'!A0",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "'=1",
    "''",
    "'",
  ],
  ...["\t=1", "\r=1", "=1\n=2", "a\tb", "a\nb", "a\r\nX-Evil: 1", "a\rb", "a\vb", "\x1b[2J"],
  ...["\0", "a\0b", "\x7f", "\x85", "\ud800", "a\udc00b", "\udc00\ud800"],
  ...[
    "\u202eabc",
    "a\u2066b\u2069",
    "\u200b",
    "a\u200db",
    "\ufeff",
    "a\u2028b\u2029c",
    "e\u0301",
    "ﬁ",
    "İ",
    "👩‍👩‍👧‍👦",
    "Z̃̂̂",
  ],
  ...[
    "<script>alert(1)</script>",
    '"><img src=x>',
    "${7*7}",
    "{{7*7}}",
    "%00",
    "%s%n",
    "../../../etc/passwd",
    "C:\\CON",
  ],
  ...[
    "'; DROP TABLE ledgers;--",
    '","=1',
    'a"b',
    "a;b\\",
    "\\",
    "|",
    ";",
    ",",
    "null",
    "undefined",
    "NaN",
    "true",
    "none",
  ],
  ...["", " ", "\u00a0", "x".repeat(61), "x".repeat(5000), "👍".repeat(40)],
];

const tidy = (text: string) => text.normalize("NFC").replaceAll("\r\n", "\n").trim();
const isOrdinary = (text: string) =>
  text.isWellFormed() && /^[^\x00-\x1f\x7f-\x9f]{1,80}$/.test(tidy(text)) && [...tidy(text)].length <= 40;

const freeTexts = ["description", "note", "tags", "account", "name"];
const nameOf = ({ path }: Place) => String(path.filter((each) => each !== 0).at(-1));

/** Everything that a user can read in which texts stand. */
async function readAll(user: string): Promise<string> {
  const seen = [
    await send(user, "transactions.list", { query: { limit: "500" } }),
    await send(user, "categories.list", {}),
    await send(user, "settings.get", {}),
    await send(user, "imports.list", { query: { limit: "500" } }),
  ];
  return seen.map(({ text }) => text).join("\n");
}

/** The cells of a CSV file. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end === "\r\n") rows.push([]);
  }
  return rows.filter(({ length }) => length > 1);
}

describe("a text that means something elsewhere", () => {
  it.each(writes)("comes back as it was sent or is refused at its place, anywhere in %s", async (operation) => {
    const textPlaces = servedAs(operation).places.filter(
      ({ part, schema }) =>
        part !== "path" &&
        part !== "headers" &&
        schema.type === "string" &&
        schema.enum === undefined &&
        schema.pattern === undefined,
    );
    for (const place of textPlaces) {
      const { user, own } = await somebody();
      const { body, ...rest } = baseCalls[operation](own);
      const base =
        operation === "transactions.batch" ? { ...rest, body: { ...(body as object), delete: [] } } : { ...rest, body };
      const isKept = place.path[0] !== "filter" && nameOf(place) !== "plan";
      for (const text of texts) {
        const sent = withValue(base as Call, place, text);
        const answer = await send(user, operation, sent);
        const where = `${describePlace(place)} = ${JSON.stringify(text.slice(0, 100))}: ${answer.status} ${answer.text.slice(0, 300)}`;
        if (answer.status === 400) {
          expectRefused(answer, place);
          expect(freeTexts.includes(nameOf(place)) && isOrdinary(text), where).toBe(false);
        } else if (answer.status < 300) {
          const seen = operation === "imports.preview" ? answer.text : await readAll(user);
          const kept = JSON.stringify(tidy(place.part === "query" ? text.toWellFormed() : text));
          if (isKept) expect(seen.includes(kept), where).toBe(true);
        } else {
          expect(JSON.parse(answer.text).code, where).toMatch(/^(?:category_exists|plan_changed)$/);
        }
      }
    }
  });

  it("runs in no spreadsheet, and comes back out of the file as it went in", async () => {
    const { user } = await somebody();
    const ordinary = texts.filter(isOrdinary);
    for (const [row, text] of ordinary.entries()) {
      const { status, text: told } = await send(user, "transactions.create", {
        body: {
          date: "2026-03-05",
          type: "expense",
          amount: row + 1,
          description: text,
          note: `${text}\n${text}`.replaceAll("\r", ""),
          tags: [text],
          account: text,
        },
      });
      expect(status, told).toBe(201);
    }
    const { text: csv } = await send(user, "transactions.export", {});
    const [header = [], ...rows] = cellsOf(csv);
    expect(rows.length).toBeGreaterThan(ordinary.length);
    for (const row of rows) {
      expect(row).toHaveLength(header.length);
      expect(row.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toStrictEqual([]);
    }
    const other = `${user}-again`;
    const imported = await send(other, "imports.create", { file: csv });
    expect(JSON.parse(imported.text)).toMatchObject({ created: rows.length, rejectedCount: 0 });
    expect((await send(other, "transactions.export", {})).text).toBe(csv);
  });
});

describe("a header", () => {
  const secret = "Authorization: Bearer bob";

  it.each([
    ["a line in the target", ["GET /v1/settings%0d%0aX-Evil:%201 HTTP/1.1", "Host: localhost", secret]],
    [
      "a line in an id of the request",
      ["GET /v1/settings HTTP/1.1", "Host: localhost", secret, "X-Request-Id: a%0d%0aX-Evil: 1"],
    ],
    ["a folded line", ["GET /v1/settings HTTP/1.1", "Host: localhost", secret, "X-Request-Id: a", " X-Evil: 1"]],
    ["a return alone", ["GET /v1/settings HTTP/1.1", "Host: localhost", secret, "X-Request-Id: a\rX-Evil: 1"]],
    ["a newline alone", ["GET /v1/settings HTTP/1.1", "Host: localhost", secret, "X-Request-Id: a\nX-Evil: 1"]],
    ["a NUL", ["GET /v1/settings HTTP/1.1", "Host: localhost", secret, "X-Request-Id: a\0b"]],
    [
      "an origin with a line",
      ["GET /v1/settings HTTP/1.1", "Host: localhost", secret, "Origin: http://a\r\n\tX-Evil: 1"],
    ],
    [
      "a day with a line",
      ["GET /v1/settings HTTP/1.1", "Host: localhost", secret, "Farthing-Today: 2026-11-22%0d%0aX-Evil: 1"],
    ],
    [
      "a file named by a line",
      ["GET /v1/transactions.csv?from=2026-01-01%0d%0aX-Evil:%201 HTTP/1.1", "Host: localhost", secret],
    ],
    [
      "a key with a line",
      ["POST /v1/verify HTTP/1.1", "Host: localhost", secret, 'Idempotency-Key: "a%0d%0aX-Evil: 1"'],
    ],
  ])("is never made by %s", async (_title, sent) => {
    const line = call();
    line.say([...sent, "Connection: close", "", ""].join("\r\n"));
    const heard = await line.closed;
    const [answered = ""] = heard.split("\r\n\r\n");
    expect(answered).toMatch(/^HTTP\/1\.1 (?:200|4\d\d) /);
    expect(answered).not.toMatch(/^x-evil/im);
    expect(heard.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
  });

  it.each([
    ["two hosts", ["Host: elsewhere"]],
    ["a space in a name", ["X Y: 1"]],
    ["a space behind a name", ["Content-Length : 5"]],
    ["no name", [": 1"]],
    ["two lengths", ["Content-Length: 5", "Content-Length: 6"]],
    ["a length below nothing", ["Content-Length: -1"]],
    ["a length in hex", ["Content-Length: 0x5"]],
    ["a length without end", [`Content-Length: ${"9".repeat(30)}`]],
    ["a length and chunks", ["Content-Length: 5", "Transfer-Encoding: chunked"]],
    ["chunks that aren't last", ["Transfer-Encoding: chunked, identity"]],
    ["chunks of another spelling", ["Transfer-Encoding: xchunked"]],
    ["more than may be", [`X-Much: ${"x".repeat(20_000)}`]],
  ])(
    "that hides where a request ends is refused, and what follows isn't taken for another: %s",
    async (_title, headers) => {
      const line = call();
      line.say(`${head("POST", "/v1/verify", secret, ...headers)}hello${head("GET", "/v1/settings", secret)}`);
      const heard = await line.closed;
      expect(heard).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect(heard.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
    },
  );

  it.each([
    ["of a size without end", "FFFFFFFFFFFFFFFFF\r\nhello"],
    ["of a size that is none", "xyz\r\nhello"],
    ["of a negative size", "-5\r\nhello"],
    ["that is longer than it says", "2\r\nhello\r\n0\r\n\r\n"],
    ["with a word without end", `5;${"x".repeat(20_000)}\r\nhello\r\n0\r\n\r\n`],
    ["with headers behind that are too much", `5\r\nhello\r\n0\r\nX: ${"x".repeat(20_000)}\r\n\r\n`],
  ])("isn't made by a chunk %s, nor is another request", async (_title, chunks) => {
    const line = call();
    const target = head("POST", "/v1/imports", secret, "Transfer-Encoding: chunked", "Content-Type: text/csv");
    line.say(`${target}${chunks}${head("GET", "/v1/settings", secret)}`);
    const heard = await line.closed;
    expect(heard).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(heard.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
  });
});

describe("a body", () => {
  const chunked = ["Authorization: Bearer bob", "Transfer-Encoding: chunked", "Connection: close"];
  const statusOf = (heard: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1]);
  const inChunks = (bytes: string, size = 10_000) =>
    (bytes.match(new RegExp(`.{1,${size}}`, "gs")) ?? []).map(chunk).join("");

  /** Sends a body in chunks, without saying how long it will be. */
  async function sendChunks(target: string, type: string, bytes: string): Promise<string> {
    const line = call();
    line.say(head("POST", target, ...chunked, `Content-Type: ${type}`));
    line.say(`${inChunks(bytes)}0\r\n\r\n`);
    return line.closed;
  }

  const padded = (bytes: number) => {
    const [before, after] = ['{"name":"Pets","type":"expense"', "}"];
    return before + " ".repeat(bytes - before.length - after.length) + after;
  };

  it("of JSON may have a mebibyte, as its bytes are counted", async () => {
    expect(statusOf(await sendChunks("/v1/categories", "application/json", padded(jsonBytesMax)))).toBe(201);
    const heard = await sendChunks("/v1/categories", "application/json", padded(jsonBytesMax + 1));
    expect([statusOf(heard), /"code":"(\w+)"/.exec(heard)?.[1]]).toStrictEqual([413, "too_large"]);
  });

  const bank = (bytes: number) => {
    const start = "Date,Description,Amount\n2026-03-05,";
    const end = ",-1.00\n";
    const lines = `${start}Coffee${end}`;
    return lines + "\n".repeat(bytes - lines.length);
  };

  it("that is a file may have so much as the server says, as its bytes are counted", async () => {
    expect(statusOf(await sendChunks("/v1/imports", "text/csv", bank(importBytesMax)))).toBe(201);
    const heard = await sendChunks("/v1/imports", "text/csv", bank(importBytesMax + 1));
    expect([statusOf(heard), /"code":"(\w+)"/.exec(heard)?.[1]]).toStrictEqual([413, "too_large"]);
  });

  const form = (file: string) =>
    `--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n${file}\r\n--b--\r\n`;

  it("that is a file in a form may have as much", async () => {
    const type = "multipart/form-data; boundary=b";
    expect(statusOf(await sendChunks("/v1/imports", type, form(bank(importBytesMax))))).toBe(201);
    const heard = await sendChunks("/v1/imports", type, form(bank(importBytesMax + 1)));
    expect([statusOf(heard), /"code":"(\w+)"/.exec(heard)?.[1]]).toStrictEqual([413, "too_large"]);
  });

  it("that says it is too long isn't waited for", async () => {
    for (const [target, type, bytes] of [
      ["/v1/categories", "application/json", jsonBytesMax + 1],
      ["/v1/imports", "text/csv", importBytesMax + 1],
    ] as const) {
      const line = call();
      line.say(head("POST", target, "Authorization: Bearer bob", `Content-Type: ${type}`, `Content-Length: ${bytes}`));
      expect(await line.hear(/\}$/)).toMatch(/^HTTP\/1\.1 413 /);
    }
  });

  it("without end is cut, whatever it is sent to", async () => {
    for (const target of ["/v1/categories", "/v1/imports", "/v1/imports/preview", "/v1/verify", "/v1/undo/x"]) {
      const line = call();
      line.say(
        head(
          "POST",
          target,
          "Authorization: Bearer bob",
          "Transfer-Encoding: chunked",
          "Content-Type: application/json",
        ),
      );
      const piece = chunk("x".repeat(65_536));
      let over = false;
      const heard = line.hear(/^HTTP\/1\.1 4\d\d [^]*\}$/).finally(() => {
        over = true;
      });
      while (!over) {
        line.say(piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(await heard).toMatch(/^HTTP\/1\.1 4(?:13|15) /);
    }
  });

  it("that is packed is taken for what its bytes are", async () => {
    const packed = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03";
    const line = call();
    line.say(
      head("POST", "/v1/categories", ...chunked, "Content-Type: application/json", "Content-Encoding: gzip") +
        `${chunk(packed)}0\r\n\r\n`,
    );
    expect(await line.closed).toMatch(/^HTTP\/1\.1 400 [^]*malformed_json/);
  });

  it.each([
    ["too deep", `${"[".repeat(50_000)}${"]".repeat(50_000)}`],
    ["objects in objects", `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`],
    ["too many members", `{${Array.from({ length: 50_000 }, (_, at) => `"a${at}":1`).join(",")}}`],
    ["a number without end", `{"amount":${"9".repeat(100_000)}}`],
    ["cut", '{"name":"Pets"'],
    ["bytes that aren't UTF-8", '{"name":"\xff\xfe"}'],
    ["another encoding", "\xff\xfe{\x00}\x00"],
    ["two values", "{}{}"],
    ["a comment", '{"name":"Pets"/* */}'],
  ])("of JSON that is %s is refused", async (_title, json) => {
    expect(statusOf(await sendChunks("/v1/categories", "application/json", json))).toBe(400);
  });

  it.each([
    ["no end", '--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nabc'],
    ["no name", "--b\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--b--\r\n"],
    ["a strange name", '--b\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\nabc\r\n--b--\r\n'],
    ["headers without end", `--b\r\nX: ${"x".repeat(100_000)}\r\n\r\nabc\r\n--b--\r\n`],
    ["two files", `${form("a").replace("--b--\r\n", "")}${form("b")}`],
    ["options that aren't JSON", '--b\r\nContent-Disposition: form-data; name="options"\r\n\r\n{\r\n--b--\r\n'],
    ["parts without end", '--b\r\nContent-Disposition: form-data; name="options"\r\n\r\n{}\r\n'.repeat(5000)],
  ])("that is a form with %s is refused", async (_title, bytes) => {
    expect(statusOf(await sendChunks("/v1/imports", "multipart/form-data; boundary=b", bytes))).toBe(400);
  });
});

describe("a sender that is slow", () => {
  const impatient = { headersTimeoutMs: 200, idleTimeoutMs: 200, requestTimeoutMs: 400 };
  const post = head(
    "POST",
    "/v1/imports",
    "Authorization: Bearer bob",
    "Content-Length: 50000",
    "Content-Type: text/csv",
  );

  it.each([
    ["says nothing", ""],
    ["begins", "GET"],
    ["stops in its headers", "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: "],
    ["stops before its body", post],
    ["stops in its body", `${post}Date,Desc`],
    [
      "stops in a chunk",
      `${head("POST", "/v1/imports", "Authorization: Bearer bob", "Transfer-Encoding: chunked")}ff\r\nabc`,
    ],
  ])("and %s is cut", async (_title, said) => {
    const line = call(await open(impatient));
    line.say(said);
    expect(await line.closed).toMatch(/^(?:$|HTTP\/1\.1 408 [^]*"code":"request_timeout")/);
  });

  it.each([
    ["its headers", "GET /healthz HTTP/1.1\r\nHost: localhost\r\n", "X: y\r\n"],
    ["its body", post, "Date,"],
    [
      "its chunks",
      head("POST", "/v1/imports", "Authorization: Bearer bob", "Transfer-Encoding: chunked"),
      chunk("Date,"),
    ],
  ])("and never stops, a little of %s at a time, is cut all the same", async (_title, said, more) => {
    const line = call(await open(impatient));
    line.say(said);
    const dripping = setInterval(() => line.say(more), 20);
    const heard = await line.closed.finally(() => clearInterval(dripping));
    expect(heard).toMatch(/^HTTP\/1\.1 408 [^]*"code":"request_timeout"/);
  });

  it("keeps nobody else waiting, in whatever number", async () => {
    const impatientServer = await open(impatient);
    const slow = Array.from({ length: 200 }, () => call(impatientServer));
    for (const line of slow) line.say(`${post}Date,`);
    const quick = call(impatientServer);
    quick.say(head("GET", "/v1/settings", "Authorization: Bearer bob", "Connection: close"));
    expect(await quick.closed).toMatch(/^HTTP\/1\.1 200 /);
    for (const line of slow) expect(await line.closed).toMatch(/^(?:$|HTTP\/1\.1 408 )/);
  });
});
