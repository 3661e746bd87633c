import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collect } from "./read-body.ts";
import { readMultipart } from "./read-multipart.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A body cut into pieces of these sizes, again and again. */
async function* cut(bytes: Uint8Array<ArrayBuffer>, sizes: readonly number[]) {
  for (let at = 0, piece = 0; at < bytes.length; piece += 1) {
    const size = sizes[piece % sizes.length] as number;
    yield bytes.slice(at, at + size);
    at += size;
  }
}

async function partsOf(contentType: string, body: AsyncIterable<Uint8Array<ArrayBuffer>>) {
  const parts = [];
  for await (const { name, filename, content } of readMultipart(contentType, body)) {
    parts.push({ name, filename, bytes: await collect(content) });
  }
  return parts;
}

const type = "multipart/form-data; boundary=B";
const read = async (text: string) =>
  (await partsOf(type, cut(encoder.encode(text), [7]))).map(({ name, filename, bytes }) => [
    name,
    filename,
    decoder.decode(bytes),
  ]);
const refusal = (text: string) =>
  read(text).then(
    (parts) => expect.fail(JSON.stringify(parts)),
    (error) => [error.code, error.message],
  );
const part = (name: string, content: string) =>
  `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${content}\r\n`;

/** Bytes that look like the beginnings of boundaries now and then. */
const trickyBytes = fc
  .array(
    fc.oneof(fc.constantFrom("\r", "\n", "\r\n", "-", "--", "\r\n--", "\r\n--B", "--B--"), fc.string({ maxLength: 5 })),
    { maxLength: 30 },
  )
  .map((pieces) => encoder.encode(pieces.join("")));

describe("a multipart body", () => {
  it("gives back what FormData put into it, however it is cut", () =>
    fc.assert(
      fc.asyncProperty(
        trickyBytes,
        fc.jsonValue(),
        fc.string({ unit: "binary-ascii", minLength: 1 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        async (bytes, options, filename, sizes) => {
          const form = new FormData();
          form.append("options", JSON.stringify(options));
          form.append("file", new Blob([bytes]), filename);
          const response = new Response(form);
          const body = new Uint8Array(await response.arrayBuffer());
          const [first, second] = await partsOf(response.headers.get("content-type") as string, cut(body, sizes));
          expect(JSON.parse(decoder.decode(first?.bytes))).toStrictEqual(JSON.parse(JSON.stringify(options)));
          expect(second?.bytes).toStrictEqual(bytes);
          expect(second?.filename).toBe(filename.split(/[/\\]/).at(-1));
        },
      ),
      { numRuns: 300 },
    ));

  it("may have parts that are empty or not read, and an epilogue", async () => {
    expect(await read(`${part("a", "")}${part("b", "x")}--B--\r\nanything`)).toStrictEqual([
      ["a", undefined, ""],
      ["b", undefined, "x"],
    ]);
    const names = [];
    for await (const { name } of readMultipart(
      type,
      cut(encoder.encode(`${part("a", "long content")}${part("b", "x")}--B--`), [3]),
    ))
      names.push(name);
    expect(names).toStrictEqual(["a", "b"]);
  });

  it("takes its boundary quoted or bare", async () => {
    const quoted = 'multipart/form-data; charset=utf-8; boundary="B b"';
    const body = '--B b\r\ncontent-disposition: FORM-DATA; filename="x.csv"; name="f"\r\n\r\n1\r\n--B b--';
    expect(await partsOf(quoted, cut(encoder.encode(body), [5]))).toMatchObject([{ name: "f", filename: "x.csv" }]);
    await expect(partsOf("multipart/form-data", cut(encoder.encode(body), [5]))).rejects.toThrow("no boundary");
    await expect(
      partsOf(`multipart/form-data; boundary=${"b".repeat(71)}`, cut(encoder.encode(body), [5])),
    ).rejects.toThrow();
  });

  it("is refused when it breaks off, wherever that is", async () => {
    const whole = `${part("a", "x")}--B--`;
    for (let length = 0; length < whole.length; length += 1) {
      expect((await refusal(whole.slice(0, length)))[1]).toMatch(/broke off/);
    }
    expect(await read(whole)).toHaveLength(1);
  });

  it.each([
    ["a preamble", `hello\r\n${part("a", "x")}--B--`],
    ["another boundary", "--C\r\n\r\n--C--\r\n--B--"],
    ["something behind a boundary", '--B \r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--B--'],
    ["a part without a name", '--B\r\nContent-Disposition: form-data; filename="a"\r\n\r\nx\r\n--B--'],
    ["a part without a disposition", "--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--"],
    ["headers without end", `--B\r\nX: ${"x".repeat(9000)}\r\n\r\nx\r\n--B--`],
  ])("with %s is malformed", async (_title, text) => {
    expect(await refusal(text)).toStrictEqual(["invalid_request", expect.stringMatching(/malformed|broke off/)]);
  });

  it("is never held whole", async () => {
    let given = 0;
    const bytes = 64 * 65_536;
    async function* body() {
      yield encoder.encode('--B\r\nContent-Disposition: form-data; name="file"\r\n\r\n');
      for (; given < bytes; given += 65_536) yield new Uint8Array(65_536);
      yield encoder.encode("\r\n--B--");
    }
    for await (const { content } of readMultipart(type, body())) {
      let taken = 0;
      for await (const piece of content) {
        taken += piece.length;
        expect(given - taken).toBeLessThan(2 * 65_536);
      }
      expect(taken).toBe(bytes);
    }
  });

  it("lets go of its source when it is refused or left", async () => {
    let closed = 0;
    async function* body() {
      try {
        for (;;) yield encoder.encode(part("a", "x"));
      } finally {
        closed += 1;
      }
    }
    for await (const _part of readMultipart(type, body())) break;
    await expect(partsOf("multipart/form-data; boundary=C", body())).rejects.toThrow("malformed");
    expect(closed).toBe(2);
  });
});
