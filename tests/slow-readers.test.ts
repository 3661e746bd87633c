import { connect, type Socket } from "node:net";
import { createMemoryStore } from "@farthing/adapter-memory";
import { createFarthing } from "@farthing/core";
import { createApp, type LogEntry } from "@farthing/http";
import { type RunningServer, serve } from "@farthing/http/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { head } from "./served/dial.ts";

/** 32 MiB as a file: more than the system holds on the way to a reader. */
const rows = 8000;
const note = "🥖".repeat(1000);
const mine = ["Authorization: Bearer ada"];

const store = createMemoryStore();
const seen = { rows: 0, answers: [] as LogEntry[] };
const app = createApp({
  farthing: createFarthing({
    store: {
      ...store,
      async listTransactions(ledger, range) {
        const found = await store.listTransactions(ledger, range);
        seen.rows += found.records.length;
        return found;
      },
    },
  }),
  verifyToken: async (token) => ({ userId: token }),
  secret: "a secret of this test alone, and long enough",
  log: (entry) => seen.answers.push(entry),
});
const sockets: Socket[] = [];
let server: RunningServer;

beforeAll(async () => {
  const lines = Array.from({ length: rows }, (_, row) => `2026-03-05,Bread ${row},-1.00,${note}`);
  const file = new Blob([["Date,Description,Amount,Note", ...lines, ""].join("\n")]);
  expect(await createFarthing({ store }).ledger("ada").imports.create({ file })).toMatchObject({ created: rows });
});
beforeEach(async () => {
  Object.assign(seen, { rows: 0, answers: [] });
  server = await serve(app, { idleTimeoutMs: 500 });
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  return server.close();
});
afterAll(() => store.close());

/** Asks, and takes nothing of what is answered. */
function askAndLeaveIt(...requests: readonly string[]): Socket {
  const socket = connect(server.port, "127.0.0.1").on("error", () => undefined);
  sockets.push(socket);
  socket.write(requests.join(""));
  return socket;
}

/** Once so many requests are over. */
async function areOver(count: number): Promise<void> {
  while (seen.answers.length < count) await new Promise((resolve) => setImmediate(resolve));
}

/** Takes what is left of an answer, and gives its end once the other side has hung up. */
const endOf = (socket: Socket) =>
  new Promise<string>((resolve) => {
    let end = "";
    socket.setEncoding("latin1").on("data", (text) => {
      end = (end + text).slice(-100);
    });
    socket.on("close", () => resolve(end));
  });

const asExport = head("GET", "/v1/transactions.csv", ...mine);

describe("a reader that takes nothing", () => {
  it("of an export is cut off, and the ledger isn't read on for it", async () => {
    const socket = askAndLeaveIt(asExport);
    await areOver(1);
    expect(seen.answers).toMatchObject([{ route: "/v1/transactions.csv", status: 200 }]);
    expect(seen.rows).toBeLessThan(rows / 2);
    expect(await endOf(socket)).not.toMatch(/\r\n0\r\n\r\n$/);
  });

  it("is cut off in whatever number", async () => {
    const many = Array.from({ length: 20 }, () => askAndLeaveIt(asExport));
    await areOver(many.length);
    expect(seen.rows).toBeLessThan((many.length * rows) / 2);
  });

  it("keeps nobody else waiting before it is", async () => {
    await server.close();
    server = await serve(app);
    const many = Array.from({ length: 20 }, () => askAndLeaveIt(asExport));
    const answer = await fetch(`${server.url}/v1/settings`, { headers: { Authorization: "Bearer bob" } });
    expect(answer.status).toBe(200);
    for (const socket of many) socket.destroy();
    await areOver(many.length + 1);
  });

  it("of one answer isn't made the next, however many it asks for", async () => {
    const list = head("GET", "/v1/transactions?limit=500", ...mine);
    askAndLeaveIt(asExport, ...Array.from({ length: 50 }, () => list));
    await areOver(1);
    await server.close();
    expect(seen.answers).toMatchObject([{ route: "/v1/transactions.csv" }]);
  });
});

it("gives a reader that takes what it is given all of it", async () => {
  const headers = { Authorization: "Bearer ada" };
  const text = await (await fetch(`${server.url}/v1/transactions.csv`, { headers })).text();
  expect(text.split("\r\n")).toHaveLength(rows + 2);
});
