import { errorCodes, operationNames, routes } from "@farthing/contract";
import { operations } from "@farthing/core";
import { describe, expect, it } from "vitest";
import { createApp } from "./create-app.ts";
import { openApiDocument } from "./open-api-document.ts";
import { operationErrors } from "./operation-errors.ts";

const document = openApiDocument();

interface Described {
  description?: string;
  anyOf?: Described[];
}

/** Every object in it, with its place. */
function* objectsIn(value: unknown, place = "#"): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [place, value as Record<string, unknown>];
  for (const [name, part] of Object.entries(value))
    yield* objectsIn(part, `${place}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
}

const at = (pointer: string) =>
  pointer
    .slice(2)
    .split("/")
    .reduce<unknown>(
      (value, part) => (value as Record<string, unknown>)?.[part.replaceAll("~1", "/").replaceAll("~0", "~")],
      document,
    );

const operationOf = (name: (typeof operationNames)[number]) =>
  document.paths[`/v1${routes[name].path}`]?.[routes[name].method.toLowerCase()] as {
    operationId: string;
    summary: string;
    parameters: { name?: string; in?: string; required?: boolean; description?: string; $ref?: string }[];
    requestBody?: { required: boolean; content: Record<string, { schema: Record<string, unknown> }> };
    responses: Record<string, { content?: Record<string, unknown>; $ref?: string }>;
  };

describe("the OpenAPI document", () => {
  it("has every operation at its place, under its name, and nothing else", () => {
    for (const name of operationNames) {
      expect(operationOf(name)).toMatchObject({ operationId: name, summary: operations[name].summary });
    }
    const all = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(all).toHaveLength(operationNames.length + 4);
    expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length);
  });

  it("refers to nothing that isn't in it, and names no schema or parameter in vain", () => {
    const refs = new Set([...objectsIn(document)].flatMap(([, { $ref }]) => (typeof $ref === "string" ? [$ref] : [])));
    for (const ref of refs) expect([ref, at(ref)]).toStrictEqual([ref, expect.any(Object)]);
    const components = Object.entries(document.components).flatMap(([kind, named]) =>
      kind === "securitySchemes" || kind === "responses"
        ? []
        : Object.keys(named).map((name) => `#/components/${kind}/${name}`),
    );
    expect(components.filter((component) => !refs.has(component))).toStrictEqual([]);
  });

  it("is JSON, without what belongs to schemas elsewhere", () => {
    expect(JSON.parse(JSON.stringify(document))).toStrictEqual(document);
    for (const [place, { $schema, $defs, readOnly }] of objectsIn(document)) {
      expect([place, $schema, $defs, readOnly]).toStrictEqual([place, undefined, undefined, undefined]);
    }
  });

  it.each(operationNames)("names every parameter in the path of %s, and no member twice", (name) => {
    const { parameters, requestBody } = operationOf(name);
    const inPath = [...routes[name].path.matchAll(/\{(\w+)\}/g)].map(([, member]) => member);
    expect(parameters.filter((parameter) => parameter.in === "path")).toMatchObject(
      inPath.map((member) => ({ name: member, required: true })),
    );
    const queried = parameters.filter((parameter) => parameter.in === "query").map((parameter) => parameter.name);
    const sent = Object.keys((requestBody?.content["application/json"]?.schema.properties as object | undefined) ?? {});
    const given = [...inPath, ...queried, ...sent];
    if (routes[name].sends !== "file")
      expect(given.sort()).toStrictEqual(Object.keys(operations[name].input.shape).sort());
  });

  it("says what is needed", () => {
    const create = operationOf("transactions.create").requestBody;
    expect(create).toMatchObject({
      required: true,
      content: {
        "application/json": {
          schema: { required: ["date", "type", "amount", "description"], additionalProperties: false },
        },
      },
    });
    expect(operationOf("maintenance.verify").requestBody?.required).toBe(false);
    const { parameters } = operationOf("reports.months");
    expect(parameters.filter((parameter) => parameter.required).map((parameter) => parameter.name)).toStrictEqual([
      "from",
      "to",
    ]);
  });

  it("says how files are sent", () => {
    const { content } = operationOf("imports.create").requestBody ?? {};
    expect(Object.keys(content ?? {})).toStrictEqual(["multipart/form-data", "application/octet-stream"]);
    expect(content?.["multipart/form-data"]?.schema).toMatchObject({
      required: ["file"],
      properties: { options: { type: "object" } },
    });
  });

  it("says of every member and every parameter what it means, in a sentence", () => {
    const known = ({ description, anyOf }: Described): string | undefined =>
      description ?? anyOf?.map(known).find((each) => each !== undefined);
    const members = [...objectsIn(document)].flatMap(([place, { properties = {} }]) =>
      Object.entries(properties as Record<string, Described>).map(
        ([name, schema]) => [`${place}/properties/${name}`, known(schema)] as const,
      ),
    );
    const parameters = operationNames.flatMap((name) =>
      operationOf(name).parameters.flatMap(({ name: member, description }) =>
        member === undefined ? [] : [[`${name} ${member}`, description] as const],
      ),
    );
    expect(members.length).toBeGreaterThan(200);
    const wordless = [...members, ...parameters].filter(
      ([place, description]) =>
        !/^[A-Z`].+\.$/s.test(description ?? "") && !/\/allOf\/1\/properties\/code$/.test(place),
    );
    expect(wordless).toStrictEqual([]);
  });

  it.each(operationNames)("tells by which errors %s may refuse, each under its status, and no other", (name) => {
    const { responses } = operationOf(name);
    const told = Object.entries(responses).flatMap(([status, { $ref, content }]) => {
      const response = $ref === undefined ? { content } : (at($ref) as { content: Record<string, unknown> });
      const listed = /"enum":(\[[^\]]+\])/.exec(JSON.stringify(response.content?.["application/problem+json"] ?? ""));
      return listed === null ? [] : (JSON.parse(listed[1] as string) as string[]).map((code) => `${status} ${code}`);
    });
    const { own, shared } = operationErrors(name);
    const expected = [...new Set([...own, ...shared])].map((code) => `${errorCodes[code].status} ${code}`);
    expect(told.sort()).toStrictEqual(expected.sort());
  });

  it("asks for If-Match where a version can be given, and nowhere else", () => {
    const asking = operationNames.filter((name) =>
      operationOf(name).parameters.some(({ $ref }) => $ref === "#/components/parameters/IfMatch"),
    );
    expect(asking).toStrictEqual([
      "settings.update",
      "categories.update",
      "categories.delete",
      "transactions.update",
      "transactions.delete",
    ]);
  });

  it("leaves room for members that answers may gain", () => {
    expect(document.components.schemas.Transaction).toHaveProperty("properties.amount");
    expect(document.components.schemas.Transaction).not.toHaveProperty("additionalProperties");
  });

  it("tells every error code under its status", () => {
    const codes = Object.values(document.components.responses).flatMap((response) =>
      [...JSON.stringify(response).matchAll(/`([a-z_]+)`:/g)].map(([, code]) => code),
    );
    expect(codes.sort()).toStrictEqual(
      [
        ...(document.components.schemas.Problem as { properties: { code: { enum: string[] } } }).properties.code.enum,
      ].sort(),
    );
  });

  it("is served to anybody", async () => {
    const app = createApp({
      farthing: { ready: async () => undefined, perform: () => Promise.reject() },
      verifyToken: async () => undefined,
      secret: new Uint8Array(32),
    });
    const response = await app.request("/openapi.json");
    expect(await response.json()).toStrictEqual(document);
    expect(response.headers.get("cache-control")).toMatch(/public/);
  });
});
