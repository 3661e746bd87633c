import { FarthingError, type FileEncoding } from "@farthing/contract";
import type { TextPiece } from "./text-piece.ts";
import { WINDOWS_1252 } from "./windows-1252.ts";

/** The file's bytes aren't what its encoding says. */
export class UndecodableText extends FarthingError {
  /** The first line that can't be decoded, counted from 1. */
  readonly line: number;

  constructor(encoding: FileEncoding, line: number, cause: unknown) {
    super(
      "not_importable",
      `Line ${line} isn't valid ${encoding.toUpperCase()}. Save the file as UTF-8, or pass mapping.encoding.`,
      { cause },
    );
    this.line = line;
  }
}

/** How many bytes of the file are looked at in one go. */
export const PIECE_BYTES = 65_536;

const LF = 10;

interface Decoder {
  /** Where the last line ends, or else the last whole character. */
  cut: (bytes: Uint8Array) => number;
  decode: (bytes: Uint8Array) => TextPiece;
  mark: readonly number[];
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

const lastLine = (bytes: Uint8Array) => bytes.lastIndexOf(LF) + 1;

/** Where the last whole character of UTF-8 ends. */
function lastCharacter(bytes: Uint8Array): number {
  let lead = bytes.length - 1;
  while (lead > bytes.length - 4 && ((bytes[lead] ?? 0) & 0xc0) === 0x80) lead -= 1;
  const first = bytes[lead] ?? 0;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  return lead + length > bytes.length ? lead : bytes.length;
}

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) if ((bytes[at] as number) >= 0x80) return false;
  return true;
}

/** One byte a character; each of the upper half is put as UTF-8 in its place. */
function singleByte(codePoint: (byte: number) => number): Decoder {
  const upper = Array.from({ length: 128 }, (_, index) => encoder.encode(String.fromCodePoint(codePoint(index + 128))));
  return {
    cut: (bytes) => lastLine(bytes) || bytes.length,
    decode(bytes) {
      if (isAscii(bytes)) return { text: utf8.decode(bytes), bytes };
      const out = new Uint8Array(bytes.length * 3);
      let length = 0;
      for (const byte of bytes) {
        if (byte < 128) out[length++] = byte;
        else for (const part of upper[byte - 128] as Uint8Array) out[length++] = part;
      }
      const filled = out.subarray(0, length);
      return { text: utf8.decode(filled), bytes: filled };
    },
    mark: [],
  };
}

/** Two bytes a unit, the more significant one first or second. */
function doubleByte(label: "utf-16le" | "utf-16be", mark: readonly [number, number]): Decoder {
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  const high = label === "utf-16le" ? 1 : 0;
  return {
    cut(bytes) {
      const even = bytes.length - (bytes.length % 2);
      const last = bytes[even - 2 + high] ?? 0;
      return last >= 0xd8 && last < 0xdc ? even - 2 : even;
    },
    decode(bytes) {
      const text = decoder.decode(bytes);
      return { text, bytes: encoder.encode(text) };
    },
    mark,
  };
}

const decoders: Readonly<Record<FileEncoding, Decoder>> = {
  "utf-8": {
    cut: (bytes) => lastLine(bytes) || lastCharacter(bytes),
    decode: (bytes) => ({ text: utf8.decode(bytes), bytes }),
    mark: [0xef, 0xbb, 0xbf],
  },
  "utf-16le": doubleByte("utf-16le", [0xff, 0xfe]),
  "utf-16be": doubleByte("utf-16be", [0xfe, 0xff]),
  "windows-1252": singleByte((byte) => (byte < 0xa0 && WINDOWS_1252[byte - 0x80]) || byte),
  "iso-8859-1": singleByte((byte) => byte),
};

const CHANGED = "The file can't be read to its end: it was changed or removed meanwhile";

/** The bytes of the file from `from` on and before `before`, fewer where it ends. */
export async function readBytes(file: Blob, from: number, before: number): Promise<Uint8Array> {
  const bytes = await file
    .slice(from, before)
    .arrayBuffer()
    .catch((cause: unknown) => {
      throw new FarthingError("not_importable", CHANGED, { cause });
    });
  if (bytes.byteLength < Math.min(before, file.size) - from) throw new FarthingError("not_importable", CHANGED);
  return new Uint8Array(bytes);
}

/** Whether the bytes begin with the byte order mark of this encoding. */
export const hasMark = (bytes: Uint8Array, encoding: FileEncoding): boolean => {
  const { mark } = decoders[encoding];
  return mark.length > 0 && mark.every((byte, index) => bytes[index] === byte);
};

async function firstInvalidLine(file: Blob, encoding: FileEncoding): Promise<number> {
  const lenient = new TextDecoder(encoding);
  let line = 1;
  for (let from = 0; from < file.size; from += PIECE_BYTES) {
    const text = lenient.decode(await readBytes(file, from, from + PIECE_BYTES), { stream: true });
    const invalid = text.indexOf("\ufffd");
    const before = invalid < 0 ? text : text.slice(0, invalid);
    line += before.split(before.includes("\n") ? "\n" : "\r").length - 1;
    if (invalid >= 0) break;
  }
  return line;
}

/**
 * The file's text, in pieces that end with a line wherever they can, without its byte order mark.
 *
 * @throws UndecodableText when the bytes aren't of that encoding; never for the encodings of one byte a character.
 */
export async function* decodeText(file: Blob, encoding: FileEncoding): AsyncGenerator<TextPiece> {
  const { cut, decode, mark } = decoders[encoding];
  let from = hasMark(await readBytes(file, 0, mark.length), encoding) ? mark.length : 0;
  while (from < file.size) {
    const bytes = await readBytes(file, from, from + PIECE_BYTES);
    const last = from + bytes.length >= file.size;
    const part = last ? bytes : bytes.subarray(0, cut(bytes));
    let piece: TextPiece;
    try {
      piece = decode(part);
    } catch (cause) {
      throw new UndecodableText(encoding, await firstInvalidLine(file, encoding), cause);
    }
    yield piece;
    from += part.length;
  }
}
