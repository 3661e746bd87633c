import { FarthingError, type JobProgress } from "@farthing/contract";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ClientOptions } from "./client-options.ts";
import { createClient } from "./create-client.ts";
import type { FetchRequest } from "./fetch-function.ts";

interface Seen extends FetchRequest {
  url: string;
}

type Answer = Response | (() => Response | Promise<Response>) | Error;

const json = (value: unknown, status = 200, headers = {}) =>
  new Response(JSON.stringify(value), { status, headers: { "Content-Type": "application/json", ...headers } });
const problem = (code: string, status: number, headers = {}, more = {}) =>
  json(
    {
      type: `/docs#${code}`,
      title: "No",
      status,
      detail: "That won't do.",
      code,
      requestId: "r1",
      ...more,
    },
    status,
    {
      "Content-Type": "application/problem+json",
      ...headers,
    },
  );

/** A server that gives these answers in turn, the last again and again, and remembers what it was asked. */
function serverWith(answers: Answer[], options: Partial<ClientOptions> = {}) {
  const seen: Seen[] = [];
  const client = createClient({
    baseUrl: "https://money.example/",
    token: "t0",
    fetch: async (url, request) => {
      seen.push({ url, ...request });
      const answer = answers[Math.min(seen.length, answers.length) - 1] as Answer;
      if (answer instanceof Error) throw answer;
      return typeof answer === "function" ? answer() : answer.clone();
    },
    ...options,
  });
  return { client, seen };
}

const refusal = (call: Promise<unknown>) =>
  call.then(
    (value) => expect.fail(`It was answered: ${JSON.stringify(value)}`),
    (error: unknown) => {
      if (!FarthingError.is(error)) throw error;
      return error;
    },
  );

const headersOf = ({ headers }: Seen) => headers;
const coffee = { date: "2026-03-05", type: "expense", amount: 410, description: "Coffee" } as const;

beforeEach(() => {
  // No jitter: what is sent again is sent at once, unless the server asks for time.
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a call", () => {
  it("asks the operation's place, with its members where the route puts them", async () => {
    const { client, seen } = serverWith([json({ id: "abc", version: 2 })]);
    await client.transactions.list({ q: "café & crème", limit: 20, from: undefined });
    await client.categories.update({ id: "groc", name: "Food" });
    await client.categories.delete({ id: "groc", moveTo: "none" });
    await client.settings.get();
    await client.undo({ undoId: "u 1" });
    expect(seen.map(({ method, url, body }) => [method, url, body])).toStrictEqual([
      ["GET", "https://money.example/v1/transactions?q=caf%C3%A9%20%26%20cr%C3%A8me&limit=20", undefined],
      ["PATCH", "https://money.example/v1/categories/groc", '{"name":"Food"}'],
      ["DELETE", "https://money.example/v1/categories/groc?moveTo=none", undefined],
      ["GET", "https://money.example/v1/settings", undefined],
      ["POST", "https://money.example/v1/undo/u%201", "{}"],
    ]);
    expect(seen.map((request) => headersOf(request)["Content-Type"])).toStrictEqual([
      undefined,
      "application/json",
      undefined,
      undefined,
      "application/json",
    ]);
  });

  it("answers the value", async () => {
    const { client } = serverWith([json({ id: "groc", version: 3 })]);
    expect(await client.categories.get({ id: "groc" })).toStrictEqual({ id: "groc", version: 3 });
  });

  it("works apart from its client", async () => {
    const { client } = serverWith([json({ items: [], nextCursor: null })]);
    const { list } = client.transactions;
    expect(await list()).toStrictEqual({ items: [], nextCursor: null });
  });

  it("says who asks, with a token asked for each time", async () => {
    let count = 0;
    const { client, seen } = serverWith([json({})], { token: async () => `t${(count += 1)}` });
    await client.settings.get();
    await client.settings.get();
    expect(seen.map((request) => headersOf(request).Authorization)).toStrictEqual(["Bearer t1", "Bearer t2"]);
  });

  it("asks for another token once when one was refused, and never for one that is fixed", async () => {
    let count = 0;
    const refused = problem("unauthenticated", 401);
    const renewing = serverWith([refused, json({ version: 1 })], { token: () => `t${(count += 1)}` });
    expect(await renewing.client.settings.get()).toStrictEqual({ version: 1 });
    expect(renewing.seen.map((request) => headersOf(request).Authorization)).toStrictEqual(["Bearer t1", "Bearer t2"]);
    const hopeless = serverWith([refused], { token: () => "t" });
    expect((await refusal(hopeless.client.settings.get())).code).toBe("unauthenticated");
    expect(hopeless.seen).toHaveLength(2);
    const fixed = serverWith([refused]);
    expect((await refusal(fixed.client.settings.get())).code).toBe("unauthenticated");
    expect(fixed.seen).toHaveLength(1);
  });

  it("fails as the token's function does", async () => {
    const { client, seen } = serverWith([json({})], { token: () => Promise.reject(new RangeError("signed out")) });
    await expect(client.settings.get()).rejects.toThrow(RangeError);
    expect(seen).toHaveLength(0);
  });

  it("carries versions and today as headers", async () => {
    const { client, seen } = serverWith([json({})]);
    await client.categories.update({ id: "groc" }, { ifVersion: 3, today: "2026-11-22" });
    await client.categories.update({ id: "groc" }, { ifVersion: [3, 4] });
    expect(seen.map(headersOf)).toMatchObject([
      { "If-Match": '"3"', "Farthing-Today": "2026-11-22" },
      { "If-Match": '"3", "4"' },
    ]);
  });

  it.each([
    [{}, "required"],
    [{ id: "" }, "invalid"],
    [{ id: "." }, "invalid"],
    [{ id: ".." }, "invalid"],
    [{ id: "a/b" }, "invalid"],
    [{ id: "\ud83e" }, "invalid"],
  ])("with %j for a path isn't sent", async (input, code) => {
    const { client, seen } = serverWith([json({})]);
    const error = await refusal(client.transactions.get(input as never));
    expect([error.code, error.errors?.map((fault) => [fault.pointer, fault.code])]).toStrictEqual([
      "invalid_request",
      [["/id", code]],
    ]);
    expect(seen).toHaveLength(0);
  });

  it("with half a character in its query isn't sent", async () => {
    const { client, seen } = serverWith([json({})]);
    expect((await refusal(client.transactions.list({ q: "a\ud83e" }))).errors).toMatchObject([
      { pointer: "/q", code: "not_unicode" },
    ]);
    expect(seen).toHaveLength(0);
  });
});

describe("a write", () => {
  it("carries a key of its own", async () => {
    const { client, seen } = serverWith([json({})]);
    await client.settings.update({ weekStart: 1 });
    await client.settings.update({ weekStart: 1 });
    await client.settings.get();
    const keys = seen.map((request) => headersOf(request)["Idempotency-Key"]);
    expect(keys).toStrictEqual([
      expect.stringMatching(/^"[0-9a-z]{24}"$/),
      expect.stringMatching(/^"[0-9a-z]{24}"$/),
      undefined,
    ]);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it("keeps its key when it is sent again", async () => {
    const { client, seen } = serverWith([new TypeError("reset"), problem("unavailable", 503), json({ version: 2 })]);
    expect(await client.settings.update({ weekStart: 1 })).toStrictEqual({ version: 2 });
    expect(new Set(seen.map((request) => headersOf(request)["Idempotency-Key"])).size).toBe(1);
    expect(seen).toHaveLength(3);
  });

  it("carries the caller's key, whatever is in it", async () => {
    const { client, seen } = serverWith([json({})]);
    await client.settings.update({}, { idempotencyKey: 'a"b\\c' });
    expect(headersOf(seen[0] as Seen)["Idempotency-Key"]).toBe('"a\\"b\\\\c"');
  });

  it.each(["", "a b", "ä", "tab\t", "k".repeat(256)])("isn't sent with the key %j", async (idempotencyKey) => {
    const { client, seen } = serverWith([json({})]);
    expect((await refusal(client.settings.update({}, { idempotencyKey }))).code).toBe("invalid_idempotency_key");
    expect(seen).toHaveLength(0);
  });

  it("that enters a transaction carries an id instead", async () => {
    const { client, seen } = serverWith([problem("unavailable", 503), json({ version: 1 })]);
    await client.transactions.create(coffee);
    const bodies = seen.map(({ body }) => JSON.parse(body));
    expect(bodies[0]).toStrictEqual({ ...coffee, id: expect.stringMatching(/^20260305-[0-9a-z]{20}$/) });
    expect(bodies[1]).toStrictEqual(bodies[0]);
    expect(headersOf(seen[0] as Seen)).not.toHaveProperty("Idempotency-Key");
  });

  it("that enters a transaction keeps an id or key that was given", async () => {
    const { client, seen } = serverWith([json({})]);
    await client.transactions.create({ ...coffee, id: "20260305-0123456789abcdef" });
    await client.transactions.create(coffee, { idempotencyKey: "mine" });
    expect(seen.map((request) => [JSON.parse(request.body).id, headersOf(request)["Idempotency-Key"]])).toStrictEqual([
      ["20260305-0123456789abcdef", undefined],
      [undefined, '"mine"'],
    ]);
  });

  it.each(["2026-02-30", "1899-12-31", "2200-01-01", "yesterday", "2026-13-01", undefined, 20260305])(
    "that enters a transaction of the date %j leaves the date's fault to the server",
    async (date) => {
      const { client, seen } = serverWith([json({})]);
      await client.transactions.create({ ...coffee, date: date as string });
      expect(JSON.parse(seen[0]?.body)).not.toHaveProperty("id");
      expect(headersOf(seen[0] as Seen)).toHaveProperty("Idempotency-Key");
    },
  );
});

describe("a refusal", () => {
  it("has everything that the problem says", async () => {
    const fault = { pointer: "/amount", code: "too_small", detail: "It must be at least 1." };
    const { client } = serverWith([problem("version_mismatch", 412, {}, { errors: [fault], current: { version: 4 } })]);
    const error = await refusal(client.settings.update({}));
    expect({ ...error, message: error.message }).toMatchObject({
      code: "version_mismatch",
      message: "That won't do.",
      errors: [fault],
      current: { version: 4 },
      requestId: "r1",
    });
  });

  it("with a code of a newer server passes it on, and isn't sent again", async () => {
    const { client, seen } = serverWith([problem("too_rich", 409)]);
    expect((await refusal(client.settings.get())).code).toBe("too_rich");
    expect(seen).toHaveLength(1);
  });

  it.each(["invalid_request", "not_found", "internal", "id_taken", "storage_full", "request_timeout"])(
    "with %s isn't sent again",
    async (code) => {
      const { client, seen } = serverWith([problem(code, 400)]);
      expect((await refusal(client.settings.update({}))).code).toBe(code);
      expect(seen).toHaveLength(1);
    },
  );

  it.each(["request_in_progress", "conflict", "rate_limited", "unavailable"])(
    "with %s is sent again, and at last told",
    async (code) => {
      const { client, seen } = serverWith([problem(code, 409)], { retries: 2 });
      expect((await refusal(client.settings.update({}))).code).toBe(code);
      expect(seen).toHaveLength(3);
    },
  );

  it.each([
    [502, "unavailable", 5],
    [503, "unavailable", 5],
    [504, "unavailable", 5],
    [429, "rate_limited", 5],
    [413, "too_large", 1],
    [404, "bad_response", 1],
    [500, "bad_response", 1],
    [301, "bad_response", 1],
  ])("of a proxy, with status %i alone, is %s", async (status, code, sent) => {
    const { client, seen } = serverWith([new Response("<html>", { status, headers: { "Content-Type": "text/html" } })]);
    expect((await refusal(client.settings.get())).code).toBe(code);
    expect(seen).toHaveLength(sent);
  });

  it.each(["", "<html>", "null", "5", '"text"', '{"a":'])(
    "is told for the good answer %j that isn't JSON of this API",
    async (text) => {
      const { client, seen } = serverWith([new Response(text)]);
      expect((await refusal(client.settings.get())).code).toBe("bad_response");
      expect(seen).toHaveLength(1);
    },
  );

  it("follows no redirect", async () => {
    const { client, seen } = serverWith([json({})]);
    await client.settings.get();
    expect(seen[0]?.redirect).toBe("manual");
  });
});

describe("sending again", () => {
  it("waits longer and longer, at random, and as long as the server asks", async () => {
    vi.useFakeTimers();
    vi.spyOn(Math, "random").mockReturnValue(1);
    const { client, seen } = serverWith([
      problem("unavailable", 503),
      problem("unavailable", 503),
      problem("unavailable", 503, { "Retry-After": "7" }),
      json({ version: 1 }),
    ]);
    const answer = client.settings.get();
    const sentAfter = async (milliseconds: number) => {
      await vi.advanceTimersByTimeAsync(milliseconds);
      return seen.length;
    };
    expect([await sentAfter(0), await sentAfter(249), await sentAfter(1)]).toStrictEqual([1, 1, 2]);
    expect([await sentAfter(499), await sentAfter(1)]).toStrictEqual([2, 3]);
    expect([await sentAfter(7999), await sentAfter(1)]).toStrictEqual([3, 4]);
    expect(await answer).toStrictEqual({ version: 1 });
  });

  it("is left to the caller when the server asks for more than a minute", async () => {
    const { client, seen } = serverWith([problem("rate_limited", 429, { "Retry-After": "61" })]);
    expect(await refusal(client.settings.get())).toMatchObject({ code: "rate_limited", retryAfterSeconds: 61 });
    expect(seen).toHaveLength(1);
  });

  it("happens when the server can't be reached, four times by itself", async () => {
    const cause = new TypeError("fetch failed");
    const { client, seen } = serverWith([cause]);
    expect(await refusal(client.settings.get())).toMatchObject({ code: "network", cause });
    expect(seen).toHaveLength(5);
  });

  it("happens when an answer breaks off", async () => {
    const broken = () =>
      new Response(new ReadableStream({ pull: (controller) => controller.error(new TypeError("terminated")) }));
    const { client, seen } = serverWith([broken, json({ version: 1 })]);
    expect(await client.settings.update({})).toStrictEqual({ version: 1 });
    expect(seen).toHaveLength(2);
  });

  it("happens when no answer comes in time", async () => {
    vi.useFakeTimers();
    const never = () => new Promise<Response>(() => {});
    const { client, seen } = serverWith([never, json({ version: 1 })], { timeoutMs: 1000 });
    const answer = client.settings.get();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await answer).toStrictEqual({ version: 1 });
    expect(seen[0]?.signal.aborted).toBe(true);
  });

  it("ends with `timeout`", async () => {
    vi.useFakeTimers();
    const { client, seen } = serverWith([() => new Promise<Response>(() => {})], { timeoutMs: 1000, retries: 1 });
    const refused = refusal(client.settings.get());
    await vi.advanceTimersByTimeAsync(3000);
    expect((await refused).code).toBe("timeout");
    expect(seen).toHaveLength(2);
  });

  it("doesn't happen with `retries: 0`", async () => {
    const { client, seen } = serverWith([new TypeError("reset")], { retries: 0 });
    expect((await refusal(client.settings.update({}))).code).toBe("network");
    expect(seen).toHaveLength(1);
  });
});

describe("giving up", () => {
  it("before it begins sends nothing", async () => {
    const { client, seen } = serverWith([json({})]);
    const reason = new Error("never mind");
    expect(await refusal(client.settings.update({}, { signal: AbortSignal.abort(reason) }))).toMatchObject({
      code: "aborted",
      cause: reason,
    });
    expect(seen).toHaveLength(0);
  });

  it("is heard at once, even by a fetch that doesn't listen", async () => {
    const controller = new AbortController();
    const { client, seen } = serverWith([() => new Promise<Response>(() => controller.abort())]);
    expect((await refusal(client.settings.get(undefined, { signal: controller.signal }))).code).toBe("aborted");
    expect([seen.length, seen[0]?.signal.aborted]).toStrictEqual([1, true]);
  });

  it("ends the waiting before sending again", async () => {
    vi.useFakeTimers();
    const controller = new AbortController();
    const { client, seen } = serverWith([problem("unavailable", 503, { "Retry-After": "30" })]);
    const refused = refusal(client.settings.get(undefined, { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(10);
    controller.abort();
    expect((await refused).code).toBe("aborted");
    expect([seen.length, vi.getTimerCount()]).toStrictEqual([1, 0]);
  });

  it("leaves no timer and no listener behind once a call is over", async () => {
    vi.useFakeTimers();
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    const { client } = serverWith([json({}), problem("not_found", 404)]);
    await client.settings.get(undefined, { signal });
    await refusal(client.settings.get(undefined, { signal }));
    expect([vi.getTimerCount(), added.mock.calls.length, removed.mock.calls.length]).toStrictEqual([0, 2, 2]);
  });
});

/** An answer in these pieces; an error cuts it. */
const streamed =
  (type: string, ...pieces: (string | Error)[]) =>
  () => {
    const left = [...pieces];
    const body = new ReadableStream({
      pull(controller) {
        const piece = left.shift();
        if (piece === undefined) controller.close();
        else if (piece instanceof Error) controller.error(piece);
        else controller.enqueue(new TextEncoder().encode(piece));
      },
    });
    return new Response(body, { headers: { "Content-Type": type } });
  };
const cut = new TypeError("terminated");

describe("an export", () => {
  const read = async (pieces: AsyncIterable<Uint8Array>) => {
    const texts = [];
    for await (const piece of pieces) texts.push(new TextDecoder().decode(piece));
    return texts;
  };

  it("gives the pieces as they come", async () => {
    const { client, seen } = serverWith([streamed("text/csv", "a,b\r\n", "1,2\r\n")]);
    expect(await read(client.transactions.export({ bom: true }))).toStrictEqual(["a,b\r\n", "1,2\r\n"]);
    expect([seen[0]?.url, headersOf(seen[0] as Seen).Accept]).toStrictEqual([
      "https://money.example/v1/transactions.csv?bom=true",
      "text/csv",
    ]);
  });

  it("is asked for again only while nothing of it came", async () => {
    const { client, seen } = serverWith([problem("unavailable", 503), streamed("text/csv", "a,b\r\n", cut)]);
    expect(await refusal(read(client.transactions.export()))).toMatchObject({ code: "unavailable", cause: cut });
    expect(seen).toHaveLength(2);
  });

  it("isn't asked for before it is read", () => {
    const { client, seen } = serverWith([json({})]);
    client.transactions.export();
    expect(seen).toHaveLength(0);
  });

  it("that stops coming is a timeout", async () => {
    vi.useFakeTimers();
    const silent = () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) }));
    const { client } = serverWith([silent], { timeoutMs: 1000 });
    const refused = refusal(read(client.transactions.export()));
    await vi.advanceTimersByTimeAsync(1000);
    expect((await refused).code).toBe("timeout");
  });

  it("is let go of when its reader leaves or gives up", async () => {
    let cancelled = 0;
    const endless = () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.enqueue(new Uint8Array(1)),
          cancel: () => void (cancelled += 1),
        }),
      );
    const { client } = serverWith([endless]);
    for await (const _piece of client.transactions.export()) break;
    expect(cancelled).toBe(1);
    const controller = new AbortController();
    const reading = async () => {
      for await (const _piece of client.transactions.export({}, { signal: controller.signal })) controller.abort();
    };
    expect((await refusal(reading())).code).toBe("aborted");
    expect(cancelled).toBe(2);
  });
});

describe("a job", () => {
  const ndjson = (...pieces: (string | Error)[]) => streamed("application/x-ndjson", ...pieces);
  const file = new File(["date,amount\n"], "march.csv");
  const progress = (rows: number) => `{"progress":{"phase":"writing","rows":${rows},"total":3}}\n`;

  it("tells its progress and answers its result, however its lines are cut", async () => {
    const lines = `${progress(1)}${progress(3)}{"result":{"id":"é"}}\n`;
    const bytes = new TextEncoder().encode(lines);
    for (const size of [1, 7, 1000]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.slice(at * size, (at + 1) * size),
      );
      const body = () =>
        new Response(new Blob(pieces).stream().pipeThrough(new TransformStream()), {
          headers: { "Content-Type": "application/x-ndjson" },
        });
      const told: JobProgress[] = [];
      const { client, seen } = serverWith([body]);
      expect(await client.imports.undo({ id: "i1" }, { onProgress: (step) => told.push(step) })).toStrictEqual({
        id: "é",
      });
      expect(told.map(({ rows }) => rows)).toStrictEqual([1, 3]);
      expect(headersOf(seen[0] as Seen).Accept).toBe("application/x-ndjson");
    }
  });

  it("may be answered at once", async () => {
    const { client } = serverWith([json({ id: "i1" }, 201)]);
    expect(await client.imports.create({ file })).toStrictEqual({ id: "i1" });
  });

  it("fails with the problem in its last line", async () => {
    const line = JSON.stringify({ problem: { code: "amount_overflow", detail: "Too much.", requestId: "r7" } });
    const { client, seen } = serverWith([ndjson(progress(1), `${line}\n`)]);
    expect(await refusal(client.imports.create({ file }))).toMatchObject({
      code: "amount_overflow",
      message: "Too much.",
      requestId: "r7",
    });
    expect(seen).toHaveLength(1);
  });

  it("whose answer was cut is asked after with the same key until it is done", async () => {
    const running = problem("request_in_progress", 409);
    const { client, seen } = serverWith([
      ndjson(progress(1), cut),
      ...Array(20).fill(running),
      ndjson(progress(3)),
      ndjson('{"result":{"id":"i1"}}\n'),
    ]);
    expect(await client.imports.create({ file }, { idempotencyKey: "k1" })).toStrictEqual({ id: "i1" });
    expect(seen).toHaveLength(23);
    expect(new Set(seen.map((request) => headersOf(request)["Idempotency-Key"]))).toStrictEqual(new Set(['"k1"']));
  });

  it("fails with `unavailable` when it is cut each time", async () => {
    const { client, seen } = serverWith([ndjson(progress(1))], { retries: 2 });
    expect((await refusal(client.imports.undo({ id: "i1" }))).code).toBe("unavailable");
    expect(seen).toHaveLength(3);
  });

  it.each(["nonsense\n", "{}\n", "5\n"])("that says %j can't be understood", async (line) => {
    const { client } = serverWith([ndjson(line)]);
    expect((await refusal(client.imports.undo({ id: "i1" }))).code).toBe("bad_response");
  });

  it("fails as the listener to its progress does", async () => {
    const { client, seen } = serverWith([ndjson(progress(1), '{"result":{}}\n')]);
    const onProgress = () => {
      throw new RangeError("mine");
    };
    await expect(client.imports.undo({ id: "i1" }, { onProgress })).rejects.toThrow(RangeError);
    expect(seen).toHaveLength(1);
  });
});

describe("a file", () => {
  const partsOf = async ({ body }: Seen) => {
    const form = await new Response(body as FormData).formData();
    const file = form.get("file") as File | string;
    const [name, text] = typeof file === "string" ? ["", file] : [file.name, await file.text()];
    return { options: JSON.parse(form.get("options") as string), name, text };
  };

  it("is sent with what is said about it, and its own name", async () => {
    const { client, seen } = serverWith([json({})]);
    const choices = [{ line: 2, do: "skip" as const }];
    await client.imports.preview({ file: new File(["a,b"], "march.csv"), account: "Checking", choices });
    await client.imports.create({ file: new Blob(["a,b"]), name: "April" });
    expect(await partsOf(seen[0] as Seen)).toStrictEqual({
      options: { account: "Checking", choices },
      name: "march.csv",
      text: "a,b",
    });
    expect(await partsOf(seen[1] as Seen)).toStrictEqual({ options: { name: "April" }, name: "", text: "a,b" });
    expect(headersOf(seen[0] as Seen)).not.toHaveProperty("Content-Type");
  });

  it("is sent whole again", async () => {
    const { client, seen } = serverWith([new TypeError("reset"), json({})]);
    await client.imports.create({ file: new File(["a,b"], "march.csv") });
    expect(await partsOf(seen[1] as Seen)).toStrictEqual(await partsOf(seen[0] as Seen));
  });

  it.each(["a,b", undefined, new Uint8Array(3)])("that is %j isn't one", async (file) => {
    const { client, seen } = serverWith([json({})]);
    expect((await refusal(client.imports.create({ file: file as never }))).errors).toMatchObject([
      { pointer: "/file", code: "wrong_type" },
    ]);
    expect(seen).toHaveLength(0);
  });

  it("may take ten times as long", async () => {
    vi.useFakeTimers();
    const { client, seen } = serverWith([() => new Promise<Response>(() => {})], { timeoutMs: 1000, retries: 0 });
    const refused = refusal(client.imports.create({ file: new Blob(["x"]) }));
    await vi.advanceTimersByTimeAsync(9999);
    expect(seen[0]?.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect((await refused).code).toBe("timeout");
  });
});

describe("totals", () => {
  it("are those of everything found, however many calls that takes", async () => {
    const { client, seen } = serverWith([
      json({ count: 2, income: 5, expense: 1, net: 4, complete: false, cursor: "c1" }),
      json({ count: 0, income: 0, expense: 0, net: 0, complete: false, cursor: "c2" }),
      json({ count: 1, income: 0, expense: 7, net: -7, complete: true, cursor: null }),
    ]);
    expect(await client.transactions.totals({ q: "x" })).toStrictEqual({
      count: 3,
      income: 5,
      expense: 8,
      net: -3,
      complete: true,
      cursor: null,
    });
    expect(seen.map(({ url }) => url.split("?")[1])).toStrictEqual(["q=x", "q=x&cursor=c1", "q=x&cursor=c2"]);
  });
});
