import { errorCodes, type OperationName, operationNames, type Route, routes } from "@farthing/contract";
import { type OperationSchema, operations } from "@farthing/core";

type Json = Readonly<Record<string, unknown>>;

/** An OpenAPI 3.1 document, as far as its makers and readers here look into it. */
export interface OpenApiDocument {
  openapi: "3.1.0";
  info: Json;
  tags: readonly { name: string }[];
  paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  components: Readonly<
    Record<"schemas" | "parameters" | "headers" | "responses" | "securitySchemes", Readonly<Record<string, Json>>>
  >;
  security: readonly Json[];
}

interface ObjectSchema {
  properties: Record<string, Json>;
  required?: string[];
  [keyword: string]: unknown;
}

const ref = (kind: keyof OpenApiDocument["components"], name: string) => ({ $ref: `#/components/${kind}/${name}` });
const pick = <Value>(record: Record<string, Value>, keep: (name: string, value: Value) => boolean) =>
  Object.fromEntries(Object.entries(record).filter(([name, value]) => keep(name, value)));

type Schema = OperationSchema["output"];

/** Makes the function that reads schemas as JSON Schema; the named ones among them gather in `named`. */
function createSchemaReader(named: Record<string, Json>): (schema: Schema) => Json {
  return (schema) => {
    const whole = schema.toJSONSchema({
      io: "input",
      unrepresentable: "any",
      override: ({ jsonSchema }) => void delete jsonSchema.readOnly,
    });
    const moved = JSON.stringify(whole).replaceAll('"#/$defs/', '"#/components/schemas/');
    const { $schema: _dialect, $defs = {}, ...rest } = JSON.parse(moved);
    Object.assign(named, $defs);
    return rest;
  };
}

const text = (description: string, more: Json = {}) => ({ description, schema: { type: "string", ...more } });

const requestHeaders = {
  FarthingToday: {
    name: "Farthing-Today",
    in: "header",
    ...text("The caller's today, at most one day from the server's UTC date.", { format: "date" }),
  },
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    ...text("The same key with the same request has its effect once, for at least 24 hours.", {
      minLength: 1,
      maxLength: 257,
    }),
  },
  IfMatch: {
    name: "If-Match",
    in: "header",
    ...text("Versions of which the record must be at one, as entity tags.", { examples: ['"3"'] }),
  },
  IfNoneMatch: { name: "If-None-Match", in: "header", ...text("Entity tags of what the caller has already.") },
  RequestId: {
    name: "X-Request-Id",
    in: "header",
    ...text("What the request shall be called in the server's log.", { maxLength: 128 }),
  },
};

const responseHeaders = {
  ETag: text("The record's version in quotes; of a list, what tells it from another."),
  Location: text("Where the new record is.", { format: "uri-reference" }),
  IdempotentReplayed: text("`true` when an earlier request with the same key had already had the effect.", {
    const: "true",
  }),
  RequestId: text("What the request is called in the server's log."),
  RetryAfter: {
    description: "Seconds after which to send the same request again.",
    schema: { type: "integer", minimum: 1 },
  },
};

/** One answer for each status that an error can have, with the codes that have it. */
function problemResponses(): Record<string, Json> {
  const statuses = [...new Set(Object.values(errorCodes).map(({ status }) => status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const kinds = Object.entries(errorCodes).filter(([, kind]) => kind.status === status);
      const code = { properties: { code: { enum: kinds.map(([name]) => name) } } };
      return [
        `Problem${status}`,
        {
          description: kinds.map(([name, { title }]) => `\`${name}\`: ${title}.`).join(" "),
          headers: {
            "X-Request-Id": ref("headers", "RequestId"),
            ...(kinds.some(([, { retry }]) => retry) ? { "Retry-After": ref("headers", "RetryAfter") } : {}),
          },
          content: { "application/problem+json": { schema: { allOf: [ref("schemas", "Problem"), code] } } },
        },
      ];
    }),
  );
}

const problem = {
  description: "Problem details (RFC 9457).",
  type: "object",
  required: ["type", "title", "status", "detail", "code", "requestId"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string", enum: Object.keys(errorCodes) },
    requestId: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "code", "detail"],
        properties: {
          pointer: { type: "string", format: "json-pointer", description: "Into the operation's input." },
          code: { type: "string" },
          detail: { type: "string" },
        },
      },
    },
    current: { description: "The record as it is now, with `version_mismatch`." },
  },
};

function problemsOf({ method, path, sends }: Route): number[] {
  const reads = method === "GET";
  return [
    400,
    401,
    ...(reads ? [] : [403, 409, 422, 507]),
    ...(path.includes("{") ? [404] : []),
    406,
    ...(reads || method === "POST" ? [] : [412]),
    ...(sends === "query" ? [] : [408, 413, 415]),
    429,
    500,
    503,
  ];
}

function requestBody({ sends }: Route, schema: ObjectSchema): Json | undefined {
  if (sends === "query") return undefined;
  const { required, ...open } = schema;
  const needed = required?.filter((member) => member !== "file") ?? [];
  const members = pick(schema.properties, (member) => member !== "file");
  const options = { ...open, properties: members, ...(needed.length > 0 ? { required: needed } : {}) };
  if (sends === "json") return { required: needed.length > 0, content: { "application/json": { schema: options } } };
  const bytes = { contentMediaType: "application/octet-stream" };
  return {
    required: true,
    content: {
      "multipart/form-data": {
        schema: { type: "object", required: ["file"], properties: { file: bytes, options } },
        encoding: { options: { contentType: "application/json" } },
      },
      "application/octet-stream": { schema: bytes },
    },
  };
}

const scalars = new Set(["string", "integer", "number", "boolean"]);

function describeOperation(name: OperationName, read: (schema: Schema) => Json): Json {
  const route = routes[name];
  const { method, path, sends, gives, status } = route;
  const { summary, input, output }: OperationSchema = operations[name];
  const reads = method === "GET";
  const whole = read(input) as unknown as ObjectSchema;
  const inPath = (member: string) => path.includes(`{${member}}`);
  const body: ObjectSchema = {
    ...whole,
    properties: pick(whole.properties, (member) => !inPath(member)) as Record<string, Json>,
    required: whole.required?.filter((member) => !inPath(member)) ?? [],
  };
  const asQuery = sends === "json" ? {} : pick(body.properties, (_member, { type }) => scalars.has(type as string));
  const answer = read(output);
  const progress = {
    "application/x-ndjson": {
      schema: { type: "string", description: "Lines of `progress`, the last of `result` or `problem`." },
    },
  };
  return {
    operationId: name,
    summary,
    tags: [name.split(".")[0]],
    parameters: [
      ...Object.entries(whole.properties).flatMap(([member, schema]) =>
        inPath(member) ? [{ name: member, in: "path", required: true, schema }] : [],
      ),
      ...Object.entries(asQuery).map(([member, schema]) => ({
        name: member,
        in: "query",
        required: sends === "query" && (body.required?.includes(member) ?? false),
        schema,
      })),
      ...(reads ? [] : [ref("parameters", "IdempotencyKey")]),
      ...(reads || method === "POST" ? [] : [ref("parameters", "IfMatch")]),
      ...(reads && gives !== "csv" ? [ref("parameters", "IfNoneMatch")] : []),
      ref("parameters", "FarthingToday"),
      ref("parameters", "RequestId"),
    ],
    ...(sends === "query" ? {} : { requestBody: requestBody(route, body) }),
    responses: {
      [status]: {
        description: "Done.",
        headers: {
          "X-Request-Id": ref("headers", "RequestId"),
          ...(gives === "record" || (reads && gives === "json") ? { ETag: ref("headers", "ETag") } : {}),
          ...(status === 201 ? { Location: ref("headers", "Location") } : {}),
          ...(reads ? {} : { "Idempotent-Replayed": ref("headers", "IdempotentReplayed") }),
        },
        content:
          gives === "csv"
            ? { "text/csv": { schema: { type: "string" } } }
            : { "application/json": { schema: answer }, ...(gives === "job" && status === 200 ? progress : {}) },
      },
      ...(gives === "job" && status !== 200
        ? { 200: { description: "Its progress, and its end.", content: progress } }
        : {}),
      ...(reads && gives !== "csv" ? { 304: { description: "The caller has it already." } } : {}),
      ...Object.fromEntries(problemsOf(route).map((code) => [code, ref("responses", `Problem${code}`)])),
    },
  };
}

const system = (operationId: string, summary: string): Json => ({
  operationId,
  summary,
  tags: ["system"],
  security: [],
  responses: { 200: { description: "Yes.", content: { "application/json": { schema: { type: "object" } } } } },
});

/** Describes the whole HTTP API, made from the same two tables as the API itself. */
export function openApiDocument(): OpenApiDocument {
  const schemas: Record<string, Json> = { Problem: problem };
  const read = createSchemaReader(schemas);
  const paths: Record<string, Record<string, Json>> = {};
  for (const name of operationNames) {
    const { method, path } = routes[name];
    const place = `/v1${path}`;
    paths[place] = { ...paths[place], [method.toLowerCase()]: describeOperation(name, read) };
  }
  paths["/healthz"] = { get: system("healthz", "Says that the server runs.") };
  paths["/readyz"] = { get: system("readyz", "Says that the server reaches its store.") };
  paths["/openapi.json"] = { get: system("openapi", "Gives this document.") };
  const groups = new Set(operationNames.map((name) => name.split(".")[0] as string));
  return {
    openapi: "3.1.0",
    info: {
      title: "Farthing",
      version: "1",
      summary: "A personal-finance ledger.",
      description:
        "Amounts are whole numbers of minor units (cents). Dates have no time and no zone. The token decides whose ledger it is.",
      license: { name: "MIT", identifier: "MIT" },
    },
    tags: [...groups, "system"].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      parameters: requestHeaders,
      headers: responseHeaders,
      responses: problemResponses(),
      securitySchemes: { bearer: { type: "http", scheme: "bearer", description: "A JWT or a personal access token." } },
    },
    security: [{ bearer: [] }],
  };
}
