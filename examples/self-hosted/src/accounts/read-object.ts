import { FarthingError, type Fault } from "@farthing/contract";

const bodyBytesMax = 16 * 1024;

async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bodyBytesMax) throw new FarthingError("too_large", `The body may have at most ${bodyBytesMax} bytes.`);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FarthingError("malformed_json", "The body must be a JSON object.", { cause });
  }
}

/**
 * Reads a JSON object, and finds a fault for each member that isn't one of these.
 * @throws FarthingError `unsupported_media_type`, `too_large`, `malformed_json`, `invalid_request`.
 */
export async function readObject(
  request: Request,
  names: readonly string[],
): Promise<{ values: Map<string, unknown>; errors: Fault[] }> {
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers.get("content-type") ?? "")) {
    throw new FarthingError("unsupported_media_type", "Send the body as application/json.");
  }
  const body = parse(await readText(request));
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new FarthingError("invalid_request", "The body must be a JSON object.");
  }
  const values = new Map(Object.entries(body));
  const errors = [...values.keys()]
    .filter((name) => !names.includes(name))
    .map((name) => ({
      pointer: `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
      code: "unknown_member",
      detail: "There is no such member.",
    }));
  return { values, errors };
}
