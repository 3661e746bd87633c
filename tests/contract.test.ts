import {
  assembleLedger,
  clientErrorCodes,
  errorCodes,
  FarthingError,
  type Ledger,
  operationNames,
  routes,
} from "@farthing/contract";
import { type OperationSchema, operations, type PerformCall } from "@farthing/core";
import { createApp, openApiDocument } from "@farthing/http";
import { createClient } from "@farthing/sdk";
import { describe, expect, it } from "vitest";

/** Promised to every client: a code keeps its status, and whether it may be sent again, for as long as there is `/v1`. */
const promised = {
  400: ["invalid_request", "invalid_cursor", "malformed_json", "invalid_idempotency_key"],
  401: ["unauthenticated"],
  403: ["forbidden"],
  404: ["not_found"],
  405: ["method_not_allowed"],
  406: ["not_acceptable"],
  408: ["request_timeout"],
  409: [
    "category_exists",
    "category_in_use",
    "id_taken",
    "deleted",
    "plan_changed",
    "currency_in_use",
    "limit_reached",
    "request_in_progress",
    "conflict",
  ],
  412: ["version_mismatch"],
  413: ["too_large", "batch_too_large"],
  415: ["unsupported_media_type"],
  422: ["idempotency_key_reused", "amount_overflow", "not_importable"],
  429: ["rate_limited"],
  500: ["internal"],
  501: ["not_supported"],
  503: ["unavailable"],
  507: ["storage_full"],
};
const safeToSendAgain = ["request_in_progress", "conflict", "rate_limited", "unavailable"];

const someId = "20260305-0123456789abcdef";
const file = new Blob(["Date,Description,Amount\n2026-03-05,Coffee,-4.10\n"]);
const range = { from: "2026-01-01", to: "2026-01-31" };

/** One call of every operation, with every kind of member that it takes. */
const calls: Readonly<Record<(typeof operationNames)[number], object | undefined>> = {
  "settings.get": undefined,
  "settings.update": { currency: "EUR", monthlySavingsTarget: null },
  "categories.list": undefined,
  "categories.create": { name: "Pets & co", type: "expense", planned: true, position: 3 },
  "categories.get": { id: "groc" },
  "categories.update": { id: "groc", archived: true },
  "categories.delete": { id: "groc", moveTo: "none" },
  "transactions.create": {
    date: "2026-03-05",
    type: "expense",
    amount: 410,
    description: "Café",
    tags: ["a"],
    categoryId: null,
  },
  "transactions.batch": {
    create: [{ date: "2026-03-05", type: "income", amount: 1, description: "a" }],
    delete: [{ id: someId, version: 2 }],
  },
  "transactions.bulk": { filter: { q: "a&b", amountTo: 5 }, set: { tags: ["x"], categoryId: null }, expect: 3 },
  "transactions.get": { id: someId },
  "transactions.update": { id: someId, tags: null, amount: 5 },
  "transactions.delete": { id: someId },
  "transactions.list": {
    ...range,
    type: "income",
    categoryId: "none",
    q: "a+b & c=d%é 🦉",
    amountFrom: 5,
    limit: 7,
    order: "asc",
  },
  "transactions.totals": { ...range, tag: "true", account: "12" },
  "transactions.export": { q: "x", bom: true },
  "imports.preview": { file, name: "März.csv", account: "Card", skip: 2, mapping: { decimal: ",", headerLine: null } },
  "imports.create": { file, choices: [{ line: 2, do: "import", set: { amount: 3 } }], strict: false, plan: "abc" },
  "imports.list": { limit: 3 },
  "imports.get": { id: "import-1" },
  "imports.undo": { id: "import-1" },
  "reports.months": { from: "2026-01", to: "2026-12" },
  "reports.categories": range,
  "reports.days": { ...range, categoryId: "groc" },
  "maintenance.verify": undefined,
  "maintenance.rebuild": undefined,
  undo: { undoId: "undo.1-a_b" },
};

const method = (ledger: Ledger, name: string) => {
  const [group, own] = name.split(".") as [string, string | undefined];
  const at = (ledger as unknown as Record<string, unknown>)[group];
  return (own === undefined ? at : (at as Record<string, unknown>)[own]) as (
    input: unknown,
    options?: object,
  ) => unknown;
};

const drain = async (stream: AsyncIterable<unknown>) => {
  for await (const _ of stream);
};

/** A client of an app that only notes down what reaches its ledger, and the calls it noted. */
function recorded() {
  const arrived: PerformCall[] = [];
  const app = createApp({
    farthing: {
      async perform(call) {
        arrived.push(call);
        throw new FarthingError("not_found", "There is nothing behind this.");
      },
      ready: async () => {},
    },
    verifyToken: async (token) => ({ userId: `user of ${token}` }),
    secret: "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978",
  });
  const fetch = async (url: string, init?: object) => app.fetch(new Request(url, init as RequestInit));
  return { arrived, client: createClient({ baseUrl: "http://farthing.test", token: "secret", fetch: fetch as never }) };
}

describe("the table of errors", () => {
  it("holds every promised code with its status, and no other", () => {
    const statuses = Object.entries(promised).flatMap(([status, codes]) => codes.map((code) => [code, Number(status)]));
    expect(Object.fromEntries(Object.entries(errorCodes).map(([code, { status }]) => [code, status]))).toStrictEqual(
      Object.fromEntries(statuses),
    );
  });

  it("says of the promised codes alone that they may be sent again", () => {
    const codes = Object.entries(errorCodes).flatMap(([code, { retry }]) => (retry ? [code] : []));
    expect(codes.sort()).toStrictEqual([...safeToSendAgain].sort());
  });

  it("shares no code with those that only a client raises", () => {
    expect(clientErrorCodes.filter((code) => code in errorCodes)).toStrictEqual([]);
  });

  it("is whole in the OpenAPI document, each code under its status", () => {
    const { components } = openApiDocument();
    const documented = Object.entries(components.responses).flatMap(([name, response]) => {
      const codes = JSON.stringify(response).match(/"enum":\[([^\]]*)\]/)?.[1] ?? "";
      return codes.split(",").map((code) => [JSON.parse(code), Number(name.replace("Problem", ""))]);
    });
    expect(Object.fromEntries(documented)).toStrictEqual(
      Object.fromEntries(Object.entries(errorCodes).map(([code, { status }]) => [code, status])),
    );
  });
});

describe("the table of routes", () => {
  it("has a schema for every operation, and no schema is without a route", () => {
    expect(Object.keys(operations).sort()).toStrictEqual([...operationNames].sort());
  });

  it("has no two operations at one place", () => {
    const places = Object.values(routes).map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it.each(operationNames)("takes the parameters of %s's path from its input", (name) => {
    const schema: OperationSchema = operations[name];
    const parameters = [...routes[name].path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    for (const parameter of parameters) expect(Object.keys(schema.input.shape)).toContain(parameter);
  });

  it.each(operationNames)("has %s in the OpenAPI document, at its place and by its name", (name) => {
    const { method, path, status } = routes[name];
    const operation = openApiDocument().paths[`/v1${path}`]?.[method.toLowerCase()];
    expect(operation).toMatchObject({
      operationId: name,
      summary: operations[name].summary,
      responses: { [status]: {} },
    });
  });

  it("is the whole of a Ledger, in process and over HTTP alike", () => {
    const named = assembleLedger(operationNames, (name) => () => name);
    for (const name of operationNames) {
      expect(method(named, name)(undefined)).toBe(name);
      expect(method(recorded().client, name)).toBeTypeOf("function");
    }
  });
});

describe("a call of the SDK", () => {
  it.each(operationNames)("of %s arrives as the same call, whole", async (name) => {
    const { client, arrived } = recorded();
    const input = calls[name] as Record<string, unknown> | undefined;
    const options = { today: "2026-03-05", ...(routes[name].method === "GET" ? {} : { idempotencyKey: "key-1" }) };
    const call = method(client, name)(input, options);
    const outcome = name === "transactions.export" ? drain(call as AsyncIterable<unknown>) : (call as Promise<unknown>);
    await expect(outcome).rejects.toMatchObject({ code: "not_found" });

    expect(arrived).toHaveLength(1);
    const [{ ledger, operation, input: received, options: taken }] = arrived as [PerformCall];
    expect([ledger, operation]).toStrictEqual(["user of secret", name]);
    expect(taken).toMatchObject(options);
    const { file: sent, id, ...rest } = { ...input };
    const { file: got, id: gotId, ...gotRest } = { ...(received as Record<string, unknown>) };
    expect(gotRest).toStrictEqual(rest);
    if (name !== "transactions.create") expect(gotId).toBe(id);
    if (sent instanceof Blob) expect(await (got as Blob).text()).toBe(await sent.text());
  });

  const versioned = operationNames.filter(
    (name) => ["PATCH", "PUT", "DELETE"].includes(routes[name].method) && routes[name].gives !== "job",
  );
  it.each(versioned)("of %s takes its ifVersion along", async (name) => {
    const { client, arrived } = recorded();
    for (const ifVersion of [3, [3, 4]]) {
      await expect(method(client, name)(calls[name], { ifVersion })).rejects.toMatchObject({ code: "not_found" });
    }
    expect(arrived.map(({ options }) => [options?.ifVersion].flat())).toStrictEqual([[3], [3, 4]]);
  });
});
