/** What a batch asks for, table by table: keys to read, or items to write. */
type Asked = Record<string, { Keys: unknown[] } | unknown[]>;

const lengthOf = (part: Asked[string]) => (Array.isArray(part) ? part.length : part.Keys.length);

const within = (part: Asked[string], from: number, before: number): Asked[string] =>
  Array.isArray(part) ? part.slice(from, before) : { ...part, Keys: part.Keys.slice(from, before) };

const withoutEmpty = (asked: Asked): Asked =>
  Object.fromEntries(Object.entries(asked).filter(([, part]) => lengthOf(part) > 0));

/** Divides a batch into what is carried out, which may be nothing, and what is left over, which is at least one item. */
export function divideBatch(asked: Asked, lot: number): { done: Asked; left: Asked } {
  const count = Object.values(asked).reduce((sum, part) => sum + lengthOf(part), 0);
  const doneCount = Math.floor(lot * count);
  const [done, left]: Asked[] = [{}, {}];
  let start = 0;
  for (const [table, part] of Object.entries(asked)) {
    const here = Math.min(Math.max(doneCount - start, 0), lengthOf(part));
    Object.assign(done as Asked, { [table]: within(part, 0, here) });
    Object.assign(left as Asked, { [table]: within(part, here, lengthOf(part)) });
    start += lengthOf(part);
  }
  return { done: withoutEmpty(done as Asked), left: withoutEmpty(left as Asked) };
}
