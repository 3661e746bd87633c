import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Hash } from "../ports/hash.ts";

const encoder = new TextEncoder();

/** SHA-256 in plain JavaScript, the same on every runtime. */
export const ordinaryHash: Hash = {
  text: (text) => bytesToHex(sha256(encoder.encode(text))),
  stream() {
    const hash = sha256.create();
    return { update: (bytes) => void hash.update(bytes), hex: () => bytesToHex(hash.digest()) };
  },
};
