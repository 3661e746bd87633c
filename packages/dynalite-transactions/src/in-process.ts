import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

interface Received {
  statusCode: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** What takes the place of the network and of signatures in the configuration of a client of the AWS SDK, version 3. */
export interface InProcess {
  requestHandler: { handle(request: never): Promise<{ response: never }> };
  signer: { sign(request: never): Promise<never> };
}

/** Emulators look for a signature, and not at it. */
const signature = {
  authorization: "AWS4-HMAC-SHA256 Credential=local/any, SignedHeaders=host, Signature=none",
  "x-amz-date": "20261122T091500Z",
};

/** Has a listener answer a request that never was on a line. */
const ask = (listener: RequestListener, { method, path, headers: sent, body = "" }: Sent) =>
  new Promise<Received>((resolve) => {
    const headers = { ...sent, ...signature };
    const bytes = typeof body === "string" ? Buffer.from(body) : body;
    const request = Object.assign(Readable.from([bytes], { objectMode: false }), { method, url: path, headers });
    const received: Record<string, string> = {};
    const response = {
      statusCode: 200,
      headersSent: false,
      setHeader(name: string, value: unknown) {
        received[name.toLowerCase()] = String(value);
      },
      writeHead(status: number, more: Record<string, unknown> = {}) {
        response.statusCode = status;
        for (const [name, value] of Object.entries(more)) response.setHeader(name, value);
        return response;
      },
      end(text = "") {
        resolve({ statusCode: response.statusCode, headers: received, body: Buffer.from(text) });
      },
    };
    listener(request as unknown as IncomingMessage, response as unknown as ServerResponse);
  });

/**
 * What makes a client hand its requests to a listener of this process as a server would, without signing them and without a
 * socket: half the time of a test, and the same order each time. As from a socket, an answer never comes in the same turn of the
 * event loop.
 */
export const inProcess = (listener: RequestListener): InProcess => ({
  requestHandler: {
    handle: async (request: Sent) => {
      await setImmediate();
      return { response: (await ask(listener, request)) as never };
    },
  } as InProcess["requestHandler"],
  signer: { sign: async (request) => request },
});
