import type { OpenApiDocument } from "@farthing/http";

/** What of JSON Schema says which values may stand somewhere. */
export interface Schema {
  $ref?: string;
  type?: string;
  properties?: Readonly<Record<string, Schema>>;
  items?: Schema;
  anyOf?: readonly Schema[];
  enum?: readonly string[];
  const?: unknown;
  format?: string;
  pattern?: string;
}

/** The parts of a request that something can stand in; `form` is the JSON beside a file. */
export type Part = "path" | "query" | "headers" | "body" | "form";

/** Somewhere that a request can say something. */
export interface Place {
  operation: string;
  part: Part;
  /** Of a list the first entry stands for all. */
  path: readonly (string | 0)[];
  schema: Schema;
}

/** An operation, where the served document has it. */
export interface ServedOperation {
  operation: string;
  method: string;
  /** With `{name}` for what stands in it. */
  path: string;
  places: readonly Place[];
}

interface Parameter {
  $ref?: string;
  name: string;
  in: "path" | "query" | "header";
  schema: Schema;
}

interface Operation {
  operationId: string;
  parameters?: readonly Parameter[];
  requestBody?: { content: Readonly<Record<string, { schema: Schema }>> };
}

/** `create[].categoryId`, for people. */
export const describePlace = ({ part, path }: Pick<Place, "part" | "path">): string =>
  `${part} ${path.map((name) => (name === 0 ? "[]" : `.${name}`)).join("")}`.replace(" .", " ");

/** Every operation under `/v1` of a served document, with every place in its requests: whole objects and lists, and what is in them. */
export function listPlaces({ paths, components }: OpenApiDocument): readonly ServedOperation[] {
  const target = <Value>({ $ref = "" }: { $ref?: string }): Value => {
    const [kind, name] = $ref.split("/").slice(-2) as [keyof typeof components, string];
    return components[kind][name] as Value;
  };

  function* within(place: Place): Generator<Place> {
    const { schema, path } = place;
    if (schema.$ref !== undefined) return yield* within({ ...place, schema: target(schema) });
    if (schema.anyOf !== undefined) {
      for (const choice of schema.anyOf) if (choice.type !== "null") yield* within({ ...place, schema: choice });
      return;
    }
    yield place;
    for (const [name, member] of Object.entries(schema.properties ?? {}))
      yield* within({ ...place, path: [...path, name], schema: member });
    if (schema.items !== undefined) yield* within({ ...place, path: [...path, 0], schema: schema.items });
  }

  const members = (operation: string, part: Part, schema: Schema = {}) =>
    [...within({ operation, part, path: [], schema })].filter(({ path }) => path.length > 0);

  return Object.entries(paths).flatMap(([path, methods]) => {
    if (!path.startsWith("/v1/")) return [];
    return Object.entries(methods).map(([method, entry]) => {
      const { operationId: operation, parameters = [], requestBody } = entry as unknown as Operation;
      const given = parameters.map((each) => (each.$ref === undefined ? each : target<Parameter>(each)));
      const form = requestBody?.content["multipart/form-data"]?.schema.properties?.options;
      return {
        operation,
        method: method.toUpperCase(),
        path,
        places: [
          ...given.flatMap(({ name, in: place, schema }) => [
            ...within({ operation, part: place === "header" ? "headers" : place, path: [name], schema }),
          ]),
          ...members(operation, "body", requestBody?.content["application/json"]?.schema),
          ...members(operation, "form", form),
        ],
      };
    });
  });
}
