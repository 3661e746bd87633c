import { join } from "node:path";
import { createFarthing } from "@farthing/core";
import { createApp, createJwtVerifier } from "@farthing/http";
import { createFileSpool, type RunningServer, serve } from "@farthing/http/node";
import type { HttpBindings } from "@hono/node-server";
import { createAccounts } from "./accounts/create-accounts.ts";
import { audience, authPath } from "./accounts/create-auth.ts";
import { isPersonalToken } from "./accounts/personal-tokens.ts";
import { callerAddress } from "./caller-address.ts";
import { describeError } from "./describe-error.ts";
import { noteExchange } from "./note-exchange.ts";
import { openDataFolder } from "./open-data-folder.ts";
import { openStore } from "./open-store.ts";
import { assetResponse, type PageFiles, pageResponse } from "./page-files.ts";
import { readSecret } from "./read-secret.ts";
import type { Settings } from "./settings.ts";
import { StartRefused } from "./start-refused.ts";
import { isLoopback, loopbackOrigins } from "./trusted-origins.ts";

export interface Server {
  /** Where browsers find it. */
  url: string;
  /** Where it listens. */
  listensAt: string;
  /** Finishes what is running, and closes what is open. */
  close(): Promise<void>;
}

type Fetch = (request: Request, environment: HttpBindings) => Response | Promise<Response>;

const localIssuer = "farthing-local";
const starting: Fetch = () => new Response(null, { status: 503, headers: { "Retry-After": "1" } });

const portFaults: Readonly<Record<string, string>> = {
  EADDRINUSE: "is taken by another program",
  EACCES: "needs more rights than this process has",
  EADDRNOTAVAIL: "isn't an address of this machine",
  ENOTFOUND: "isn't an address of this machine",
};

async function listen(settings: Settings, fetch: Fetch) {
  const { host, port } = settings;
  try {
    return await serve(
      { fetch: (request, environment) => fetch(request, environment as HttpBindings) },
      { host, port },
    );
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    throw new StartRefused(
      `It can't listen on ${host} port ${port}: that ${portFaults[code] ?? `failed with ${code}`}.`,
    );
  }
}

/**
 * Starts the whole server: API, accounts and page on one port.
 * @throws StartRefused with a sentence for the person who runs it; nothing is left open then.
 */
export async function startServer(settings: Settings, page: PageFiles, log: (line: object) => void): Promise<Server> {
  const opened: (() => unknown)[] = [];
  let server: RunningServer | undefined;
  const close = async () => {
    await server?.close();
    for (const release of opened.splice(0).reverse()) await release();
  };
  try {
    const folder = await openDataFolder(settings.dataDirectory);
    opened.push(folder.release);
    const secret = settings.secret ?? (await readSecret(folder.path));
    const store = await openStore(settings.store, settings);
    opened.push(() => store.close());

    let fetch: Fetch = starting;
    server = await listen(settings, (request, environment) => fetch(request, environment));
    const url = settings.publicUrl ?? server.url;
    const aliases = isLoopback(settings.host) ? loopbackOrigins(server.port) : [];

    const accounts = await createAccounts({
      file: join(folder.path, "accounts.sqlite"),
      secret,
      baseUrl: url,
      trustedOrigins: [url, ...aliases],
      issuer: settings.publicUrl ?? localIssuer,
      signUp: settings.signUp,
      onError: (error) => log({ level: "error", from: "accounts", error: describeError(error) }),
    });
    opened.push(accounts.close);

    const farthing = createFarthing({ store });
    const verifyJwt = createJwtVerifier({ issuer: settings.publicUrl ?? localIssuer, audience, jwks: accounts.keys });
    const { requestsPerMinute, trustProxy } = settings;
    const app = createApp({
      farthing,
      verifyToken: (token) => (isPersonalToken(token) ? accounts.verifyPersonalToken(token) : verifyJwt(token)),
      secret,
      maxImportBytes: settings.maxImportBytes,
      cors: { origins: settings.corsOrigins },
      rateLimit: requestsPerMinute === undefined ? undefined : { perMinute: requestsPerMinute },
      addressOf: (request, environment) => callerAddress(request, environment as HttpBindings, trustProxy),
      spool: createFileSpool({ folder: join(folder.path, "uploads") }),
      log,
    });

    fetch = async (request, environment) => {
      const { pathname, origin } = new URL(request.url);
      if (pathname === authPath || pathname.startsWith(`${authPath}/`)) {
        return noteExchange(request, log, (requestId) =>
          accounts.fetch(request, { requestId, address: callerAddress(request, environment, trustProxy) }),
        );
      }
      if (request.method !== "GET" && request.method !== "HEAD") return app.fetch(request, environment);
      if (pathname !== "/") return assetResponse(page, pathname) ?? app.fetch(request, environment);
      // Cookies belong to one host name: under its other names on this machine nobody would be signed in. Behind a proxy the
      // name says nothing.
      const isAlias = settings.publicUrl === undefined && origin !== url && aliases.includes(origin);
      if (isAlias) return new Response(null, { status: 307, headers: { Location: `${url}/` } });
      return noteExchange(request, log, async () => pageResponse(page, await accounts.takesSignUps()));
    };
    return { url, listensAt: server.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
