import { type OperationName, routes } from "@farthing/contract";
import type { OpenApiDocument } from "../open-api-document.ts";
import type { JsonSchema } from "./json-schema.ts";

/** A header by its name, and what it is for. */
export interface Header {
  name: string;
  description: string;
}

interface Parameter extends Header {
  in: "path" | "query" | "header";
  required?: boolean;
  schema: JsonSchema;
}

interface Ref {
  $ref: string;
}

type Headers = Readonly<Record<string, Ref>>;
type Bodies = Readonly<Record<string, { schema: JsonSchema }>>;

interface Operation {
  summary: string;
  parameters: readonly (Parameter | Ref)[];
  requestBody?: { content: Bodies };
  responses: Readonly<Record<string, { headers?: Headers; content?: Bodies }>>;
}

/** What the OpenAPI document says of an operation. */
export interface Description {
  summary: string;
  path: readonly Parameter[];
  query: readonly Parameter[];
  requestHeaders: readonly Header[];
  /** Of a JSON body, or of the part `options` beside a file. */
  body: JsonSchema | undefined;
  answer: JsonSchema;
  answerType: string;
  /** Those that an answer has where it succeeds. */
  answerHeaders: readonly Header[];
}

const target = <Value>({ components }: OpenApiDocument, { $ref }: Ref): Value => {
  const [kind, name] = $ref.split("/").slice(-2) as [keyof typeof components, string];
  return components[kind][name] as Value;
};

const readHeaders = (document: OpenApiDocument, headers: Headers = {}): readonly Header[] =>
  Object.entries(headers).map(([name, ref]) => ({ name, description: target<Header>(document, ref).description }));

/** Reads an operation's entry, with what it refers to in its place. */
export function readDescription(document: OpenApiDocument, name: OperationName): Description {
  const { method, path, sends, status } = routes[name];
  const entry = document.paths[`/v1${path}`]?.[method.toLowerCase()] as unknown as Operation;
  const parameters = entry.parameters.map((parameter) =>
    "$ref" in parameter ? target<Parameter>(document, parameter) : parameter,
  );
  const within = (place: Parameter["in"]) => parameters.filter((parameter) => parameter.in === place);
  const bodies = entry.requestBody?.content;
  const { headers, content = {} } = entry.responses[status] ?? {};
  const [[answerType, { schema: answer }] = ["", { schema: {} }]] = Object.entries(content);
  return {
    summary: entry.summary,
    path: within("path"),
    query: within("query"),
    requestHeaders: within("header"),
    body:
      sends === "file"
        ? bodies?.["multipart/form-data"]?.schema.properties?.options
        : bodies?.["application/json"]?.schema,
    answer,
    answerType,
    answerHeaders: readHeaders(document, headers),
  };
}

/** The headers of answers that refuse. */
export const readRefusalHeaders = (document: OpenApiDocument): readonly Header[] =>
  Object.values(document.components.responses).flatMap(({ headers }) => readHeaders(document, headers as Headers));
