const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** The record with the members that were sent, one version on; the very same record where that changes nothing. */
export function changed<Stored extends { version: number }>(
  record: Stored,
  sent: { readonly [Member in keyof Stored]?: Stored[Member] | undefined },
): Stored {
  const differing = Object.entries(sent).filter(
    ([member, value]) => value !== undefined && !same(value, record[member as keyof Stored]),
  );
  return differing.length === 0 ? record : { ...record, ...Object.fromEntries(differing), version: record.version + 1 };
}
