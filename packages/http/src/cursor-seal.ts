import { FarthingError } from "@farthing/contract";
import { fromBase64url, toBase64url } from "./base64url.ts";

/** Puts cursors under seal, so that one is taken only from its user, for its operation and with its filters. */
export interface CursorSeal {
  /** The same cursor and place always give the same seal. */
  close(cursor: string, place: CursorPlace): Promise<string>;
  /** @throws FarthingError `invalid_cursor`. */
  open(sealed: string, place: CursorPlace): Promise<string>;
}

/** Where a cursor holds. */
export interface CursorPlace {
  userId: string;
  operation: string;
  /** The request's input; `cursor` and `limit` in it may differ from page to page. */
  input: Readonly<Record<string, unknown>>;
}

const SECRET_BYTES_MIN = 32;
const MARK_BYTES = 32;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

const bytesOf = (secret: string | Uint8Array) =>
  new Uint8Array(typeof secret === "string" ? encoder.encode(secret) : secret);

async function deriveKey(secret: Uint8Array<ArrayBuffer>) {
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode("farthing cursor 1") },
    material,
    { name: "HMAC", hash: "SHA-256", length: 256 },
    false,
    ["sign", "verify"],
  );
}

function sealed(cursor: string, { userId, operation, input }: CursorPlace): Uint8Array<ArrayBuffer> {
  const filters = Object.entries(input)
    .filter(([member]) => member !== "cursor" && member !== "limit")
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return encoder.encode(JSON.stringify([userId, operation, filters, cursor]));
}

/** @throws TypeError for a secret of less than 32 bytes. */
export function createCursorSeal(secret: string | Uint8Array): CursorSeal {
  const bytes = bytesOf(secret);
  if (bytes.length < SECRET_BYTES_MIN)
    throw new TypeError(`The secret has ${bytes.length} bytes: it needs at least ${SECRET_BYTES_MIN}.`);
  let derived: ReturnType<typeof deriveKey> | undefined;
  const key = () => {
    derived ??= deriveKey(bytes);
    return derived;
  };
  return {
    async close(cursor, place) {
      const mark = await crypto.subtle.sign("HMAC", await key(), sealed(cursor, place));
      return toBase64url(new Uint8Array([...new Uint8Array(mark), ...encoder.encode(cursor)]));
    },
    async open(text, place) {
      const parts = fromBase64url(text);
      if (parts !== undefined && parts.length > MARK_BYTES) {
        try {
          const cursor = decoder.decode(parts.subarray(MARK_BYTES));
          if (await crypto.subtle.verify("HMAC", await key(), parts.subarray(0, MARK_BYTES), sealed(cursor, place)))
            return cursor;
        } catch (error) {
          if (!(error instanceof TypeError)) throw error;
        }
      }
      throw new FarthingError(
        "invalid_cursor",
        "This cursor isn't one of this list with these filters: begin again without it.",
      );
    },
  };
}
