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
  return written.replace(address, "").split(/[?#]/, 1)[0] as string;
}
