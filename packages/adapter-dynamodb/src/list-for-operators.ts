import type { CalendarDate } from "@farthing/contract";
import type { DueWork, Found, LedgerId } from "@farthing/core";
import type { Sender } from "./create-sender.ts";
import type { ItemKey } from "./item.ts";
import { marksUntil, readMark, registered, registeredKey, registeredLedger, registers } from "./item-keys.ts";
import { queryPage } from "./query.ts";

const PAGE = 1000;
/** Requests that one call makes before it hands out what it has. */
const REQUESTS_MAX = 2 * registers.length;

interface Bounds {
  first: string;
  last: string;
}

/** Where a walk through all registers is: in which, and behind which sort key. */
interface Place {
  register: string;
  after?: string | undefined;
}

const registerBehind = (register: string) => registers[registers.indexOf(register) + 1];

/** Goes through the registers one after another, until there are `PAGE` entries that `read` takes or it was long enough. */
async function walk<Entry>(
  sender: Sender,
  bounds: Bounds,
  start: Place,
  read: (key: ItemKey) => Entry | undefined,
): Promise<{ entries: Entry[]; next: Place | undefined }> {
  const entries: Entry[] = [];
  let place: Place | undefined = start;
  for (let requests = 0; place !== undefined; requests += 1) {
    if (entries.length >= PAGE || requests === REQUESTS_MAX) return { entries, next: place };
    const { register, after }: Place = place;
    const limit = PAGE - entries.length;
    const { items, next } = await queryPage(sender, { partition: register, ...bounds, after, limit });
    entries.push(...items.flatMap((item) => read(item) ?? []));
    const behind = registerBehind(register);
    place = next !== undefined ? { register, after: next } : behind === undefined ? undefined : { register: behind };
  }
  return { entries, next: undefined };
}

/** Ledgers by register, then by id. */
export async function listLedgers(sender: Sender, after?: LedgerId): Promise<Found<LedgerId, LedgerId>> {
  const key = after === undefined ? undefined : registeredKey(after);
  const start = key === undefined ? { register: registers[0] as string } : { register: key.PK, after: key.SK };
  const { entries, next } = await walk(sender, registered, start, registeredLedger);
  return next === undefined ? { records: entries } : { records: entries, next: entries.at(-1) };
}

/** Work that is due, by register, then by date; goes on from a register and a sort key in it. */
export async function listDue(
  sender: Sender,
  work: DueWork,
  until: CalendarDate,
  cursor?: string,
): Promise<Found<{ ledger: LedgerId; on: CalendarDate }, string>> {
  const [, register = registers[0] as string, after] = /^(X#[0-9a-f]) ?([^]+)?$/.exec(cursor ?? "") ?? [];
  const { entries, next } = await walk(sender, marksUntil(until), { register, after }, (key) => {
    const mark = readMark(key);
    return mark.work === work ? { ledger: mark.ledger, on: mark.on } : undefined;
  });
  return next === undefined ? { records: entries } : { records: entries, next: `${next.register} ${next.after ?? ""}` };
}
