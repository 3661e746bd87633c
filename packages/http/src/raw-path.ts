interface Environment {
  env?: { incoming?: { url?: string } };
}

/**
 * A request's path as it was written. Addresses are tidied before a handler sees them (`/v1/a/../settings`); the path they are
 * matched by isn't, so that no spelling leads to another route.
 */
export function rawPath(request: Request, environment?: object): string {
  const written = (environment as Environment | undefined)?.env?.incoming?.url;
  const { url } = request;
  const path = written?.startsWith("/") ? written : url.slice(url.indexOf("/", url.indexOf("://") + 3));
  return path.split("?", 1)[0]?.split("#", 1)[0] as string;
}
