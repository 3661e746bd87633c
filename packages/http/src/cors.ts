export interface CorsOptions {
  /** Web origins whose pages may call: `https://money.example`, each without a path. */
  origins: readonly string[];
}

export interface Cors {
  /** Headers for every answer to this request. */
  headers(request: Request): Readonly<Record<string, string>>;
  /** Those more for the answer that says what may be asked. */
  preflight(request: Request, methods: string): Readonly<Record<string, string>>;
}

const exposed =
  "Content-Disposition, ETag, Idempotent-Replayed, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id";
const allowed =
  "Accept, Authorization, Content-Type, Farthing-Today, Idempotency-Key, If-Match, If-None-Match, X-Request-Id";

const nothing = {};

/** Lets pages of these origins in, and of no others. @throws TypeError for what isn't an origin. */
export function createCors({ origins }: CorsOptions = { origins: [] }): Cors {
  const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;
  const wrong = origins.find((text) => !isOrigin(text));
  if (wrong !== undefined) {
    throw new TypeError(`${JSON.stringify(wrong)} isn't a web origin: write it like "https://money.example".`);
  }
  if (origins.length === 0) return { headers: () => nothing, preflight: () => nothing };

  const others = { Vary: "Origin" };
  const ours = new Map(
    origins.map((origin) => [
      origin,
      { Vary: "Origin", "Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": exposed },
    ]),
  );
  const originOf = (request: Request) => request.headers.get("origin") ?? "";
  return {
    headers: (request) => ours.get(originOf(request)) ?? others,
    preflight: (request, methods) =>
      ours.has(originOf(request))
        ? {
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": allowed,
            "Access-Control-Max-Age": "7200",
          }
        : nothing,
  };
}
