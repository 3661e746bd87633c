import { FarthingError } from "@farthing/contract";
import { invalidRequest } from "./to-problem.ts";

/** A version that no record reaches, so that an entity tag of something else matches none. */
const NEVER = Number.MAX_SAFE_INTEGER;

function entityTags(header: string, name: string): string[] {
  const tags = [...header.matchAll(/(?:W\/)?"([^"]*)"/g)].map(([, tag]) => tag as string);
  const rest = header.replaceAll(/(?:W\/)?"[^"]*"/g, "");
  if (tags.length === 0 || /[^\s,]/.test(rest))
    throw invalidRequest("", "invalid", `${name} is \`*\` or entity tags in quotes: ${name}: "3"`);
  return tags;
}

/** The versions that `If-Match` asks for; `undefined` where any will do. @throws FarthingError `invalid_request`. */
export function readIfMatch(header: string | null): readonly number[] | undefined {
  if (header === null || header.trim() === "*") return undefined;
  return entityTags(header, "If-Match").map((tag) => (/^[1-9]\d{0,14}$/.test(tag) ? Number(tag) : NEVER));
}

const opaque = (tag: string) => tag.replace(/^W\//, "");

/** Whether what the client has is what it would get. */
export function isNotModified(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((tag) => opaque(tag.trim()) === opaque(etag));
}

/** The key that `Idempotency-Key` gives, bare or as a quoted string. @throws FarthingError `invalid_idempotency_key`. */
export function readIdempotencyKey(header: string | null): string | undefined {
  if (header === null || !header.startsWith('"')) return header ?? undefined;
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(header)?.[1];
  if (quoted === undefined) {
    throw new FarthingError(
      "invalid_idempotency_key",
      "The Idempotency-Key begins with a quote and isn't a quoted string.",
    );
  }
  return quoted.replaceAll(/\\(["\\])/g, "$1");
}
