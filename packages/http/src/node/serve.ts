import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { FarthingError, type ServerErrorCode } from "@farthing/contract";
import { getRequestListener } from "@hono/node-server";
import { createCors } from "../cors.ts";
import { openExchange, refuse } from "../exchange.ts";
import { refuseSocket } from "./refuse-socket.ts";

export interface ServeOptions {
  /** Address to listen on. Starts as `127.0.0.1`: this machine alone. */
  host?: string | undefined;
  /** Starts as 0, a free one. */
  port?: number | undefined;
  /** How long the headers of a request may take. Starts as 10 000. */
  headersTimeoutMs?: number | undefined;
  /** How long to wait for a client's next byte, or for it to take ours. Starts as 15 000. */
  idleTimeoutMs?: number | undefined;
  /** How long a request may take to arrive in all. Starts as 300 000. */
  requestTimeoutMs?: number | undefined;
}

export interface RunningServer {
  /** Where it is reached from this machine, without a slash at the end. */
  url: string;
  port: number;
  /** Takes no more requests, finishes those that are running, and resolves. */
  close(): Promise<void>;
}

interface Fetcher {
  fetch(request: Request, environment: unknown): Response | Promise<Response>;
}

interface Asked {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}

const refusals: Readonly<Record<string, [ServerErrorCode, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ["request_timeout", "The request took too long to arrive."],
  HPE_HEADER_OVERFLOW: ["too_large", "The headers are too large."],
};

/** How many requests a connection may be ahead of the one that is being answered. */
const AHEAD_MAX = 100;

const isWaitingForClient = ({ incoming, outgoing }: Asked) => !incoming.complete || outgoing.writableLength > 0;

function address(host: string, port: number): string {
  const reachable = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}

/** Serves an app on a port. @throws the system's error where it can't listen there. */
export async function serve(app: Fetcher, options: ServeOptions = {}): Promise<RunningServer> {
  const { host = "127.0.0.1", port = 0 } = options;
  const { headersTimeoutMs = 10_000, idleTimeoutMs = 15_000, requestTimeoutMs = 300_000 } = options;
  const connections = new Map<Socket, Asked[]>();
  let closing: Promise<void> | undefined;

  const runningOn = (socket: Socket) => connections.get(socket)?.find(({ outgoing }) => !outgoing.writableFinished);

  const listener = getRequestListener((request, environment) => app.fetch(request, environment), {
    errorHandler: (cause) =>
      refuse(
        openExchange(new Request("http://localhost/"), createCors()),
        new FarthingError("invalid_request", "The request's address or Host can't be read.", { cause }),
      ),
  });

  const server = createServer({
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1000, headersTimeoutMs),
  });
  server.on("connection", (socket: Socket) => {
    connections.set(socket, []);
    socket.on("close", () => connections.delete(socket));
  });

  function answer({ incoming, outgoing }: Asked): void {
    if (closing !== undefined) outgoing.shouldKeepAlive = false;
    void listener(incoming, outgoing);
  }

  // One after the other: the next answer isn't made, and held here, for one who doesn't take the first.
  server.on("request", (incoming, outgoing) => {
    const { socket } = incoming;
    const next = { incoming, outgoing };
    if (runningOn(socket) === undefined) {
      connections.set(socket, [next]);
      return answer(next);
    }
    const asked = connections.get(socket) as Asked[];
    if (asked.length > AHEAD_MAX) return void socket.destroy();
    asked.at(-1)?.outgoing.once("close", () => {
      asked.shift();
      if (socket.writable) answer(next);
    });
    asked.push(next);
  });
  server.setTimeout(idleTimeoutMs, (socket: Socket) => {
    const running = runningOn(socket);
    if (running === undefined) socket.destroy();
    else if (!isWaitingForClient(running)) socket.setTimeout(idleTimeoutMs);
    else if (running.outgoing.headersSent) socket.resetAndDestroy();
    else refuseSocket(socket, "request_timeout", "The request stopped coming.");
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    if (runningOn(socket)?.outgoing.headersSent || !socket.writable || error.code === "ECONNRESET")
      return void socket.destroy();
    const [code, detail] = refusals[error.code ?? ""] ?? ["invalid_request", "It isn't a request of HTTP/1.1."];
    refuseSocket(socket, code, detail);
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const bound = (server.address() as AddressInfo).port;

  function stop(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of connections.keys()) {
        const running = runningOn(socket);
        if (running === undefined) socket.destroy();
        else {
          running.outgoing.shouldKeepAlive = false;
          running.outgoing.on("close", () => socket.destroySoon());
        }
      }
    });
  }
  return {
    url: address(host, bound),
    port: bound,
    close() {
      closing ??= stop();
      return closing;
    },
  };
}
