import type { HttpBindings } from "@hono/node-server";

/** Where a request comes from: the other end of its connection or, behind a proxy that is trusted, what that one saw. */
export function callerAddress(request: Request, { incoming }: HttpBindings, trustProxy: boolean): string {
  const seen = trustProxy ? request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return seen || incoming.socket.remoteAddress || "unknown";
}
