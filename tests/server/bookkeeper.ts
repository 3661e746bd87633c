import type { Ledger, Transaction } from "@farthing/contract";
import type { Dice } from "./seeded.ts";

type Content = Pick<Transaction, "date" | "type" | "amount" | "description" | "note" | "tags" | "account">;
/** By id, with those deleted left out. */
type Books = Record<string, Content & { version: number }>;

interface Row {
  version: number;
  /** As it is, or as it was before its deletion. */
  content: Content;
  deleted: boolean;
  /** Takes its deletion back. */
  undo?: string | undefined;
}

/** Something to ask of the ledger, the same however often it is sent. */
interface Step {
  send(ledger: Ledger): Promise<unknown>;
  /** How the rows it is about stand once it has happened. */
  after: ReadonlyMap<string, Row>;
}

/** Somebody who keeps an account by hand, and remembers what the ledger answered. Nobody else writes to it. */
export interface Bookkeeper {
  account: string;
  /** Asks for one thing after the other, and goes on until one isn't answered; resolves with why. */
  work(ledger: Ledger, onAnswer: () => void): Promise<unknown>;
  /** What may be in the ledger now: what was answered, and where a request is open what it would have made of that. */
  expected(): Books[];
  /** Sends the request that is open once more. */
  finish(ledger: Ledger): Promise<void>;
}

const months = ["1995-01", "1995-02", "1995-03"];
const letters = "0123456789abcdefghijklmnopqrstuvwxyz";

export function createBookkeeper(account: string, dice: Dice): Bookkeeper {
  const rows = new Map<string, Row>();
  let open: Step | undefined;
  let named = 0;

  const pick = <Item>(items: readonly Item[]): Item => items[dice(items.length)] as Item;
  const idsWhere = (holds: (row: Row) => boolean) => [...rows].flatMap(([id, row]) => (holds(row) ? [id] : []));
  const newDate = () => `${pick(months)}-${String(1 + dice(28)).padStart(2, "0")}`;

  function newContent(): Content {
    named += 1;
    return {
      date: newDate(),
      type: pick(["income", "expense"] as const),
      amount: 1 + dice(1_000_000),
      description: `${account}, number ${named}`,
      note: "n".repeat(dice(200)),
      tags: pick([[], ["food"], ["food", "out"]]),
      account,
    };
  }

  /** What else the amount, and now and then the date, could be. */
  const edit = ({ amount }: Content): Partial<Content> => ({
    amount: amount + 1 + dice(500),
    ...(dice(3) === 0 && { date: newDate() }),
  });

  const text = (length: number) => Array.from({ length }, () => letters[dice(letters.length)]).join("");
  const newId = ({ date }: Content) => `${date.replaceAll("-", "")}-${text(20)}`;
  const newKey = () => ({ idempotencyKey: text(24) });
  const made = (content: Content): Row => ({ version: 1, content, deleted: false });
  const edited = ({ version, content }: Row, changes: Partial<Content>): Row => ({
    version: version + 1,
    content: { ...content, ...changes },
    deleted: false,
  });
  const removed = ({ version, content }: Row): Row => ({ version: version + 1, content, deleted: true });

  function create(): Step {
    const content = newContent();
    const id = newId(content);
    return {
      send: (ledger) => ledger.transactions.create({ id, ...content }),
      after: new Map([[id, made(content)]]),
    };
  }

  function update(id: string, row: Row): Step {
    const [changes, key] = [edit(row.content), newKey()];
    return {
      send: (ledger) => ledger.transactions.update({ id, ...changes }, key),
      after: new Map([[id, edited(row, changes)]]),
    };
  }

  function remove(id: string, row: Row): Step {
    const key = newKey();
    const gone = removed(row);
    return {
      async send(ledger) {
        gone.undo = (await ledger.transactions.delete({ id }, key)).undo;
      },
      after: new Map([[id, gone]]),
    };
  }

  function putBack(id: string, undoId: string, row: Row): Step {
    const key = newKey();
    return {
      async send(ledger) {
        const { restored, kept } = await ledger.undo({ undoId }, key);
        if (restored !== 1) throw new Error(`It wasn't put back: ${restored} restored, ${kept} kept.`);
      },
      after: new Map([[id, edited(row, {})]]),
    };
  }

  function batch(changedId: string, changed: Row, goneId: string, gone: Row): Step {
    const created = [newContent(), newContent()].map((content) => ({ id: newId(content), ...content }));
    const [changes, key] = [edit(changed.content), newKey()];
    const input = { create: created, update: [{ id: changedId, ...changes }], delete: [{ id: goneId }] };
    return {
      send: (ledger) => ledger.transactions.batch(input, key),
      after: new Map([
        ...created.map(({ id, ...content }): [string, Row] => [id, made(content)]),
        [changedId, edited(changed, changes)],
        [goneId, removed(gone)],
      ]),
    };
  }

  function nextStep(): Step {
    const live = idsWhere(({ deleted }) => !deleted);
    const undoable = idsWhere(({ undo }) => undo !== undefined);
    const chance = dice(10);
    const [id, other] = live.length < 2 ? [] : [pick(live), pick(live)];
    if (id === undefined || other === undefined || chance < 3) return create();
    if (chance < 5) return update(id, rows.get(id) as Row);
    if (chance < 7) return remove(id, rows.get(id) as Row);
    if (chance < 9 && undoable.length > 0) {
      const back = pick(undoable);
      const row = rows.get(back) as Row;
      return putBack(back, row.undo as string, row);
    }
    return id === other ? create() : batch(id, rows.get(id) as Row, other, rows.get(other) as Row);
  }

  const settle = ({ after }: Step) => {
    for (const [id, row] of after) rows.set(id, row);
    open = undefined;
  };

  const books = (all: ReadonlyMap<string, Row>): Books =>
    Object.fromEntries(
      [...all].flatMap(([id, { version, content, deleted }]) => (deleted ? [] : [[id, { ...content, version }]])),
    );

  return {
    account,
    async work(ledger, onAnswer) {
      try {
        for (;;) {
          open = nextStep();
          await open.send(ledger);
          settle(open);
          onAnswer();
        }
      } catch (error) {
        return error;
      }
    },
    expected: () => [books(rows), ...(open === undefined ? [] : [books(new Map([...rows, ...open.after]))])],
    async finish(ledger) {
      if (open === undefined) return;
      await open.send(ledger);
      settle(open);
    },
  };
}
