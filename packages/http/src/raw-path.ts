interface Environment {
  env?: { incoming?: { url?: string } };
}

const address = /^https?:\/\/[^/?#]*/i;

/**
 * A request's path as it was written. Addresses are tidied before a handler sees them (`/v1/a/../settings`); the path they are
 * matched by isn't, so that no spelling leads to another route.
 */
export function rawPath({ url }: Request, environment?: object): string {
  const written = (environment as Environment | undefined)?.env?.incoming?.url ?? url;
  const path = written.replace(address, "");
  const end = path.search(/[?#]/);
  return end === -1 ? path : path.slice(0, end);
}
