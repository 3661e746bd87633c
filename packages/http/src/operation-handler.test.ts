import { FarthingError } from "@farthing/contract";
import type { Outcome, PerformCall } from "@farthing/core";
import { describe, expect, it } from "vitest";
import { createApp } from "./create-app.ts";

type Answer = (call: PerformCall) => Partial<Outcome> | Promise<Partial<Outcome>>;

function open(answer: Answer = () => ({ value: {} }), scope?: "read" | "write") {
  const calls: PerformCall[] = [];
  const app = createApp({
    farthing: {
      ready: async () => undefined,
      perform: async (call) => {
        calls.push(call);
        return { value: {}, replayed: false, ...(await answer(call)) };
      },
    },
    verifyToken: async (userId) => ({ userId, scope }),
    secret: "a secret of thirty-two bytes or more",
  });
  const ask = (method: string, path: string, { headers, ...more }: RequestInit = {}) =>
    app.request(path, { method, headers: { Authorization: "Bearer anna", ...(headers as object) }, ...more });
  const send = (method: string, path: string, body: unknown, headers = {}) =>
    ask(method, path, { body: JSON.stringify(body), headers: { "Content-Type": "application/json", ...headers } });
  return { ask, send, calls };
}

const faultsOf = async (response: Response) => {
  const { code, errors = [] } = (await response.json()) as {
    code: string;
    errors?: { pointer: string; code: string }[];
  };
  return [response.status, code, ...errors.map((fault) => `${fault.pointer} ${fault.code}`)];
};

describe("the input of an operation", () => {
  it("comes from the query, with whole numbers and booleans as what they are", async () => {
    const { ask, calls } = open();
    await ask("GET", "/v1/transactions?q=caf%C3%A9+%26+cr%C3%A8me&limit=20&amountFrom=100&account=7&tag=");
    await ask("GET", "/v1/transactions.csv?bom=true");
    expect(calls.map(({ input }) => input)).toStrictEqual([
      { q: "café & crème", limit: 20, amountFrom: 100, account: "7", tag: "" },
      { bom: true },
    ]);
  });

  it("leaves to the operation what isn't written as a whole number or boolean", async () => {
    const { ask, calls } = open();
    for (const limit of ["", "0x10", "1e3", "1.0", " 5", "007", "-0", "９", "99999999999999999"]) {
      await ask("GET", `/v1/transactions?limit=${encodeURIComponent(limit)}`);
      expect(calls.pop()?.input).toStrictEqual({ limit });
    }
    for (const bom of ["", "1", "TRUE", "yes"]) {
      await ask("GET", `/v1/transactions.csv?bom=${bom}`);
      expect(calls.pop()?.input).toStrictEqual({ bom });
    }
  });

  it("keeps members that nobody knows, for the operation to refuse", async () => {
    const { ask, send, calls } = open();
    await ask("GET", "/v1/transactions?__proto__=x&constructor=y&=z&lone");
    expect(calls.pop()?.input).toStrictEqual(JSON.parse('{"__proto__":"x","constructor":"y","":"z","lone":""}'));
    await ask("POST", "/v1/categories", {
      body: '{"__proto__":{"a":1},"b":2}',
      headers: { "Content-Type": "application/json" },
    });
    expect(calls.pop()?.input).toStrictEqual(JSON.parse('{"__proto__":{"a":1},"b":2}'));
    expect(({} as { a?: number }).a).toBeUndefined();
    await send("PATCH", "/v1/settings", { weekStart: 1, stranger: null });
    expect(calls.pop()?.input).toStrictEqual({ weekStart: 1, stranger: null });
  });

  it.each([
    ["/v1/transactions?q=a&q=b", "/q repeated"],
    ["/v1/transactions?q=%ff", "/q invalid"],
    ["/v1/transactions?q=%", "/q invalid"],
    ["/v1/transactions?%ff=1", " invalid"],
    ["/v1/transactions?a~%2Fb=1&a~%2Fb=2", "/a~0~1b repeated"],
    ["/v1/transactions/abc?id=abd", "/id repeated"],
  ])("is refused from %s", async (path, fault) => {
    const { ask, calls } = open();
    expect(await faultsOf(await ask("GET", path))).toStrictEqual([400, "invalid_request", fault]);
    expect(calls).toHaveLength(0);
  });

  it("comes from a JSON body and the path, never the same member from both", async () => {
    const { send, calls } = open();
    await send("PATCH", "/v1/categories/groc", { name: "Food" });
    expect(calls.pop()?.input).toStrictEqual({ name: "Food", id: "groc" });
    expect(await faultsOf(await send("PATCH", "/v1/categories/groc", { id: "groc" }))).toStrictEqual([
      400,
      "invalid_request",
      "/id repeated",
    ]);
    expect(await faultsOf(await send("PATCH", "/v1/categories/groc?name=Food", {}))).toStrictEqual([
      400,
      "invalid_request",
      "/name unknown_member",
    ]);
    expect(calls).toHaveLength(0);
  });

  it("may be nothing at all", async () => {
    const { ask, calls } = open();
    for (const headers of [{}, { "Content-Type": "application/json" }, { "Content-Type": "text/plain" }]) {
      expect((await ask("POST", "/v1/verify", { headers })).status).toBe(200);
      expect(calls.pop()?.input).toStrictEqual({});
    }
  });

  it("is not taken from the body of a DELETE, which would go unread", async () => {
    const { send, ask, calls } = open();
    expect(await faultsOf(await send("DELETE", "/v1/categories/groc", { moveTo: "none" }))).toStrictEqual([
      400,
      "invalid_request",
      " unexpected_body",
    ]);
    expect((await ask("DELETE", "/v1/categories/groc?moveTo=none")).status).toBe(200);
    expect(calls.map(({ input }) => input)).toStrictEqual([{ moveTo: "none", id: "groc" }]);
  });
});

describe("the options of an operation", () => {
  const optionsFor = async (method: string, path: string, headers: Record<string, string>) => {
    const { ask, calls } = open();
    const response = await ask(method, path, { headers });
    return calls[0]?.options ?? faultsOf(response);
  };

  it("come from headers", async () => {
    const headers = { "Farthing-Today": "2026-11-22", "Idempotency-Key": "k1", "If-Match": '"3"' };
    expect(await optionsFor("DELETE", "/v1/transactions/abc", headers)).toMatchObject({
      today: "2026-11-22",
      idempotencyKey: "k1",
      ifVersion: [3],
    });
    const reading = await optionsFor("GET", "/v1/transactions/abc", headers);
    expect(reading).toStrictEqual({ today: "2026-11-22", signal: undefined });
  });

  it.each([
    ['"3"', [3]],
    ['W/"3"', [3]],
    ['"3", "4",W/"5"', [3, 4, 5]],
    ['"abc", "0", "03"', Array(3).fill(Number.MAX_SAFE_INTEGER)],
    ["*", undefined],
  ])("If-Match: %s asks for the versions %j", async (header, ifVersion) => {
    expect(await optionsFor("PATCH", "/v1/settings", { "If-Match": header })).toMatchObject({ ifVersion });
  });

  it("have no version where what is changed has none", async () => {
    for (const header of ['"3"', "3"]) {
      const options = await optionsFor("DELETE", "/v1/imports/abc", { "If-Match": header });
      expect(options).toMatchObject({ ifVersion: undefined, idempotencyKey: undefined });
    }
  });

  it.each(["3", '"3', '"3" 4', "", "W/3", '"3"; "4"'])("If-Match: %s is refused", async (header) => {
    expect(await optionsFor("PATCH", "/v1/settings", { "If-Match": header })).toMatchObject([
      400,
      "invalid_request",
      " invalid",
    ]);
  });

  it.each([
    ["key-1", "key-1"],
    ['"key-1"', "key-1"],
    ['"a\\"b\\\\c"', 'a"b\\c'],
    ['a"b', 'a"b'],
    ['""', ""],
  ])("Idempotency-Key: %s is the key %j", async (header, idempotencyKey) => {
    expect(await optionsFor("POST", "/v1/verify", { "Idempotency-Key": header })).toMatchObject({ idempotencyKey });
  });

  it.each(['"a', '"a"b"', '"a\\b"', '"a";q=1', '"'])("Idempotency-Key: %s is refused", async (header) => {
    expect(await optionsFor("POST", "/v1/verify", { "Idempotency-Key": header })).toStrictEqual([
      400,
      "invalid_idempotency_key",
    ]);
  });

  it("carry the client's leaving to whatever takes longer than one record", async () => {
    const { ask, calls } = open();
    const controller = new AbortController();
    await ask("GET", "/v1/reports/months", { signal: controller.signal });
    controller.abort();
    expect(calls[0]?.options?.signal?.aborted).toBe(true);
  });
});

describe("a token that may only read", () => {
  it("is refused what changes something, and nothing else, whatever the method", async () => {
    const { ask, calls } = open(undefined, "read");
    for (const method of ["POST", "PATCH", "DELETE"]) {
      const path = method === "POST" ? "/v1/categories" : "/v1/categories/groc";
      expect(await faultsOf(await ask(method, path))).toStrictEqual([403, "forbidden"]);
    }
    expect(calls).toHaveLength(0);
    expect((await ask("GET", "/v1/categories")).status).toBe(200);
    expect((await ask("POST", "/v1/verify")).status).toBe(200);
    const body = "date,description,amount\n";
    expect((await ask("POST", "/v1/imports/preview", { body, headers: { "Content-Type": "text/csv" } })).status).toBe(
      200,
    );
  });
});

describe("an answer", () => {
  const record = { id: "pets", name: "Pets", version: 4 };

  it("of a record has its version as entity tag, and its place when it is new", async () => {
    const { ask, send } = open(() => ({ value: record }));
    const read = await ask("GET", "/v1/categories/pets");
    expect([read.status, read.headers.get("etag"), read.headers.get("location"), await read.json()]).toStrictEqual([
      200,
      '"4"',
      null,
      record,
    ]);
    const made = await send("POST", "/v1/categories", { name: "Pets" });
    expect([made.status, made.headers.get("etag"), made.headers.get("location")]).toStrictEqual([
      201,
      '"4"',
      "/v1/categories/pets",
    ]);
    expect(made.headers.get("content-type")).toBe("application/json");
  });

  it("to a repeat has the first status and says so", async () => {
    const { send } = open(() => ({ value: record, replayed: true }));
    const again = await send("POST", "/v1/categories", { name: "Pets" });
    expect([again.status, again.headers.get("idempotent-replayed"), again.headers.get("location")]).toStrictEqual([
      201,
      "true",
      "/v1/categories/pets",
    ]);
  });

  it("is left out when the client has it already", async () => {
    const { ask } = open(() => ({ value: record }));
    for (const tag of ['"4"', 'W/"4"', '"3", "4"', "*"]) {
      const response = await ask("GET", "/v1/categories/pets", { headers: { "If-None-Match": tag } });
      expect([response.status, response.headers.get("etag"), await response.text()]).toStrictEqual([304, '"4"', ""]);
    }
    expect((await ask("GET", "/v1/categories/pets", { headers: { "If-None-Match": '"3"' } })).status).toBe(200);
    expect((await ask("DELETE", "/v1/categories/pets", { headers: { "If-None-Match": "*" } })).status).toBe(200);
  });

  it("of a list has a weak tag that changes with the list", async () => {
    let items = [1];
    const { ask } = open(() => ({ value: { items } }));
    const tagOf = async (headers = {}) =>
      (await ask("GET", "/v1/categories", { headers })).headers.get("etag") as string;
    const first = await tagOf();
    expect(first).toMatch(/^W\/"[0-9a-f]{32}"$/);
    expect(await tagOf()).toBe(first);
    expect((await ask("GET", "/v1/categories", { headers: { "If-None-Match": first } })).status).toBe(304);
    items = [1, 2];
    expect(await tagOf()).not.toBe(first);
    expect((await ask("GET", "/v1/categories", { headers: { "If-None-Match": first } })).status).toBe(200);
  });

  it("of a change has no tag but a record's", async () => {
    const { ask } = open(() => ({ value: { undo: "u1" } }));
    expect((await ask("DELETE", "/v1/categories/pets")).headers.get("etag")).toBeNull();
  });

  it.each([
    ["application/json", 200],
    ["application/*;q=0.5, text/html", 200],
    ["text/html, */*;q=0.1", 200],
    ["", 200],
    ["text/html", 406],
    ["application/json;q=0, */*", 406],
    ["application/problem+json", 406],
    ["application/x-ndjson", 406],
  ])("to Accept: %s is %i", async (accept, status) => {
    const { ask, calls } = open();
    expect((await ask("GET", "/v1/categories", { headers: { Accept: accept } })).status).toBe(status);
    expect(calls).toHaveLength(status === 200 ? 1 : 0);
  });
});

describe("a cursor", () => {
  const list: Answer = ({ input }) => {
    const { cursor } = input as { cursor?: string };
    if (cursor !== undefined && cursor !== "2026-03-05~x") throw new FarthingError("invalid_cursor", "Not mine.");
    return { value: { items: [], nextCursor: cursor === undefined ? "2026-03-05~x" : null } };
  };
  const next = async (response: Response) => ((await response.json()) as { nextCursor: string }).nextCursor;
  const withCursor = (path: string, cursor: string) =>
    `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;

  it("is sealed on its way out and opened on its way in", async () => {
    const { ask, calls } = open(list);
    const cursor = await next(await ask("GET", "/v1/transactions?type=expense&limit=10"));
    expect(cursor).toMatch(/^[0-9A-Za-z_-]{40,}$/);
    const response = await ask("GET", withCursor("/v1/transactions?limit=20&type=expense", cursor));
    expect([response.status, await next(response)]).toStrictEqual([200, null]);
    expect(calls[1]?.input).toStrictEqual({ limit: 20, type: "expense", cursor: "2026-03-05~x" });
  });

  it("is the same each time, so that the list's tag is", async () => {
    const { ask } = open(list);
    const [one, two] = [await ask("GET", "/v1/transactions"), await ask("GET", "/v1/transactions")];
    expect(one.headers.get("etag")).toBe(two.headers.get("etag"));
    expect(await next(one)).toBe(await next(two));
  });

  it("belongs to its user, operation and filters", async () => {
    const { ask, calls } = open(list);
    const cursor = await next(await ask("GET", "/v1/transactions?type=expense"));
    const others: [string, RequestInit?][] = [
      ["/v1/transactions?type=income"],
      ["/v1/transactions"],
      ["/v1/transactions?type=expense&q=x"],
      ["/v1/transactions/totals?type=expense"],
      ["/v1/imports"],
      ["/v1/transactions?type=expense", { headers: { Authorization: "Bearer bob" } }],
    ];
    for (const [path, init] of others) {
      expect(await faultsOf(await ask("GET", withCursor(path, cursor), init))).toStrictEqual([400, "invalid_cursor"]);
    }
    expect(calls).toHaveLength(1);
  });

  it("is refused when anything about it was changed", async () => {
    const { ask, calls } = open(list);
    const cursor = await next(await ask("GET", "/v1/transactions"));
    const swap = (at: number) => `${cursor.slice(0, at)}${cursor[at] === "A" ? "B" : "A"}${cursor.slice(at + 1)}`;
    const tampered = [...Array(cursor.length).keys()].map(swap);
    for (const bad of [
      ...tampered,
      "",
      "x",
      "2026-03-05~x",
      `${cursor}A`,
      `${cursor}=`,
      cursor.slice(0, -1),
      cursor.slice(1),
      "ä",
      "A".repeat(4000),
    ]) {
      expect(await faultsOf(await ask("GET", withCursor("/v1/transactions", bad)))).toStrictEqual([
        400,
        "invalid_cursor",
      ]);
    }
    expect(calls).toHaveLength(1);
  });

  it("in totals is sealed as well", async () => {
    const { ask } = open(() => ({ value: { count: 1, complete: false, cursor: "plain" } }));
    const { cursor } = (await (await ask("GET", "/v1/transactions/totals")).json()) as { cursor: string };
    expect(cursor).not.toBe("plain");
    expect((await ask("GET", withCursor("/v1/transactions/totals", cursor))).status).toBe(200);
  });
});

describe("an export", () => {
  const pieces = async function* (...texts: (string | Error)[]) {
    for (const text of texts) {
      if (text instanceof Error) throw text;
      yield new TextEncoder().encode(text);
    }
  };

  it("is streamed as a file named after its dates", async () => {
    const { ask } = open(() => ({ value: pieces("a,b\r\n", "1,2\r\n") }));
    const response = await ask("GET", "/v1/transactions.csv?from=2026-01-01&to=2026-01-31");
    expect([response.status, response.headers.get("content-type"), await response.text()]).toStrictEqual([
      200,
      "text/csv; charset=utf-8",
      "a,b\r\n1,2\r\n",
    ]);
    expect(response.headers.get("content-disposition")).toBe(
      'attachment; filename="farthing-from-2026-01-01-to-2026-01-31.csv"',
    );
    const whole = await ask("GET", "/v1/transactions.csv");
    expect(whole.headers.get("content-disposition")).toBe('attachment; filename="farthing.csv"');
  });

  it("is a problem while nothing of it was sent", async () => {
    const down = new FarthingError("unavailable", "Not now.");
    expect((await open(() => Promise.reject(down)).ask("GET", "/v1/transactions.csv")).status).toBe(503);
    expect((await open(() => ({ value: pieces(down) })).ask("GET", "/v1/transactions.csv")).status).toBe(503);
  });

  it("is cut when it fails, and never ends as if it were whole", async () => {
    const { ask } = open(() => ({ value: pieces("a,b\r\n", new Error("secret")) }));
    const reading = (await ask("GET", "/v1/transactions.csv")).text();
    await expect(reading).rejects.toThrow("The stream was cut.");
  });

  it("isn't begun for HEAD", async () => {
    let begun = false;
    const { ask } = open(() => ({
      value: (async function* () {
        begun = true;
        yield new Uint8Array(1);
      })(),
    }));
    const response = await ask("HEAD", "/v1/transactions.csv");
    expect([response.status, response.headers.get("content-type"), begun]).toStrictEqual([
      200,
      "text/csv; charset=utf-8",
      false,
    ]);
  });
});

describe("a job", () => {
  const ndjson = { headers: { Accept: "application/x-ndjson" } };
  const linesOf = async (response: Response) =>
    (await response.text())
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
  const progress = (call: PerformCall, rows: number) =>
    call.options?.onProgress?.({ phase: "writing", rows, total: 3 } as never);

  it("answers at its end, where nobody asks for more", async () => {
    const { ask, calls } = open(() => ({ value: { id: "i1", state: "undone" } }));
    const response = await ask("DELETE", "/v1/imports/i1");
    expect([response.status, await response.json()]).toStrictEqual([200, { id: "i1", state: "undone" }]);
    expect(calls[0]?.options?.onProgress).toBeUndefined();
    const made = await ask("POST", "/v1/imports", { body: "a,b" });
    expect([made.status, made.headers.get("location")]).toStrictEqual([201, "/v1/imports/i1"]);
  });

  it("tells its progress line by line and its result last", async () => {
    const { ask } = open(async (call) => {
      progress(call, 1);
      await new Promise((resolve) => setImmediate(resolve));
      progress(call, 3);
      return { value: { id: "i1" } };
    });
    const response = await ask("DELETE", "/v1/imports/i1", ndjson);
    expect([response.status, response.headers.get("content-type")]).toStrictEqual([200, "application/x-ndjson"]);
    const lines = await linesOf(response);
    expect(lines.at(-1)).toStrictEqual({ result: { id: "i1" } });
    expect(lines[0]).toHaveProperty("progress.phase", "writing");
  });

  it("is a plain problem when it fails before any progress", async () => {
    const { ask } = open(() => Promise.reject(new FarthingError("not_importable", "No date column.")));
    expect(await faultsOf(await ask("DELETE", "/v1/imports/i1", ndjson))).toStrictEqual([422, "not_importable"]);
  });

  it("ends with its problem when it fails later", async () => {
    const { ask } = open((call) => {
      progress(call, 1);
      return Promise.reject(new FarthingError("amount_overflow", "Too much."));
    });
    const lines = await linesOf(
      await ask("DELETE", "/v1/imports/i1", { headers: { ...ndjson.headers, "X-Request-Id": "r1" } }),
    );
    expect(lines).toMatchObject([
      { progress: { rows: 1 } },
      { problem: { code: "amount_overflow", status: 422, requestId: "r1" } },
    ]);
  });

  it("goes on when its reader leaves", async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let release = () => {};
    const { ask } = open(async (call) => {
      progress(call, 1);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      finish();
      return { value: {} };
    });
    const response = await ask("DELETE", "/v1/imports/i1", ndjson);
    await response.body?.cancel();
    release();
    await finished;
  });
});
