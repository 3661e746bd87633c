import type { OperationName } from "./operations.ts";

/** Where an operation is found over HTTP. Everything that isn't in the path goes where `sends` says. */
export interface Route {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/v1`; `{name}` stands for the member `name` of the input. */
  path: `/${string}`;
  /**
   * `query`: as query parameters. `json`: as a JSON body. `file`: the member `file` as the body and the rest as query parameters,
   * or multipart with `file` and, as JSON, `options`.
   */
  sends: "query" | "json" | "file";
  /** `record` is JSON with a version, and so with an `ETag`; `job` is JSON, or NDJSON progress where that is asked for. */
  gives: "json" | "record" | "job" | "csv";
  status: 200 | 201;
  /** What a token has to allow; `person`: no token made for a program will do, only somebody who is signed in. */
  needs: "read" | "write" | "person";
}

const get = (path: `/${string}`, gives: Route["gives"] = "json"): Route => ({
  method: "GET",
  path,
  sends: "query",
  gives,
  status: 200,
  needs: "read",
});
const post = (path: `/${string}`, more: Partial<Route> = {}): Route => ({
  method: "POST",
  path,
  sends: "json",
  gives: "json",
  status: 200,
  needs: "write",
  ...more,
});
const patch = (path: `/${string}`): Route => ({
  method: "PATCH",
  path,
  sends: "json",
  gives: "record",
  status: 200,
  needs: "write",
});
const remove = (path: `/${string}`, gives: Route["gives"] = "json"): Route => ({
  method: "DELETE",
  path,
  sends: "query",
  gives,
  status: 200,
  needs: "write",
});

/** Every operation's place over HTTP. The server, the OpenAPI document and the SDK are made from this table. */
export const routes: Readonly<Record<OperationName, Route>> = {
  "settings.get": get("/settings", "record"),
  "settings.update": patch("/settings"),
  "categories.list": get("/categories"),
  "categories.create": post("/categories", { gives: "record", status: 201 }),
  "categories.get": get("/categories/{id}", "record"),
  "categories.update": patch("/categories/{id}"),
  "categories.delete": remove("/categories/{id}"),
  "transactions.create": post("/transactions", { gives: "record", status: 201 }),
  "transactions.batch": post("/transactions/batch"),
  "transactions.bulk": post("/transactions/bulk", { gives: "job" }),
  "transactions.list": get("/transactions"),
  "transactions.totals": get("/transactions/totals"),
  "transactions.export": get("/transactions.csv", "csv"),
  "transactions.get": get("/transactions/{id}", "record"),
  "transactions.update": patch("/transactions/{id}"),
  "transactions.delete": remove("/transactions/{id}"),
  "imports.preview": post("/imports/preview", { sends: "file", needs: "read" }),
  "imports.create": post("/imports", { sends: "file", gives: "job", status: 201 }),
  "imports.list": get("/imports"),
  "imports.get": get("/imports/{id}"),
  "imports.undo": remove("/imports/{id}", "job"),
  "reports.months": get("/reports/months"),
  "reports.categories": get("/reports/categories"),
  "reports.days": get("/reports/days"),
  "maintenance.verify": post("/verify", { needs: "read" }),
  "maintenance.rebuild": post("/rebuild"),
  undo: post("/undo/{undoId}"),
};

/** The names in {@link routes}, in its order. */
export const operationNames = Object.keys(routes) as readonly OperationName[];
