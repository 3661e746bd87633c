import {
  errorCodes,
  type OperationName,
  operationNames,
  type Route,
  routes,
  type ServerErrorCode,
} from "@farthing/contract";
import { type OperationSchema, operations } from "@farthing/core";
import { operationErrors } from "./operation-errors.ts";
import { takesVersion } from "./takes-version.ts";

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
  WwwAuthenticate: text("How to say who asks.", { const: "Bearer" }),
  Location: text("Where the new record is.", { format: "uri-reference" }),
  IdempotentReplayed: text("`true` when an earlier request with the same key had already had the effect.", {
    const: "true",
  }),
  RequestId: text("What the request is called in the server's log."),
  RateLimit: text(
    "Where the server sets a limit: how many more requests it takes now, and in how many seconds one more.",
    {
      examples: ['"default";r=599;t=1'],
    },
  ),
  RateLimitPolicy: text("Where the server sets a limit: how many requests it takes, and in how many seconds.", {
    examples: ['"default";q=600;w=60'],
  }),
  RetryAfter: {
    description: "Seconds after which to send the same request again.",
    schema: { type: "integer", minimum: 1 },
  },
};

/** Headers of every answer under `/v1`. */
const everywhere = {
  "X-Request-Id": ref("headers", "RequestId"),
  RateLimit: ref("headers", "RateLimit"),
  "RateLimit-Policy": ref("headers", "RateLimitPolicy"),
};

type Codes = readonly ServerErrorCode[];

const serverCodes = Object.keys(errorCodes) as Codes;
const withStatus = (codes: Codes, status: number) => codes.filter((code) => errorCodes[code].status === status);
const statusesOf = (codes: Codes) => [...new Set(codes.map((code) => errorCodes[code].status))];

/** The answer that tells one of these errors, which share a status. */
const problemResponse = (codes: Codes): Json => ({
  description: codes.map((code) => `\`${code}\`: ${errorCodes[code].title}.`).join(" "),
  headers: {
    ...everywhere,
    ...(codes.some((code) => errorCodes[code].retry) ? { "Retry-After": ref("headers", "RetryAfter") } : {}),
    ...(codes.includes("unauthenticated") ? { "WWW-Authenticate": ref("headers", "WwwAuthenticate") } : {}),
  },
  content: {
    "application/problem+json": {
      schema: { allOf: [ref("schemas", "Problem"), { properties: { code: { enum: codes } } }] },
    },
  },
});

/** One answer for each status that an error can have, with all codes that have it. */
const problemResponses = (): Record<string, Json> =>
  Object.fromEntries(
    statusesOf(serverCodes).map((status) => [`Problem${status}`, problemResponse(withStatus(serverCodes, status))]),
  );

/** The answers by which an operation refuses, each with the codes that this one has. */
function problemsOf(name: OperationName): Record<string, Json> {
  const { own, shared } = operationErrors(name);
  const codes = serverCodes.filter((code) => own.includes(code) || shared.includes(code));
  return Object.fromEntries(
    statusesOf(codes).map((status) => {
      const those = withStatus(codes, status);
      const isWhole = those.length === withStatus(serverCodes, status).length;
      return [status, isWhole ? ref("responses", `Problem${status}`) : problemResponse(those)];
    }),
  );
}

const said = (description: string, more: Json = { type: "string" }) => ({ description, ...more });

const problem = {
  description: "Problem details (RFC 9457).",
  type: "object",
  required: ["type", "title", "status", "detail", "code", "requestId"],
  properties: {
    type: said("Where the code is explained.", { type: "string", format: "uri-reference" }),
    title: said("The same for every problem of that code."),
    status: said("The answer's own.", { type: "integer" }),
    detail: said("What is wrong this time, for people."),
    code: said("What to decide by; each is explained under Errors.", { type: "string", enum: serverCodes }),
    requestId: said("What the request is called in the server's log."),
    errors: said("Every fault in the request.", {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "code", "detail"],
        properties: {
          pointer: said("Into the operation's input.", { type: "string", format: "json-pointer" }),
          code: said("The kind of fault: `required`, `too_long`, `unknown_category` and others."),
          detail: said("What is wrong and how to put it right."),
        },
      },
    }),
    current: said("The record as it is now, with `version_mismatch`.", {}),
  },
};

function requestBody({ sends }: Route, schema: ObjectSchema): Json | undefined {
  if (sends === "query") return undefined;
  const { required, ...open } = schema;
  const needed = required?.filter((member) => member !== "file") ?? [];
  const members = pick(schema.properties, (member) => member !== "file");
  const options = { ...open, properties: members, ...(needed.length > 0 ? { required: needed } : {}) };
  if (sends === "json") return { required: needed.length > 0, content: { "application/json": { schema: options } } };
  const bytes = { ...schema.properties.file, contentMediaType: "application/octet-stream" };
  return {
    required: true,
    content: {
      "multipart/form-data": {
        schema: {
          type: "object",
          required: ["file"],
          properties: { file: bytes, options: { description: "All that is said with it, as JSON.", ...options } },
        },
        encoding: { options: { contentType: "application/json" } },
      },
      "application/octet-stream": { schema: bytes },
    },
  };
}

/** A parameter, which says what it means beside its schema. */
const parameter = (
  name: string,
  place: "path" | "query",
  required: boolean,
  { description, ...schema }: Json,
): Json => ({
  name,
  in: place,
  description,
  required,
  schema,
});

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
        inPath(member) ? [parameter(member, "path", true, schema)] : [],
      ),
      ...Object.entries(asQuery).map(([member, schema]) =>
        parameter(member, "query", sends === "query" && (body.required?.includes(member) ?? false), schema),
      ),
      ...(reads ? [] : [ref("parameters", "IdempotencyKey")]),
      ...(takesVersion(route) ? [ref("parameters", "IfMatch")] : []),
      ...(reads && gives !== "csv" ? [ref("parameters", "IfNoneMatch")] : []),
      ref("parameters", "FarthingToday"),
      ref("parameters", "RequestId"),
    ],
    ...(sends === "query" ? {} : { requestBody: requestBody(route, body) }),
    responses: {
      [status]: {
        description: "Done.",
        headers: {
          ...everywhere,
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
        ? { 200: { description: "Its progress, and its end.", headers: everywhere, content: progress } }
        : {}),
      ...(reads && gives !== "csv"
        ? {
            304: {
              description: "The caller has it already.",
              headers: { ...everywhere, ETag: ref("headers", "ETag") },
            },
          }
        : {}),
      ...problemsOf(name),
    },
  };
}

const object = { "application/json": { schema: { type: "object" } } };
const page = { "text/html": { schema: { type: "string" } } };

const system = (operationId: string, summary: string, content: Json = object): Json => ({
  operationId,
  summary,
  tags: ["system"],
  security: [],
  responses: { 200: { description: "Yes.", content } },
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
  const ready = system("readyz", "Says that the server reaches its store.");
  paths["/readyz"] = {
    get: { ...ready, responses: { ...(ready.responses as Json), 503: ref("responses", "Problem503") } },
  };
  paths["/openapi.json"] = { get: system("openapi", "Gives this document.") };
  paths["/docs"] = { get: system("docs", "Gives the same as a page for people.", page) };
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
