import type { Id } from "@farthing/contract";
import type { LedgerId, TransactionSlot } from "@farthing/core";
import type { Sender } from "./create-sender.ts";
import { getItem, getItems } from "./get-items.ts";
import type { ItemKey, StoredItem } from "./item.ts";
import { queryPage } from "./query.ts";
import { homeKey, readSlot, slotKey } from "./slot-items.ts";
import { strangeItem } from "./strange-item.ts";

/** Reads what stands at different keys of one ledger. */
type Read = (keys: readonly ItemKey[]) => Promise<readonly StoredItem[]>;

const DAY_MS = 24 * 60 * 60 * 1000;
/** Of a ledger of some hundred transactions a month, so many days cost as much to query as one item to get. */
const DAYS_AN_ITEM = 4;
const RUN_MIN = 4;
/** Items to look at for each one asked for, before getting the rest by their keys is cheaper. */
const ITEMS_A_KEY = 16;

/** More often than anything moves while it is looked for. */
const LOOKS_MAX = 8;

const dayOf = ({ SK }: ItemKey) => Date.parse(SK.slice(2, 12)) / DAY_MS;

/** Keys, in order, in runs of dates close together; where no date can be told each stands alone. */
function runsOf(keys: readonly ItemKey[]): ItemKey[][] {
  const runs: ItemKey[][] = [];
  for (const key of keys) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && dayOf(key) - dayOf(last) <= DAYS_AN_ITEM) run.push(key);
    else runs.push([key]);
  }
  return runs;
}

/** Reads a run by one query, and gets by their keys those that it didn't come to. */
async function readRun(sender: Sender, run: readonly ItemKey[]): Promise<readonly StoredItem[]> {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return [];
  const wanted = new Set(run.map(({ SK }) => SK));
  const limit = run.length * ITEMS_A_KEY;
  const { items, next } = await queryPage(sender, { partition: first.PK, first: first.SK, last: last.SK, limit });
  const behind = next === undefined ? [] : run.filter(({ SK }) => SK > next);
  return [...items.filter(({ SK }) => wanted.has(SK)), ...(await getItems(sender, behind))];
}

/** The cheapest way to read the homes of ids that may or may not be there: a missing item costs as much as one that is. */
const readHomes =
  (sender: Sender): Read =>
  async (keys) => {
    const inOrder = [...keys].sort((one, other) => (one.SK < other.SK ? -1 : 1));
    const runs = runsOf(inOrder);
    const single = runs.filter((run) => run.length < RUN_MIN).flat();
    const found = await Promise.all([
      getItems(sender, single),
      ...runs.filter((run) => run.length >= RUN_MIN).map((run) => readRun(sender, run)),
    ]);
    return found.flat();
  };

/**
 * What stands at ids. A transaction may move between the look at its home and the look where that sends to; then its home is
 * looked at again.
 */
async function follow(
  sender: Sender,
  ledger: LedgerId,
  ids: readonly Id[],
  readFirst: Read,
  readMore: Read,
): Promise<Map<Id, TransactionSlot>> {
  const slots = new Map<Id, TransactionSlot>();
  const again = sender.patience();
  let asked = [...new Set(ids)];
  for (let read = readFirst, looks = 1; ; read = readMore, looks += 1) {
    const homes = (await read(asked.map((id) => homeKey(ledger, id)))).map(readSlot);
    const moved = homes.flatMap((slot) => (slot.kind === "moved" ? [slot] : []));
    for (const slot of homes) if (slot.kind !== "moved") slots.set(slot.id, slot);
    if (moved.length === 0) return slots;
    const there = (await readMore(moved.map(({ id, to }) => slotKey(ledger, to, id)))).map(readSlot);
    for (const slot of there) if (slot.kind === "transaction") slots.set(slot.id, slot);
    asked = moved.flatMap(({ id }) => (slots.has(id) ? [] : [id]));
    const [lost] = asked;
    if (lost === undefined) return slots;
    if (looks === LOOKS_MAX || !(await again()))
      throw strangeItem(homeKey(ledger, lost), "it leads to where no transaction stands");
  }
}

/** What stands at ids, by id. */
export const readSlots = (sender: Sender, ledger: LedgerId, ids: readonly Id[]): Promise<Map<Id, TransactionSlot>> =>
  follow(sender, ledger, ids, readHomes(sender), (keys) => getItems(sender, keys));

/** What stands at an id. */
export async function readOneSlot(sender: Sender, ledger: LedgerId, id: Id): Promise<TransactionSlot | undefined> {
  const read: Read = async (keys) =>
    (await Promise.all(keys.map((key) => getItem(sender, key)))).filter((item) => item !== undefined);
  return (await follow(sender, ledger, [id], read, read)).get(id);
}
