import { FarthingError } from "@farthing/contract";
import { brokeOff, collect, declaredLength, readBody, tooLarge } from "./read-body.ts";
import { invalidRequest } from "./to-problem.ts";

const BYTES_MAX = 1024 * 1024;
const DEPTH_MAX = 16;
const MEMBERS_MAX = 256;

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Media type of a body, without its parameters; `""` where there is none. */
export const mediaType = (request: Request) =>
  (request.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";

const refusal = () => tooLarge("A JSON body", BYTES_MAX, "send the changes in several requests.");

/** Where the length is declared the server holds the client to it, and reading at once is several times cheaper. */
async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const declared = declaredLength(request);
  if (declared === undefined || declared > BYTES_MAX) return collect(readBody(request, BYTES_MAX, refusal));
  const bytes = await request.arrayBuffer().catch((cause: unknown) => {
    throw brokeOff(cause);
  });
  if (bytes.byteLength > BYTES_MAX) throw refusal();
  return new Uint8Array(bytes);
}

function isModest(value: unknown, depth = DEPTH_MAX): boolean {
  if (typeof value !== "object" || value === null) return true;
  const parts = Object.values(value);
  if (depth === 0 || (parts.length > MEMBERS_MAX && !Array.isArray(value))) return false;
  return parts.every((part) => isModest(part, depth - 1));
}

/** A JSON text's object. @throws FarthingError `malformed_json`, `invalid_request`. */
export function parseObject(bytes: Uint8Array<ArrayBuffer>): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch (cause) {
    throw new FarthingError("malformed_json", `It isn't JSON in UTF-8: ${(cause as Error).message}`, { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalidRequest("", "wrong_type", "It must be a JSON object.");
  }
  if (!isModest(value)) {
    throw invalidRequest(
      "",
      "too_deep",
      `JSON may be ${DEPTH_MAX} levels deep with ${MEMBERS_MAX} members to an object.`,
    );
  }
  return value as Record<string, unknown>;
}

/**
 * A JSON body's object; an empty one where there is no body.
 * @throws FarthingError `too_large` over 1 MiB, `unsupported_media_type`, `malformed_json`, `invalid_request`.
 */
export async function readJson(request: Request): Promise<Record<string, unknown>> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return {};
  const type = mediaType(request);
  if (type !== "application/json" && !(type === "application/merge-patch+json" && request.method === "PATCH")) {
    throw new FarthingError("unsupported_media_type", "Send JSON, with `Content-Type: application/json`.");
  }
  return parseObject(bytes);
}

/** Holds a request to having no body. @throws FarthingError `invalid_request`. */
export async function readNothing(request: Request): Promise<void> {
  if ((await readBytes(request)).length > 0)
    throw invalidRequest("", "unexpected_body", `${request.method} takes no body here: write members into the query.`);
}
