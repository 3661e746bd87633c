import type { OperationSchema } from "@farthing/core";
import { invalidRequest } from "./to-problem.ts";

type Members = Readonly<Record<string, "number" | "boolean">>;

/** What a schema is made around: that of `z.int().optional()` is a number. */
function innermost(schema: { def: object }): { def: object } {
  const { def } = schema;
  if ("innerType" in def) return innermost(def.innerType as { def: object });
  if ("in" in def) return innermost(def.in as { def: object });
  return schema;
}

/** The members of an input that a query can't write as what they are. */
function typedMembers({ input }: OperationSchema): Members {
  const types = Object.entries(input.shape).map(([member, schema]) => {
    const { def } = innermost(schema as { def: object });
    return [member, "type" in def ? def.type : undefined] as const;
  });
  return Object.fromEntries(types.filter(([, type]) => type === "number" || type === "boolean")) as Members;
}

const wholeNumber = /^(?:0|-?[1-9]\d{0,14})$/;

function read(text: string, type: "number" | "boolean" | undefined): unknown {
  if (type === "number" && wholeNumber.test(text)) return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

/** A name as a JSON Pointer. */
const pointer = (name: string) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;

const none: Readonly<Record<string, never>> = {};

/**
 * Makes the function that reads an operation's input from a query. Whole numbers and booleans become what they are where the
 * operation wants them; what isn't written as one stays text, for the operation to refuse.
 */
export function createQueryReader(schema: OperationSchema): (url: string) => Readonly<Record<string, unknown>> {
  let types: Members | undefined;
  return (url) => {
    const start = url.indexOf("?");
    if (start === -1) return none;
    types ??= typedMembers(schema);
    const input: Record<string, unknown> = Object.create(null);
    const end = url.indexOf("#", start);
    for (const part of url.slice(start + 1, end === -1 ? undefined : end).split("&")) {
      if (part === "") continue;
      const equals = part.indexOf("=");
      const name = decode(equals === -1 ? part : part.slice(0, equals));
      const value = decode(equals === -1 ? "" : part.slice(equals + 1));
      if (name === undefined) throw invalidRequest("", "invalid", "The query isn't percent-encoded UTF-8.");
      if (value === undefined) throw invalidRequest(pointer(name), "invalid", "It isn't percent-encoded UTF-8.");
      if (name in input) throw invalidRequest(pointer(name), "repeated", "It stands more than once in the query.");
      input[name] = read(value, types[name]);
    }
    return input;
  };
}
