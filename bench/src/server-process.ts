import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { fileURLToPath } from "node:url";

interface Usage {
  cpuMs: number;
  rssMb: number;
}

/** A server in a process of its own, and what it has used. */
export interface ServerProcess {
  send(
    method: string,
    path: string,
    body?: string,
  ): Promise<{ status: number; text: string; firstMs: number; bytes: number }>;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

const answer = async <Value>(child: ChildProcess): Promise<Value> => (await once(child, "message"))[0] as Value;

export async function startServer(...parameters: string[]): Promise<ServerProcess> {
  const child = fork(fileURLToPath(new URL("./serve.mjs", import.meta.url)), parameters);
  const { port } = await answer<{ port: number }>(child);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  return {
    send: (method, path, body) =>
      new Promise((resolve, reject) => {
        const start = performance.now();
        const headers = {
          Authorization: "Bearer bench",
          ...(body === undefined
            ? {}
            : { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) }),
        };
        const sent = request({ host: "127.0.0.1", port, method, path, agent, headers }, (response) => {
          let firstMs = 0;
          let bytes = 0;
          let text = "";
          response.on("data", (piece: Buffer) => {
            firstMs ||= performance.now() - start;
            bytes += piece.length;
            if (text.length < 4096) text += piece.toString("latin1", 0, 4096);
          });
          response.on("end", () => resolve({ status: response.statusCode ?? 0, text, firstMs, bytes }));
          response.on("error", reject);
        });
        sent.on("error", reject);
        sent.end(body);
      }),
    async usage() {
      const told = answer<Usage>(child);
      child.send("cpu");
      return told;
    },
    async stop() {
      agent.destroy();
      child.send("stop");
      await once(child, "exit");
    },
  };
}
