function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  // Without a prototype no name means anything: `__proto__` is one like all.
  const ordered: Record<string, unknown> = Object.create(null);
  for (const name of Object.keys(value).sort()) ordered[name] = inOrder((value as Record<string, unknown>)[name]);
  return ordered;
}

/** JSON in which equal values are equal texts: members in order, those without a value left out. */
export const canonical = (value: unknown): string => JSON.stringify(inOrder(value));
