/** Makes what must never be made twice. */
export interface IdSource {
  /** So many characters `[0-9a-z]`, unguessable and never the same again (16 carry more than 80 bits). */
  random(length: number): string;
}
