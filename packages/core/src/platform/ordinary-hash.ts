import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Hash } from "../ports/hash.ts";

interface NodeHash {
  update(data: string | Uint8Array, encoding?: "utf8"): NodeHash;
  digest(encoding: "hex"): string;
}

interface NodeCrypto {
  createHash(name: "sha256"): NodeHash;
  hash?(name: "sha256", text: string): string;
}

interface Runtime {
  process?: { getBuiltinModule?(name: "node:crypto"): NodeCrypto | undefined };
}

const encoder = new TextEncoder();

/** SHA-256 in plain JavaScript, for runtimes that have no synchronous one of their own. */
const plain: Hash = {
  text: (text) => bytesToHex(sha256(encoder.encode(text))),
  stream() {
    const hash = sha256.create();
    return { update: (bytes) => void hash.update(bytes), hex: () => bytesToHex(hash.digest()) };
  },
};

/** The runtime's own, several times as fast. */
function native({ createHash, hash }: NodeCrypto): Hash {
  return {
    text: (text) => hash?.("sha256", text) ?? createHash("sha256").update(text, "utf8").digest("hex"),
    stream() {
      const made = createHash("sha256");
      return { update: (bytes) => void made.update(bytes), hex: () => made.digest("hex") };
    },
  };
}

const crypto = (globalThis as Runtime).process?.getBuiltinModule?.("node:crypto");

/** SHA-256 by whatever the runtime has. */
export const ordinaryHash: Hash = crypto === undefined ? plain : native(crypto);
