import { connect } from "node:net";

/** A connection that says exactly what it is told, and keeps what it hears. */
export interface Line {
  /** Bytes as they are: a string's characters are one byte each. */
  say(bytes: string): void;
  /** Resolves with all that was heard once it holds this. */
  hear(pattern: RegExp): Promise<string>;
  /** Resolves with all that was heard once the other side has hung up. */
  closed: Promise<string>;
  hangUp(): void;
}

export function dial(port: number): Line {
  const socket = connect(port, "127.0.0.1");
  let heard = "";
  const waiting: { pattern: RegExp; resolve: (heard: string) => void; reject: (error: Error) => void }[] = [];
  const closed = new Promise<string>((resolve) => {
    socket.on("close", () => {
      resolve(heard);
      for (const { pattern, reject } of waiting) reject(new Error(`Hung up before ${pattern}: ${heard}`));
    });
  });
  socket.on("error", () => undefined);
  socket.on("data", (data) => {
    heard += data.toString("latin1");
    for (const { pattern, resolve } of waiting) if (pattern.test(heard)) resolve(heard);
  });
  return {
    say: (bytes) => void socket.write(bytes, "latin1"),
    hear: (pattern) =>
      new Promise((resolve, reject) => {
        if (pattern.test(heard)) resolve(heard);
        else waiting.push({ pattern, resolve, reject });
      }),
    closed,
    hangUp: () => socket.destroy(),
  };
}

/** The head of a request, with the empty line behind it. */
export const head = (method: string, target: string, ...headers: readonly string[]): string =>
  [`${method} ${target} HTTP/1.1`, "Host: localhost", ...headers, "", ""].join("\r\n");

/** A chunk of a chunked body. */
export const chunk = (bytes: string): string => `${bytes.length.toString(16)}\r\n${bytes}\r\n`;
