import type { IdSource } from "../ports/id-source.ts";

const { crypto } = globalThis as unknown as { crypto: { getRandomValues(bytes: Uint8Array): Uint8Array } };

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
/** Bytes from here on would make the first characters of the alphabet likelier. */
const fairBelow = 252;

/** Ids from the system's source of randomness. */
export const ordinaryIds: IdSource = {
  random(length) {
    let id = "";
    while (id.length < length) {
      for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
        if (byte < fairBelow && id.length < length) id += alphabet[byte % 36];
      }
    }
    return id;
  },
};
