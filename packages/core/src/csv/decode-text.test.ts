import type { FileEncoding } from "@farthing/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText, UndecodableText } from "./decode-text.ts";

async function decode(bytes: Uint8Array<ArrayBuffer>, encoding: FileEncoding) {
  const pieces = [];
  for await (const piece of decodeText(new Blob([bytes]), encoding)) pieces.push(piece);
  return { text: pieces.map(({ text }) => text).join(""), pieces };
}

function utf16(text: string, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
  return new Uint8Array(view.buffer);
}

const utf8 = (text: string) => new TextEncoder().encode(text);

const encoded: Readonly<Record<string, [FileEncoding, (text: string) => Uint8Array<ArrayBuffer>]>> = {
  "UTF-8": ["utf-8", utf8],
  "UTF-8 with a byte order mark": ["utf-8", (text) => utf8(`\ufeff${text}`)],
  "UTF-16LE": ["utf-16le", (text) => utf16(`\ufeff${text}`, true)],
  "UTF-16BE": ["utf-16be", (text) => utf16(`\ufeff${text}`, false)],
};

/** Text that is longer than a piece, with characters of every length at every place. */
const longText = fc
  .tuple(
    fc.string({ unit: "binary", minLength: 1, maxLength: 30 }),
    fc.integer({ min: 20_000, max: 80_000 }),
    fc.nat(7),
  )
  .map(([part, length, shift]) =>
    `${"x".repeat(shift)}${part.repeat(Math.ceil(length / part.length))}`.replace(/^\ufeff+/, ""),
  );

describe("decodeText", () => {
  for (const [name, [encoding, encode]] of Object.entries(encoded)) {
    it(`gives the text of a file in ${name}, in whole characters, with its UTF-8`, async () => {
      await fc.assert(
        fc.asyncProperty(longText, async (text) => {
          const { text: decoded, pieces } = await decode(encode(text), encoding);
          expect(decoded === text).toBe(true);
          for (const piece of pieces) expect(Buffer.compare(piece.bytes, utf8(piece.text))).toBe(0);
        }),
        { numRuns: 20 },
      );
    });
  }

  it("reads each of the 32 characters that Windows-1252 has and ISO-8859-1 has not", async () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index);
    expect((await decode(bytes, "windows-1252")).text).toBe(
      "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ",
    );
    expect((await decode(bytes, "iso-8859-1")).text).toBe(String.fromCharCode(...bytes));
  });

  it("reads the upper half of Windows-1252 as Latin letters", async () => {
    const bytes = Uint8Array.from({ length: 96 }, (_, index) => 0xa0 + index);
    expect((await decode(bytes, "windows-1252")).text).toBe(String.fromCharCode(...bytes));
  });

  it("ends pieces with a line wherever it can", async () => {
    const { pieces } = await decode(utf8("Zürich,1\n".repeat(20_000)), "utf-8");
    expect(pieces.length).toBeGreaterThan(2);
    for (const { text } of pieces) expect(text.endsWith("\n")).toBe(true);
  });

  it("names the line that isn't valid UTF-8", async () => {
    const bytes = Uint8Array.from([...utf8("é\n".repeat(50_000)), 0x61, 0xe9, 0x62, 0x0a]);
    await expect(decode(bytes, "utf-8")).rejects.toThrow("Line 50001 isn't valid UTF-8");
    await expect(decode(bytes, "utf-8")).rejects.toBeInstanceOf(UndecodableText);
  });

  it("refuses half a surrogate pair, and a character cut at the end", async () => {
    await expect(decode(utf16("\ufeffa\nb\ud800c", true), "utf-16le")).rejects.toThrow("Line 2 isn't valid UTF-16LE");
    await expect(decode(utf8("a\r😀").slice(0, -1), "utf-8")).rejects.toThrow("Line 2 isn't valid UTF-8");
  });

  it("fails clearly when the file gets shorter meanwhile", async () => {
    const gone = new Blob(["abc"]);
    const lying = { size: 10, slice: () => gone } as unknown as Blob;
    await expect(async () => {
      for await (const _ of decodeText(lying, "iso-8859-1"));
    }).rejects.toThrow("it was changed or removed meanwhile");
  });
});
