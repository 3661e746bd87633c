import type { IdSource } from "../ports/id-source.ts";

const { crypto } = globalThis as unknown as { crypto: { getRandomValues(bytes: Uint8Array): Uint8Array } };

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
/** Bytes from here on would make the first characters of the alphabet likelier. */
const fairBelow = 252;

/** Asked for many at a time: asking costs as much as a thousand of them. Each is given away once. */
const bytes = new Uint8Array(1024);
let given = bytes.length;

function randomByte(): number {
  if (given === bytes.length) {
    crypto.getRandomValues(bytes);
    given = 0;
  }
  return bytes[given++] as number;
}

/** Ids from the system's source of randomness. */
export const ordinaryIds: IdSource = {
  random(length) {
    let id = "";
    while (id.length < length) {
      const byte = randomByte();
      if (byte < fairBelow) id += alphabet[byte % 36];
    }
    return id;
  },
};
