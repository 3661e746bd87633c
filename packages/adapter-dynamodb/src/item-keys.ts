import type { CalendarDate, Id, Month } from "@farthing/contract";
import type { DueWork, KeptKind, LedgerId, SmallRecord } from "@farthing/core";
import type { ItemKey } from "./item.ts";
import { strangeItem } from "./strange-item.ts";

const LEDGER_ID_MAX = 128;

/** The partition of everything of a ledger. @throws RangeError for what is no ledger's id. */
export function partitionOf(ledger: LedgerId): string {
  if (!ledger.isWellFormed() || ledger.length > LEDGER_ID_MAX) {
    throw new RangeError(
      `A ledger's id is well-formed text of at most ${LEDGER_ID_MAX} characters, not ${JSON.stringify(ledger)}.`,
    );
  }
  return `U#${ledger}`;
}

export const slotSort = (date: CalendarDate, id: Id) => `T#${date}#${id}`;
export const monthSort = (month: Month) => `M#${month}`;

/** Begins the sort keys of all small records, so that one query finds them. */
export const SMALL = "S#";

export const smallPrefixes: Readonly<Record<SmallRecord["kind"], string>> = {
  settings: `${SMALL}s#`,
  category: `${SMALL}c#`,
  forwards: `${SMALL}f#`,
};

/** Begins the sort keys of all records of a kind; the rest is the id. */
export const recordPrefixes: Readonly<Record<SmallRecord["kind"] | KeptKind, string>> = {
  ...smallPrefixes,
  import: "J#import#",
  job: "J#job#",
  bulk: "J#bulk#",
  request: "I#",
  undo: "U#",
};

/** Partitions of what operators and schedules look for: a ledger's entries are all in one, told by its id. */
export const registers: readonly string[] = Array.from("0123456789abcdef", (digit) => `X#${digit}`);

/** FNV-1a: it must give the same for ever, and may be guessed by anybody. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 16)) & 0xf;
}

export const registerOf = (ledger: LedgerId): string => registers[spread(ledger)] as string;

/** Behind every character. */
const LAST = "\u{10ffff}";

const REGISTERED = "L#";

/** Says that the ledger has begun. */
export const registeredKey = (ledger: LedgerId): ItemKey => ({
  PK: registerOf(ledger),
  SK: REGISTERED + ledger,
});

export const registered = { first: REGISTERED, last: REGISTERED + LAST };
export const registeredLedger = ({ SK }: ItemKey): LedgerId => SK.slice(REGISTERED.length);

const MARK = "D#";

/** Says that work is due in the ledger. */
export const markKey = (ledger: LedgerId, work: DueWork, on: CalendarDate): ItemKey => ({
  PK: registerOf(ledger),
  SK: `${MARK}${on}#${work}#${ledger}`,
});

/** Marks of a date and those before it. */
export const marksUntil = (until: CalendarDate) => ({ first: MARK, last: `${MARK}${until}#${LAST}` });
export const everyMark = { first: MARK, last: MARK + LAST };

const mark = /^D#(?<on>\d{4}-\d{2}-\d{2})#(?<work>[a-z]+)#(?<ledger>[^]*)$/;

/** What a mark's key says. @throws Error where it is none. */
export function readMark(key: ItemKey): { on: CalendarDate; work: string; ledger: LedgerId } {
  const { on, work, ledger } = mark.exec(key.SK)?.groups ?? {};
  if (on === undefined || work === undefined || ledger === undefined)
    throw strangeItem(key, "it is no mark of due work");
  return { on, work, ledger };
}
