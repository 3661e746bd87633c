import { createMemoryStore } from "@farthing/adapter-memory";
import { createSqliteStore } from "@farthing/adapter-sqlite";
import { createFarthing, type LedgerStore } from "@farthing/core";
import { createApp } from "@farthing/http";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { cors } from "hono/cors";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";

/** The same JSON from a bare Hono, or from one with its stock middleware. */
function plainApp(stock: boolean): Hono {
  const app = new Hono();
  if (stock) app.use(cors(), secureHeaders(), requestId());
  const map = new Map<string, object>();
  app.get("/v1/transactions/:id", (context) => context.json(map.get(context.req.param("id")) ?? {}));
  app.post("/v1/transactions", async (context) => {
    const record = {
      ...(await context.req.json()),
      version: 1,
      note: "",
      tags: [],
      account: "",
      importId: null,
      recurringId: null,
      createdAt: new Date().toISOString(),
      updatedAt: new Date().toISOString(),
    };
    map.set(record.id, record);
    return context.json(record, 201);
  });
  return app;
}

const ours = (store: LedgerStore) =>
  createApp({
    farthing: createFarthing({ store }),
    verifyToken: async () => ({ userId: "bench" }),
    secret: "a secret for measuring alone, 32 bytes",
  });

const [kind, database = ""] = process.argv.slice(2);
const app =
  kind === "bare" || kind === "stock"
    ? plainApp(kind === "stock")
    : ours(kind === "sqlite" ? await createSqliteStore({ file: database }) : createMemoryStore());

const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => process.send?.({ port }));
process.on("message", (message) => {
  if (message === "cpu") {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMs: (user + system) / 1000, rssMb: process.memoryUsage().rss / 2 ** 20 });
  } else server.close(() => process.exit(0));
});
