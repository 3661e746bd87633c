import { FarthingError } from "@farthing/contract";
import { isPlainText } from "./is-plain-text.ts";
import type { NewToken, TokenScope } from "./personal-tokens.ts";
import { readObject } from "./read-object.ts";

const nameCharactersMax = 60;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z$/;

function readName(value: unknown): string | undefined {
  const name = typeof value === "string" ? value.normalize().trim() : "";
  return name !== "" && [...name].length <= nameCharactersMax && isPlainText(name) ? name : undefined;
}

const isScope = (value: unknown): value is TokenScope => value === "read" || value === "write";

const readScopes = (value: unknown): TokenScope[] | undefined =>
  Array.isArray(value) && value.length > 0 && value.every(isScope) ? value : undefined;

function readExpiry(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null;
  const time = typeof value === "string" && instant.test(value) ? Date.parse(value) : Number.NaN;
  if (!(time > Date.now())) return undefined;
  const written = new Date(time).toISOString();
  // A day that doesn't exist, like 30 February, comes out as another one.
  return written.startsWith((value as string).slice(0, "2027-01-31T12:30".length)) ? written : undefined;
}

/**
 * Reads what kind of token somebody asks for.
 * @throws FarthingError `unsupported_media_type`, `too_large`, `malformed_json`; `invalid_request` with every fault.
 */
export async function readNewToken(request: Request): Promise<NewToken> {
  const { values, errors } = await readObject(request, ["name", "scopes", "expiresAt"]);
  function member<Value>(name: string, read: (value: unknown) => Value | undefined, detail: string): Value {
    const value = read(values.get(name));
    if (value === undefined) {
      errors.push({ pointer: `/${name}`, code: values.has(name) ? "invalid" : "required", detail });
    }
    return value as Value;
  }
  const asked = {
    name: member("name", readName, `Give it a name of 1 to ${nameCharactersMax} characters.`),
    scopes: member("scopes", readScopes, 'List what it may do: "read", "write" or both.'),
    expiresAt: member("expiresAt", readExpiry, "Give an instant to come, like 2027-01-31T00:00:00Z, or leave it out."),
  };
  if (errors.length > 0) throw new FarthingError("invalid_request", "The request has faults.", { errors });
  return asked;
}
