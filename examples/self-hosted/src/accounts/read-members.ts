import { FarthingError } from "@farthing/contract";
import { readObject } from "./read-object.ts";

/**
 * Reads a JSON object that has exactly the given members, all of them texts. Whatever else arrives is named and refused here,
 * before anything can reach the database.
 * @throws FarthingError `unsupported_media_type`, `too_large`, `malformed_json`, `invalid_request`.
 */
export async function readMembers<Name extends string>(
  request: Request,
  names: readonly Name[],
): Promise<Record<Name, string>> {
  const { values, errors } = await readObject(request, names);
  for (const name of names) {
    if (!values.has(name)) errors.push({ pointer: `/${name}`, code: "required", detail: "It is missing." });
    else if (typeof values.get(name) !== "string")
      errors.push({ pointer: `/${name}`, code: "invalid", detail: "It must be a text." });
  }
  if (errors.length > 0) throw new FarthingError("invalid_request", "The request has faults.", { errors });
  return Object.fromEntries(values) as Record<Name, string>;
}
