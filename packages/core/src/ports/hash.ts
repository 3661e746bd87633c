/** SHA-256, synchronous because it is asked for once a row. */
export interface Hash {
  /** SHA-256 of the UTF-8 bytes of a text, as 64 characters of lower-case hex. */
  text(text: string): string;
  /** Takes bytes piece by piece. */
  stream(): { update(bytes: Uint8Array): void; hex(): string };
}
