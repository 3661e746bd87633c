import { respond } from "../exchange.ts";
import type { Call } from "./call.ts";
import { streamPieces } from "./stream-pieces.ts";

/** What it is saved as: told apart by the dates that were asked for. */
function fileName({ from, to }: Call["input"]): string {
  const dated = (word: string, date: unknown) => (date === undefined ? "" : `-${word}-${date}`);
  return `farthing${dated("from", from)}${dated("to", to)}.csv`;
}

/** Answers with a file that is made while it is sent. What fails after its beginning cuts the connection. */
export async function answerCsv({ exchange, type, input, perform }: Call): Promise<Response> {
  const { value } = await perform();
  const pieces = (value as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  const headers = {
    "Content-Type": `${type}; charset=utf-8`,
    "Content-Disposition": `attachment; filename="${fileName(input)}"`,
  };
  if (exchange.request.method === "HEAD") {
    await pieces.return?.();
    return respond(exchange, 200, null, headers);
  }
  const { body, ended } = streamPieces(await pieces.next(), pieces);
  exchange.streaming = ended;
  return respond(exchange, 200, body, headers);
}
