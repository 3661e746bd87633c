/** The eight numbers of an IPv6 address; `undefined` for anything else. */
function groupsOf(address: string): number[] | undefined {
  const plain = address.replace(
    /(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/,
    (_quad, a, b, c, d) => `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`,
  );
  const halves = plain.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const [head = [], tail] = halves;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length > 2 || (tail === undefined ? missing !== 0 : missing < 1)) return undefined;
  const groups = [...head, ...Array<string>(missing).fill("0"), ...(tail ?? [])];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : undefined;
}

const isMapped = (groups: readonly number[]) =>
  groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);

/**
 * What counts as one caller: an IPv4 address, or the first 64 bits of an IPv6 address, as whoever has one has the others behind
 * them too. What is no address counts as itself, a missing one as any other missing one.
 */
export function addressKey(address = ""): string {
  const groups = address.includes(":") ? groupsOf(address.split("%", 1)[0] as string) : undefined;
  if (groups === undefined) return address.slice(0, 64);
  if (!isMapped(groups))
    return groups
      .slice(0, 4)
      .map((group) => group.toString(16))
      .join(":");
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
