import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createDynamoDbStore, createTable } from "@farthing/adapter-dynamodb";
import { createMemoryStore } from "@farthing/adapter-memory";
import { createSqliteStore, type SqliteLibrary, sqliteLibraries } from "@farthing/adapter-sqlite";
import type { Ledger } from "@farthing/contract";
import { createFarthing, type LedgerStore } from "@farthing/core";
import { createApp } from "@farthing/http";
import { createClient } from "@farthing/sdk";
import { describeLedger, type LedgerHarness } from "@farthing/store-conformance";
import { startDynamoDb } from "dynalite-transactions";
import { describe, expect, it } from "vitest";
import { liveLedger } from "./live-ledger.ts";
import { signUp } from "./server/sign-up.ts";
import { startServer } from "./server/start-server.ts";

/** Where ledgers are kept, and what a restart does to it. */
interface Kept {
  open(): Promise<LedgerStore>;
  leave(store: LedgerStore): Promise<void>;
  remove(): void | Promise<void>;
}

function keptInMemory(): Kept {
  const store = createMemoryStore();
  return { open: async () => store, leave: async () => {}, remove() {} };
}

const keptInFile =
  ({ open }: SqliteLibrary) =>
  (): Kept => {
    const folder = mkdtempSync(join(tmpdir(), "farthing-matrix-"));
    return {
      open: () => createSqliteStore({ file: join(folder, "ledger.sqlite"), open }),
      leave: (store) => store.close(),
      remove: () => rmSync(folder, { recursive: true, force: true }),
    };
  };

async function keptInTable(): Promise<Kept> {
  const database = await startDynamoDb();
  const client = new DynamoDBClient({
    endpoint: database.endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const tableName = "farthing";
  await createTable({ client, tableName });
  return {
    open: async () => createDynamoDbStore({ client, tableName }),
    leave: (store) => store.close(),
    async remove() {
      client.destroy();
      await database.close();
    },
  };
}

/** How a user's ledger is reached once a store is open. */
type Way = (store: LedgerStore) => (user: string) => Ledger;

const core: Way = (store) => {
  const farthing = createFarthing({ store });
  return (user) => farthing.ledger(user);
};

const sdkToApp: Way = (store) => {
  const app = createApp({
    farthing: createFarthing({ store }),
    verifyToken: async (token) => ({ userId: token }),
    secret: "a secret of this test alone, and long enough",
  });
  const fetch = async (url: string, init: object) => app.fetch(new Request(url, init));
  return (token) => createClient({ baseUrl: "http://farthing.test", token, fetch });
};

const today = () => new Date().toISOString().slice(0, 10);

const inProcess = (way: Way, keep: () => Kept | Promise<Kept>): LedgerHarness => ({
  async open() {
    const kept = await keep();
    let store = await kept.open();
    let reach = way(store);
    let users = 0;
    return {
      async user() {
        users += 1;
        const user = `user-${users}`;
        return liveLedger(() => reach(user));
      },
      today,
      async restart() {
        await kept.leave(store);
        store = await kept.open();
        reach = way(store);
      },
      async close() {
        await store.close();
        await kept.remove();
      },
    };
  },
});

/** Accounts are made ahead of the tests that need them: a password takes a while to digest, as it must. */
const accountsAhead = 3;

const serverProcess: LedgerHarness = {
  async open() {
    const folder = mkdtempSync(join(tmpdir(), "farthing-matrix-"));
    const settings = { FARTHING_DATA_DIR: folder, FARTHING_TRUST_PROXY: "on", FARTHING_RATE_LIMIT: "off" };
    let server = await startServer(settings);
    const { url } = server;
    const ahead: Promise<string>[] = [];
    let accounts = 0;
    let restarts = 0;
    const nextToken = () => {
      while (ahead.length < accountsAhead) {
        accounts += 1;
        ahead.push(signUp(url, `User${accounts}`));
      }
      return ahead.shift() as Promise<string>;
    };
    return {
      user: async () => createClient({ baseUrl: url, token: await nextToken() }),
      today,
      async restart() {
        await Promise.all(ahead);
        restarts += 1;
        await server.stop(restarts % 2 === 1 ? "SIGKILL" : "SIGTERM");
        server = await startServer({ ...settings, PORT: new URL(url).port });
      },
      async close() {
        await Promise.all(ahead);
        await server.stop("SIGTERM");
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
};

const libraries = await sqliteLibraries();
const ways = { core, "SDK → app": sdkToApp };
const stores = {
  memory: keptInMemory,
  ...Object.fromEntries(libraries.map((library) => [`SQLite by ${library.name}`, keptInFile(library)])),
  DynamoDB: keptInTable,
};

const cells: Record<string, LedgerHarness> = { "SDK → server process → SQLite": serverProcess };
for (const [way, reach] of Object.entries(ways)) {
  for (const [store, keep] of Object.entries(stores)) cells[`${way} → ${store}`] = inProcess(reach, keep);
}

const opened: string[] = [];
for (const [cell, { open }] of Object.entries(cells)) {
  describeLedger(cell, {
    open() {
      opened.push(cell);
      return open();
    },
  });
}

describe("the matrix", () => {
  it("has tried every way in over every store that there is here", () => {
    console.log(`Every way in over every store:\n${opened.map((cell) => `  ${cell}`).join("\n")}`);
    const builtin = "getBuiltinModule" in process && process.getBuiltinModule("node:sqlite") !== undefined;
    const sqlite = [...(builtin ? ["SQLite by node:sqlite"] : []), "SQLite by libsql"];
    expect([...opened].sort()).toStrictEqual(
      [
        ...["core", "SDK → app"].flatMap((way) =>
          ["memory", ...sqlite, "DynamoDB"].map((store) => `${way} → ${store}`),
        ),
        "SDK → server process → SQLite",
      ].sort(),
    );
  });
});
