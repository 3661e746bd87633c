/** A request of an AWS client just before it leaves, as far as faults need to know it. */
export interface WireRequest {
  headers: Record<string, string>;
  body?: unknown;
}

/** An answer just as it came. */
export interface WireAnswer {
  statusCode: number;
  headers: Record<string, string>;
  body?: unknown;
}

const encoder = new TextEncoder();

export const textOf = (body: unknown): string =>
  typeof body === "string" ? body : new TextDecoder().decode(body as Uint8Array);

export const answerOf = (content: object, statusCode = 200): WireAnswer => ({
  statusCode,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: encoder.encode(JSON.stringify(content)),
});

/** The answer by which DynamoDB says that a request failed. */
export const errorAnswer = (name: string, members: object = {}, statusCode = 400): WireAnswer =>
  answerOf(
    { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: `${name}, on purpose.`, ...members },
    statusCode,
  );

/** The whole of an answer's body, which can't be read again. */
export async function readBody({ body = "" }: WireAnswer): Promise<Uint8Array> {
  if (typeof body === "string") return encoder.encode(body);
  if (body instanceof Uint8Array) return body;
  const pieces: Uint8Array[] = [];
  for await (const piece of body as AsyncIterable<Uint8Array>) pieces.push(piece);
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let end = 0;
  for (const piece of pieces) {
    whole.set(piece, end);
    end += piece.length;
  }
  return whole;
}
