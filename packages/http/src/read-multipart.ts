import { FarthingError } from "@farthing/contract";
import { brokeOff, collect, limitBytes } from "./read-body.ts";

/** One part of a multipart/form-data body. */
export interface Part {
  name: string;
  /** What the sender calls the file, without folders. */
  filename: string | undefined;
  /** Its bytes, to be read to their end before the next part is asked for. */
  content: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

const HEADERS_BYTES_MAX = 8192;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const endOfLine = encoder.encode("\r\n");
const endOfHeaders = encoder.encode("\r\n\r\n");

const malformed = (detail: string) =>
  new FarthingError("invalid_request", `The multipart body is malformed: ${detail}`);

/** The boundary that a `Content-Type` of multipart/form-data names. @throws FarthingError `invalid_request`. */
function boundaryOf(contentType: string): string {
  const found = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) throw malformed("its Content-Type names no boundary.");
  return boundary;
}

/** Where a run of bytes begins in others; -1 when it isn't there. */
function find(bytes: Uint8Array, run: Uint8Array): number {
  const first = run[0] as number;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    let same = 1;
    while (same < run.length && bytes[at + same] === run[same]) same += 1;
    if (same === run.length) return at;
  }
  return -1;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

const parameter = (disposition: string, name: string) =>
  new RegExp(`;[ \\t]*${name}="([^"]*)"`, "i")
    .exec(disposition)?.[1]
    ?.replaceAll("%22", '"')
    .replaceAll("%0D", "\r")
    .replaceAll("%0A", "\n");

function describePart(headers: string): Pick<Part, "name" | "filename"> {
  const disposition = /^content-disposition:[ \t]*form-data(;.*)$/im.exec(headers)?.[1] ?? "";
  const name = parameter(disposition, "name");
  if (name === undefined) throw malformed("a part has no name.");
  return { name, filename: parameter(disposition, "filename")?.split(/[/\\]/).at(-1) };
}

/**
 * The parts of a multipart/form-data body, in their order, none of them held whole.
 * @throws FarthingError `invalid_request` where it is malformed or breaks off.
 */
export async function* readMultipart(
  contentType: string,
  body: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Part> {
  const delimiter = encoder.encode(`\r\n--${boundaryOf(contentType)}`);
  const source = body[Symbol.asyncIterator]();
  // The first boundary has no line before it: with one it is like all others.
  let held: Uint8Array<ArrayBuffer> = endOfLine;

  async function more(): Promise<void> {
    const { done, value } = await source.next();
    if (done) throw brokeOff();
    held = held.length === 0 ? value : joined(held, value);
  }

  /** Bytes up to a run, which is taken off as well. */
  async function* upTo(run: Uint8Array): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for (;;) {
      const at = find(held, run);
      const sure = at === -1 ? held.length - run.length + 1 : at;
      if (sure > 0) {
        const piece = held.subarray(0, sure);
        held = held.subarray(sure);
        yield piece;
      }
      if (at !== -1) {
        held = held.subarray(run.length);
        return;
      }
      await more();
    }
  }

  async function expectAtOnce(run: Uint8Array, complaint: string): Promise<void> {
    for await (const piece of upTo(run)) if (piece.length > 0) throw malformed(complaint);
  }

  async function headers(): Promise<string> {
    const tooLong = () => malformed("a part's headers are too long.");
    return decoder.decode(await collect(limitBytes(upTo(endOfHeaders), HEADERS_BYTES_MAX, tooLong)));
  }

  try {
    await expectAtOnce(delimiter, "it doesn't begin with its boundary.");
    for (;;) {
      while (held.length < 2) await more();
      if (held[0] === 0x2d && held[1] === 0x2d) break;
      await expectAtOnce(endOfLine, "something follows a boundary.");
      const content = upTo(delimiter);
      yield { ...describePart(await headers()), content };
      for await (const _rest of content);
    }
    while (!(await source.next()).done);
  } finally {
    await source.return?.();
  }
}
