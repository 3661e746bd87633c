import { FarthingError } from "@farthing/contract";
import { collect, limitBytes, readBody, tooLarge } from "./read-body.ts";
import { mediaType, parseObject } from "./read-json.ts";
import { type Part, readMultipart } from "./read-multipart.ts";
import type { Spool, Spooled } from "./spool.ts";
import { invalidRequest } from "./to-problem.ts";

/** An operation's input and, where there is a file in it, how to let go of that. */
export interface FileInput {
  input: Record<string, unknown>;
  discard?: () => Promise<void>;
}

/** Reads a file and what is said with it: as body and query, or as parts. */
export type FileReader = (request: Request, query: Readonly<Record<string, unknown>>) => Promise<FileInput>;

const OPTIONS_BYTES_MAX = 4 * 1024 * 1024;
const HEADERS_BYTES = 64 * 1024;

const optionsTooLarge = () => tooLarge("The part `options`", OPTIONS_BYTES_MAX, "decide fewer rows one by one.");

function expectFirst(name: string, earlier: unknown): void {
  if (earlier !== undefined) throw invalidRequest(`/${name}`, "repeated", "There are two parts of that name.");
}

async function readParts(
  contentType: string,
  body: AsyncIterable<Uint8Array<ArrayBuffer>>,
  keep: (part: Part) => Promise<Spooled>,
) {
  let spooled: (Spooled & { filename: string | undefined }) | undefined;
  let options: Record<string, unknown> | undefined;
  try {
    for await (const part of readMultipart(contentType, body)) {
      if (part.name === "file") {
        expectFirst("file", spooled);
        spooled = { ...(await keep(part)), filename: part.filename };
      } else if (part.name === "options") {
        expectFirst("options", options);
        options = parseObject(await collect(limitBytes(part.content, OPTIONS_BYTES_MAX, optionsTooLarge)));
      } else {
        throw invalidRequest(
          `/${part.name.slice(0, 100)}`,
          "unknown_member",
          "The parts are `file` and, as JSON, `options`.",
        );
      }
    }
    if (spooled === undefined) throw invalidRequest("/file", "required", "It is required.");
    return { spooled, options: options ?? {} };
  } catch (error) {
    await spooled?.discard();
    throw error;
  }
}

/** @param bytesMax the most a file may have. */
export function createFileReader(spool: Spool, bytesMax: number): FileReader {
  const fileTooLarge = () =>
    tooLarge(
      "The file",
      bytesMax,
      "import it in several files, each of other dates, or have the server's limit raised.",
    );

  return async (request, query) => {
    const type = mediaType(request);
    if (type === "application/json") {
      throw new FarthingError(
        "unsupported_media_type",
        "Send the file itself, or multipart/form-data with the parts `file` and `options`.",
      );
    }
    if (type !== "multipart/form-data") {
      const { file, discard } = await spool(readBody(request, bytesMax, fileTooLarge));
      return { input: { ...query, file }, discard };
    }
    const body = readBody(request, bytesMax + OPTIONS_BYTES_MAX + HEADERS_BYTES, fileTooLarge);
    const keep = ({ content }: Part) => spool(limitBytes(content, bytesMax, fileTooLarge));
    const { spooled, options } = await readParts(request.headers.get("content-type") ?? "", body, keep);
    const { file, filename, discard } = spooled;
    const twice = Object.keys(options).find((member) => member in query || member === "file");
    if (twice !== undefined) {
      await discard();
      throw invalidRequest(`/${twice}`, "repeated", "It is given twice: in `options` and beside it.");
    }
    return { input: { ...(filename ? { name: filename } : {}), ...query, ...options, file }, discard };
  };
}
