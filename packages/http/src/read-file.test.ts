import { FarthingError } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { createFileReader } from "./read-file.ts";
import { type Spool, spoolInMemory } from "./spool.ts";

type Body = RequestInit["body"];

const MAX = 100;

/** A spool that counts what it holds. */
function open() {
  const held = { files: 0 };
  const spool: Spool = async (pieces) => {
    const { file } = await spoolInMemory(pieces);
    held.files += 1;
    return { file, discard: async () => void (held.files -= 1) };
  };
  return { read: createFileReader(spool, MAX), held };
}

/** A request as a server gets it, a form as bytes: on Node 24 a `FormData` that isn't read to its end fails by itself. */
async function request(body: Body, headers: Record<string, string> = {}): Promise<Request> {
  const send = (init: RequestInit) => new Request("http://localhost/v1/imports", { method: "POST", ...init });
  const sent = send({ body, headers, duplex: "half" } as RequestInit);
  return body instanceof FormData ? send({ body: await sent.arrayBuffer(), headers: sent.headers }) : sent;
}

function form(parts: Record<string, string | Blob>) {
  const data = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value === "string") data.append(name, value);
    else data.append(name, value, "bank.csv");
  }
  return data;
}

const csv = new Blob(["date,amount\n"]);

async function refusal(body: Body, headers?: Record<string, string>, query = {}) {
  const { read, held } = open();
  const error = await read(await request(body, headers), query).then(
    () => expect.fail("It was read."),
    (error: unknown) => error,
  );
  expect(held.files).toBe(0);
  if (!FarthingError.is(error)) throw error;
  return [error.code, ...(error.errors ?? []).map((fault) => `${fault.pointer} ${fault.code}`)];
}

describe("a file", () => {
  it.each(["text/csv", "application/octet-stream", "application/x-www-form-urlencoded", ""])(
    "may be the body, as %j",
    async (type) => {
      const { read } = open();
      const { input } = await read(await request("a,b", { "Content-Type": type }), { name: "x.csv", strict: true });
      const { file, ...rest } = input as { file: Blob };
      expect([await file.text(), rest]).toStrictEqual(["a,b", { name: "x.csv", strict: true }]);
    },
  );

  it("may be a part beside its options, in either order", async () => {
    const { read, held } = open();
    for (const parts of [
      { file: csv, options: '{"account":"Checking","choices":[]}' },
      { options: '{"account":"Checking","choices":[]}', file: csv },
    ]) {
      const { input, discard } = await read(await request(form(parts)), { strict: true });
      const { file, ...rest } = input as { file: Blob };
      expect([await file.text(), rest]).toStrictEqual([
        "date,amount\n",
        { name: "bank.csv", strict: true, account: "Checking", choices: [] },
      ]);
      await discard?.();
    }
    expect(held.files).toBe(0);
  });

  it("is named as the options or the query say, before what its sender's disk says", async () => {
    const { read } = open();
    const named = async (parts: Record<string, string | Blob>, query = {}) =>
      (await read(await request(form(parts)), query)).input.name;
    expect(await named({ file: csv, options: '{"name":"March"}' })).toBe("March");
    expect(await named({ file: csv }, { name: "April" })).toBe("April");
    expect(await named({ file: csv })).toBe("bank.csv");
    expect(await named({ file: csv, options: '{"name":null}' })).toBeNull();
  });

  it("has at most as many bytes as the server takes, counted as they come", async () => {
    const { read } = open();
    for (const body of ["x".repeat(MAX), form({ file: new Blob(["x".repeat(MAX)]) })]) {
      expect(((await read(await request(body), {})).input.file as Blob).size).toBe(MAX);
    }
    expect(await refusal("x".repeat(MAX + 1))).toStrictEqual(["too_large"]);
    expect(await refusal(form({ file: new Blob(["x".repeat(MAX + 1)]) }))).toStrictEqual(["too_large"]);
    expect(await refusal("x", { "Content-Length": String(MAX + 1) })).toStrictEqual(["too_large"]);
    await expect(read(await request("x".repeat(MAX + 1)), {})).rejects.toThrow(
      /at most 100 bytes: import it in several/,
    );
  });

  it("may come with options of many bytes, and not without end", async () => {
    const { read } = open();
    const choices = (bytes: number) => JSON.stringify({ choices: "x".repeat(bytes - 14) });
    const { input } = await read(await request(form({ file: csv, options: choices(4 * 1024 * 1024) })), {});
    expect(input.choices).toHaveLength(4 * 1024 * 1024 - 14);
    expect(await refusal(form({ file: csv, options: choices(4 * 1024 * 1024 + 1) }))).toStrictEqual(["too_large"]);
  });

  it.each<[string, Record<string, string | Blob>, Record<string, unknown>, string[]]>([
    ["no file", { options: "{}" }, {}, ["invalid_request", "/file required"]],
    ["a part that nobody knows", { file: csv, other: "x" }, {}, ["invalid_request", "/other unknown_member"]],
    ["options that aren't JSON", { file: csv, options: "{" }, {}, ["malformed_json"]],
    ["options that are a list", { file: csv, options: "[]" }, {}, ["invalid_request", " wrong_type"]],
    [
      "a member twice",
      { file: csv, options: '{"account":"a"}' },
      { account: "b" },
      ["invalid_request", "/account repeated"],
    ],
    ["a file among its options", { file: csv, options: '{"file":"x"}' }, {}, ["invalid_request", "/file repeated"]],
  ])("is refused with %s, and nothing of it stays", async (_title, parts, query, expected) => {
    expect(await refusal(form(parts), undefined, query)).toStrictEqual(expected);
  });

  it("is refused as two files", async () => {
    const data = form({ file: csv });
    data.append("file", csv, "again.csv");
    expect(await refusal(data)).toStrictEqual(["invalid_request", "/file repeated"]);
  });

  it("is refused as JSON", async () => {
    expect(await refusal("{}", { "Content-Type": "application/json" })).toStrictEqual(["unsupported_media_type"]);
  });

  it("that breaks off is refused, and nothing of it stays", async () => {
    const broken = () =>
      new ReadableStream({
        start: (controller) =>
          controller.enqueue(new TextEncoder().encode('--B\r\nContent-Disposition: form-data; name="file"\r\n\r\nab')),
        pull: (controller) => controller.error(new Error("reset")),
      });
    expect(await refusal(broken())).toStrictEqual(["invalid_request"]);
    expect(await refusal(broken(), { "Content-Type": "multipart/form-data; boundary=B" })).toStrictEqual([
      "invalid_request",
    ]);
  });
});
