/** A piece of a text together with its UTF-8: bytes are quicker to look through, characters to cut from. */
export interface TextPiece {
  text: string;
  bytes: Uint8Array;
}

const encoder = new TextEncoder();

export const textPiece = (text: string): TextPiece => ({ text, bytes: encoder.encode(text) });
