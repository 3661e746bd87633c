import { createHash } from "node:crypto";
import type { Level, Write } from "./dynalite-types.ts";
import { parameterMismatch, transactionInProgress } from "./service-error.ts";
import { rangeOf, tokenPrefix } from "./store-keys.ts";

/** What a transaction that happened answers when it is sent again. */
export interface Replay {
  /** Bytes of every item by table: a replay is charged for reading them. */
  sizes: Record<string, number[]>;
}

interface Remembered extends Replay {
  digest: string;
  /** Milliseconds since 1970. */
  expires: number;
}

export interface ClientTokens {
  /**
   * Runs a transaction unless its token was used within ten minutes: then it gives what is remembered of that one, or
   * throws when the parameters differ or it is still running. A transaction that failed leaves its token free.
   * `perform` gets a function that makes the writes which remember the token; they belong into its batch.
   */
  once<T>(
    token: string | undefined,
    parameters: unknown,
    perform: (remember: (replay: Replay) => Write[]) => Promise<T>,
  ): Promise<{ done: T } | { replay: Replay }>;
}

const tenMinutesMs = 600_000;

/** The same text for the same parameters, in whatever order their members came. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`;
};

const digestOf = (parameters: unknown): string => createHash("sha256").update(canonical(parameters)).digest("base64");

/** Loads the tokens that are still valid: a transaction isn't done twice because the server was started again. */
export const openClientTokens = async (db: Level): Promise<ClientTokens> => {
  const used = new Map<string, Remembered>();
  const running = new Set<string>();

  const stored: [string, Remembered][] = [];
  for await (const [key, value] of db.iterator(rangeOf(tokenPrefix))) {
    stored.push([key.slice(tokenPrefix.length), value as Remembered]);
  }
  for (const [token, remembered] of stored.sort(([, a], [, b]) => a.expires - b.expires)) used.set(token, remembered);

  /** The tokens are in the order of their expiry, since all live equally long. */
  const forgetExpired = (now: number): Write[] => {
    const writes: Write[] = [];
    for (const [token, { expires }] of used) {
      if (expires > now) break;
      used.delete(token);
      writes.push({ type: "del", key: tokenPrefix + token });
    }
    return writes;
  };

  return {
    async once(token, parameters, perform) {
      if (token === undefined) return { done: await perform(() => []) };
      const digest = digestOf(parameters);
      const earlier = used.get(token);
      if (earlier !== undefined && earlier.expires > Date.now()) {
        if (earlier.digest !== digest) throw parameterMismatch();
        return { replay: earlier };
      }
      if (running.has(token)) throw transactionInProgress();
      running.add(token);
      try {
        let remembered: Remembered | undefined;
        const done = await perform((replay) => {
          const now = Date.now();
          remembered = { ...replay, digest, expires: now + tenMinutesMs };
          return [...forgetExpired(now), { type: "put", key: tokenPrefix + token, value: remembered }];
        });
        if (remembered !== undefined) used.set(token, remembered);
        return { done };
      } finally {
        running.delete(token);
      }
    },
  };
};
