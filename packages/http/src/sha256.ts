import { ordinaryHash } from "@farthing/core/platform";

interface NodeCrypto {
  hash?(algorithm: string, text: string, encoding: string): string;
}

const { process } = globalThis as unknown as { process?: { getBuiltinModule?(name: string): NodeCrypto | undefined } };
const native = process?.getBuiltinModule?.("node:crypto")?.hash;

/** SHA-256 of a text's UTF-8 bytes in hex: the runtime's own where it can be had at once, several times faster than ours. */
export const sha256: (text: string) => string =
  native === undefined ? ordinaryHash.text : (text) => native("sha256", text, "hex");
