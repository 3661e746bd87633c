import { once } from "node:events";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { checkOptions } from "./check-options.ts";
import { createRequestListener } from "./create-request-listener.ts";
import { explainListening } from "./explain-failure.ts";
import type { StartOptions } from "./options.ts";

export interface LocalDynamoDb {
  /** `http://127.0.0.1:<port>` */
  endpoint: string;
  port: number;
  /** Answers what it was asked before, refuses everything after, and closes the database. */
  close(): Promise<void>;
}

const listen = async (server: Server, port: number, host: string): Promise<AddressInfo> => {
  server.listen(port, host);
  await once(server, "listening").catch((error: unknown) => Promise.reject(explainListening(host, port, error)));
  return server.address() as AddressInfo;
};

/** A server that ends its connections when it is closed: one that is kept alive would be waited for. */
const serve = (listener: RequestListener): { server: Server; finish(): Promise<void> } => {
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    open.add(response);
    response.on("close", () => open.delete(response));
    listener(request, response);
  });
  const finish = () =>
    new Promise<void>((resolve) => {
      for (const response of open) if (!response.headersSent) response.setHeader("connection", "close");
      server.close(() => resolve());
    });
  return { server, finish };
};

/** Rejects when an option is wrong, the port is in use or the database can't be opened, saying what to do. */
export const startDynamoDb = async (options: StartOptions = {}): Promise<LocalDynamoDb> => {
  checkOptions(options);
  const { port: wanted = 0, host = "127.0.0.1", ...rest } = options;
  const database = await createRequestListener(rest);
  const { server, finish } = serve(database.listener);
  const { port } = await listen(server, wanted, host).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  let closed: Promise<void> | undefined;
  return {
    endpoint: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    close() {
      closed ??= finish().then(database.close);
      return closed;
    },
  };
};
