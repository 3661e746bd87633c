import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJson } from "./read-json.ts";

type Body = RequestInit["body"];

const MEBIBYTE = 1024 * 1024;

function request(
  body: Body,
  headers: Record<string, string> = { "Content-Type": "application/json" },
  method = "POST",
) {
  return new Request("http://localhost/", { method, body, headers, duplex: "half" } as RequestInit);
}

/** A body in pieces, whose length nobody declares. */
const chunked = (...pieces: (string | Uint8Array | Error)[]) =>
  new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = pieces.shift();
      if (piece === undefined) controller.close();
      else if (piece instanceof Error) controller.error(piece);
      else controller.enqueue(typeof piece === "string" ? new TextEncoder().encode(piece) : piece);
    },
  });

const refusal = (body: Body, headers?: Record<string, string>) =>
  readJson(request(body, headers)).then(
    (value) => expect.fail(`It was read: ${JSON.stringify(value)?.slice(0, 100)}`),
    (error) => [error.code, ...(error.errors ?? []).map((fault: { pointer: string; code: string }) => fault.code)],
  );

describe("a JSON body", () => {
  it("is read whatever its pieces", () =>
    fc.assert(
      fc.asyncProperty(fc.object({ maxDepth: 3 }), fc.integer({ min: 1, max: 50 }), async (value, size) => {
        const text = JSON.stringify(value);
        const bytes = new TextEncoder().encode(text);
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.slice(at * size, (at + 1) * size),
        );
        expect(await readJson(request(chunked(...pieces)))).toStrictEqual(JSON.parse(text));
        const declared = { "Content-Type": "application/json; charset=utf-8", "Content-Length": String(bytes.length) };
        expect(await readJson(request(text, declared))).toStrictEqual(JSON.parse(text));
      }),
      { numRuns: 100 },
    ));

  it("may be missing", async () => {
    expect(await readJson(request(null, {}))).toStrictEqual({});
    expect(await readJson(request("", { "Content-Length": "0" }))).toStrictEqual({});
    expect(await readJson(request(chunked()))).toStrictEqual({});
  });

  it.each(["[1]", "null", '"text"', "5", "true"])("that is %s is no object", async (text) => {
    expect(await refusal(text)).toStrictEqual(["invalid_request", "wrong_type"]);
  });

  it.each(["{", "{'a':1}", '{"a":1,}', '{"a":NaN}', "\u0000", "undefined", '{"a":1}{}'])(
    "that is %s isn't JSON",
    async (text) => {
      expect(await refusal(text)).toStrictEqual(["malformed_json"]);
    },
  );

  it("is told what makes it no JSON", async () => {
    await expect(readJson(request('{"a":x}'))).rejects.toThrow(/^It isn't JSON in UTF-8: .*'?x'?/);
  });

  it("is UTF-8 and nothing else, with or without a byte order mark", async () => {
    expect(await refusal(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toStrictEqual(["malformed_json"]);
    expect(await refusal(new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]))).toStrictEqual(["malformed_json"]);
    expect(await readJson(request(new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d])))).toStrictEqual({});
    expect(await readJson(request('{"a":"\ufffd"}'))).toStrictEqual({ a: "\ufffd" });
  });

  it("takes the last of members of one name", async () => {
    expect(await readJson(request('{"a":1,"a":2}'))).toStrictEqual({ a: 2 });
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/jsonp",
    "text/json",
    "",
    "application/merge-patch+json",
  ])("sent as %j is refused", async (type) => {
    expect(await refusal("{}", { "Content-Type": type })).toStrictEqual(["unsupported_media_type"]);
  });

  it("of a PATCH may say that it is a merge patch", async () => {
    const patch = request("{}", { "Content-Type": "Application/Merge-Patch+JSON" }, "PATCH");
    expect(await readJson(patch)).toStrictEqual({});
  });

  it("has at most 1 MiB, counted as it comes", async () => {
    const full = JSON.stringify({ a: "x".repeat(MEBIBYTE - 8) });
    expect(full).toHaveLength(MEBIBYTE);
    expect(await readJson(request(full))).toHaveProperty("a");
    expect(await refusal(`${full} `)).toStrictEqual(["too_large"]);
    expect(
      await refusal(full, { "Content-Type": "application/json", "Content-Length": String(MEBIBYTE + 1) }),
    ).toStrictEqual(["too_large"]);
    expect(await refusal(`${full} `, { "Content-Type": "application/json", "Content-Length": "5" })).toStrictEqual([
      "too_large",
    ]);
  });

  it("without end is given up at 1 MiB", async () => {
    let given = 0;
    let ended = false;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
      cancel() {
        ended = true;
      },
    });
    expect(await refusal(endless)).toStrictEqual(["too_large"]);
    expect(given).toBeLessThan(MEBIBYTE + 4 * 65_536);
    expect(ended).toBe(true);
  });

  it("that breaks off is refused", async () => {
    expect(await refusal(chunked('{"a":', new Error("reset")))).toStrictEqual(["invalid_request"]);
  });

  it("is refused when it is deeper or wider than any request is", async () => {
    const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
    expect(await readJson(request(deep(16)))).toHaveProperty("a");
    expect(await refusal(deep(17))).toStrictEqual(["invalid_request", "too_deep"]);
    expect(await refusal(`{"a":${"[".repeat(400_000)}${"]".repeat(400_000)}}`)).toStrictEqual([
      "invalid_request",
      "too_deep",
    ]);
    const wide = (members: number) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: members }, (_, at) => [`m${at}`, at])));
    expect(Object.keys(await readJson(request(wide(256))))).toHaveLength(256);
    expect(await refusal(wide(257))).toStrictEqual(["invalid_request", "too_deep"]);
    expect((await readJson(request(JSON.stringify({ rows: Array(5000).fill(1) })))).rows).toHaveLength(5000);
  });
});
