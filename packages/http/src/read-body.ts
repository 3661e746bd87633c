import { FarthingError } from "@farthing/contract";

const MEBIBYTE = 1024 * 1024;

const size = (bytes: number) => (bytes % MEBIBYTE === 0 ? `${bytes / MEBIBYTE} MiB` : `${bytes} bytes`);

export const tooLarge = (what: string, bytesMax: number, cure: string) =>
  new FarthingError("too_large", `${what} may have at most ${size(bytesMax)}: ${cure}`);

export const brokeOff = (cause?: unknown) =>
  new FarthingError("invalid_request", "The body broke off before its end: send it again.", { cause });

/** How many bytes a request says its body has; `undefined` where it doesn't say. */
export function declaredLength(request: Request): number | undefined {
  const declared = request.headers.get("content-length");
  return declared !== null && /^\d{1,15}$/.test(declared) ? Number(declared) : undefined;
}

async function* piecesOf(request: Request): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = request.body?.getReader();
  if (reader === undefined) return;
  let open = true;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        open = false;
        throw brokeOff(cause);
      });
      if (done) open = false;
      if (done) return;
      yield value;
    }
  } finally {
    if (open) reader.cancel().catch(() => undefined);
  }
}

/** The same pieces, as long as they have no more than `bytesMax` together. @throws `refusal` when they have. */
export async function* limitBytes<Piece extends Uint8Array>(
  pieces: AsyncIterable<Piece>,
  bytesMax: number,
  refusal: () => FarthingError,
): AsyncGenerator<Piece> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > bytesMax) throw refusal();
    yield piece;
  }
}

/**
 * The bytes of a body, piece by piece.
 * @throws FarthingError `refusal` as soon as more than `bytesMax` came or are said to come; `invalid_request` when it breaks off.
 */
export function readBody(
  request: Request,
  bytesMax: number,
  refusal: () => FarthingError,
): AsyncIterable<Uint8Array<ArrayBuffer>> {
  if ((declaredLength(request) ?? 0) > bytesMax) throw refusal();
  return limitBytes(piecesOf(request), bytesMax, refusal);
}

/** Pieces put together. */
export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const held: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    held.push(piece);
    bytes += piece.length;
  }
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of held) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
