/** A file that came with a request. */
export interface Spooled {
  file: Blob;
  /** Lets go of it. Called once, whatever became of the request. */
  discard(): Promise<void>;
}

/**
 * Puts the pieces of a file where they can be read again and again. When the pieces end in an error it leaves nothing behind and
 * throws that error.
 * @throws FarthingError `storage_full`.
 */
export type Spool = (pieces: AsyncIterable<Uint8Array<ArrayBuffer>>) => Promise<Spooled>;

/** Holds files in memory. */
export const spoolInMemory: Spool = async (pieces) => {
  const held: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of pieces) held.push(piece);
  return { file: new Blob(held), discard: async () => undefined };
};
