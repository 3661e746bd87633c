import type { AppOptions } from "./app-options.ts";
import { answerDocs } from "./docs/answer-docs.ts";
import { type Exchange, respond } from "./exchange.ts";
import { openApiDocument } from "./open-api-document.ts";

const json = { "Content-Type": "application/json" };

/** What is answered beside the API, by path, to whoever asks. */
export function systemRoutes({
  farthing,
}: Pick<AppOptions, "farthing">): Readonly<Record<string, (exchange: Exchange) => Promise<Response>>> {
  let document: string | undefined;
  let asking: Promise<void> | undefined;

  /** Whoever asks while the store is being asked gets that answer: however many ask, it is asked once at a time. */
  function ready(): Promise<void> {
    asking ??= farthing.ready().finally(() => {
      asking = undefined;
    });
    return asking;
  }

  return {
    "/healthz": async (exchange) => respond(exchange, 200, '{"status":"ok"}', json),
    "/readyz": async (exchange) => {
      await ready();
      return respond(exchange, 200, '{"status":"ready"}', json);
    },
    "/openapi.json": async (exchange) => {
      document ??= JSON.stringify(openApiDocument());
      return respond(exchange, 200, document, { ...json, "Cache-Control": "public, max-age=300" });
    },
    "/docs": answerDocs,
  };
}
