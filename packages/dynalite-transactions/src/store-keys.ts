/** How dynalite names the parts of its database: a name, `~`, then the key. */
export const itemPrefix = (table: string): string => `item-${table}~`;

export const indexPrefix = (kind: string, table: string, index: string): string =>
  `index-${kind.toLowerCase()}~${table}~${index}~`;

export const tagPrefix = (table: string): string => `tag-${table}~`;

/** Ours, beside dynalite's. */
export const tokenPrefix = "token~";

export const timeToLiveKey = (table: string): string => `ttl~${table}`;

/** Every key that begins with a prefix. Keys of dynalite are ASCII. */
export const rangeOf = (prefix: string): { gte: string; lt: string } => ({ gte: prefix, lt: `${prefix}\xff` });
