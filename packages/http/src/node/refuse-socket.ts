import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { FarthingError, type ServerErrorCode } from "@farthing/contract";
import { toProblem } from "../to-problem.ts";

/** Answers a request that never became one, and ends the connection. */
export function refuseSocket(socket: Socket, code: ServerErrorCode, detail: string): void {
  const problem = toProblem(new FarthingError(code, detail), crypto.randomUUID());
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    "Connection: close",
    "Cache-Control: no-store",
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${problem.requestId}`,
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}
