const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/** Whether a host stands for every address of the machine. */
export const isEverywhere = (host: string): boolean => host === "0.0.0.0" || host === "::";

/** Whether a server listening on this host is reached from this machine by the names it has for itself. */
export const isLoopback = (host: string): boolean => loopback.test(host) || isEverywhere(host);

/** What a browser on this machine may call a server on it. */
export const loopbackOrigins = (port: number): string[] =>
  ["localhost", "127.0.0.1", "[::1]"].map((name) => new URL(`http://${name}:${port}`).origin);
