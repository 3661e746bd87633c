import { FarthingError, operationNames, routes } from "@farthing/contract";
import { type Context, Hono } from "hono";
import type { AppOptions } from "./app-options.ts";
import { createCors } from "./cors.ts";
import { type Admission, createAdmission } from "./create-admission.ts";
import { createCursorSeal } from "./cursor-seal.ts";
import { type Exchange, openExchange, refuse, respond } from "./exchange.ts";
import { describeFailure } from "./log-entry.ts";
import { createOperationHandler, type OperationHandler } from "./operation-handler.ts";
import { rawPath } from "./raw-path.ts";
import { createFileReader } from "./read-file.ts";
import { spoolInMemory } from "./spool.ts";
import { systemRoutes } from "./system-routes.ts";

const IMPORT_BYTES_MAX = 50 * 1024 * 1024;

type Methods = Map<string, OperationHandler>;

/** What stands at each path: fixed words before the parameters that would take them. */
function placesOf(options: AppOptions, admit: Admission["user"]): [path: string, methods: Methods][] {
  const { maxImportBytes = IMPORT_BYTES_MAX, spool = spoolInMemory } = options;
  const tools = {
    farthing: options.farthing,
    admit,
    seal: createCursorSeal(options.secret),
    readFile: createFileReader(spool, maxImportBytes),
  };
  const places = new Map<string, Methods>();
  for (const [path, answer] of Object.entries(systemRoutes(options))) places.set(path, new Map([["GET", answer]]));
  for (const name of operationNames) {
    const path = `/v1${routes[name].path}`;
    const methods: Methods = places.get(path) ?? new Map();
    places.set(path, methods.set(routes[name].method, createOperationHandler(name, tools)));
  }
  const order = (path: string) => path.replaceAll("{", "\uffff");
  return [...places].sort(([a], [b]) => (order(a) < order(b) ? -1 : 1));
}

/** The HTTP API over a Farthing: everything under `/v1`, and `/healthz`, `/readyz`, `/openapi.json` and `/docs`. */
export function createApp(options: AppOptions): Hono {
  const { log } = options;
  const cors = createCors(options.cors);
  const admission = createAdmission(options);
  const app = new Hono({ getPath: rawPath });

  function note({ request, requestId, failure }: Exchange, route: string, status: number, since: number): void {
    if (log === undefined) return;
    const ms = Math.round((performance.now() - since) * 1000) / 1000;
    log({ requestId, method: request.method, route, status, ms, ...describeFailure(failure) });
  }

  const nowhere: OperationHandler = async (exchange) => {
    admission.anybody(exchange);
    throw new FarthingError("not_found", "Nothing is at this path.");
  };

  async function answer(context: Context, route: string, handler: OperationHandler): Promise<Response> {
    const since = performance.now();
    const exchange = openExchange(context.req.raw, cors, context.env);
    let response: Response;
    try {
      const parameters = context.req.param();
      const isNested = Object.values(parameters).some((parameter) => parameter.includes("/"));
      response = await (isNested ? nowhere : handler)(exchange, parameters);
    } catch (error) {
      response = refuse(exchange, error);
    }
    const { streaming } = exchange;
    if (streaming === undefined) note(exchange, route, response.status, since);
    else void streaming.then((failure) => note({ ...exchange, failure }, route, response.status, since));
    return response;
  }

  for (const [path, methods] of placesOf(options, admission.user)) {
    const allow = [...methods.keys(), ...(methods.has("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
    const otherwise: OperationHandler = async (exchange) => {
      admission.anybody(exchange);
      return exchange.request.method === "OPTIONS"
        ? respond(exchange, 204, null, { Allow: allow, ...cors.preflight(exchange.request, allow) })
        : refuse(exchange, new FarthingError("method_not_allowed", `Here there is ${allow}.`), { Allow: allow });
    };
    app.all(path.replaceAll(/\{(\w+)\}/g, ":$1"), (context) => {
      const { method } = context.req.raw;
      return answer(context, path, methods.get(method === "HEAD" ? "GET" : method) ?? otherwise);
    });
  }
  app.notFound((context) => answer(context, "*", nowhere));
  app.onError((error, context) => answer(context, "*", () => Promise.reject(error)));
  return app;
}
