import { FarthingError, type Fault } from "@farthing/contract";
import type * as z from "zod";

/** A JSON Pointer (RFC 6901) for a path of members and places. */
const pointer = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (part, key) =>
      typeof part === "object" && part !== null ? (part as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );

const tooMuch: Readonly<Record<string, string>> = { string: "too_long", array: "too_many" };
const tooLittle: Readonly<Record<string, string>> = { string: "too_short", array: "too_few" };

function faultsOf(issue: z.core.$ZodIssue, input: unknown): Fault[] {
  const fault = (code: string, detail = issue.message, path = issue.path): Fault[] => [
    { pointer: pointer(path), code, detail },
  ];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.flatMap((key) =>
        fault("unknown_member", `There is no member ${JSON.stringify(key.slice(0, 100))} here.`, [...issue.path, key]),
      );
    case "invalid_type":
      return valueAt(input, issue.path) === undefined
        ? fault("required", "It is required.")
        : fault(
            "wrong_type",
            `It must be ${issue.expected === "int" ? "a whole number" : `of type ${issue.expected}`}.`,
          );
    case "invalid_value":
      return valueAt(input, issue.path) === undefined
        ? fault("required", "It is required.")
        : fault("invalid", `It must be one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}.`);
    case "too_big":
      return fault(tooMuch[issue.origin] ?? "too_large", `It may be at most ${issue.maximum}.`);
    case "too_small":
      return fault(tooLittle[issue.origin] ?? "too_small", `It must be at least ${issue.minimum}.`);
    case "custom":
      return fault(typeof issue.params?.fault === "string" ? issue.params.fault : "invalid");
    default:
      return fault("invalid");
  }
}

/** The one error for a request with faults. */
export function invalidRequest(errors: readonly Fault[]): FarthingError {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return new FarthingError("invalid_request", `${first?.pointer || "The input"}: ${first?.detail}${more}`, { errors });
}

/** What a schema makes of an input. @throws FarthingError `invalid_request` naming every fault, at most 100 of them. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw invalidRequest(result.error.issues.flatMap((issue) => faultsOf(issue, input)).slice(0, 100));
}
