import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { FarthingError, type Transaction, type Undoable } from "@farthing/contract";
import type { Dice } from "../server/seeded.ts";
import type { Process } from "./start-process.ts";
import { type Shown, toShown } from "./to-shown.ts";

/** Somebody who writes in a ledger beside others, and keeps in mind what was answered. */
export interface Writer {
  /** Does one thing or another, and sees to it that it is answered as it must be. */
  act(): Promise<void>;
  /** The transactions with this writer's account, by id, as they must be. */
  transactions(): ReadonlyMap<string, Shown>;
  /** The categories made by this writer, by id. */
  categories(): ReadonlyMap<string, Named>;
  /** How often the settings were changed by this writer: what was answered, and what wasn't and may have been done. */
  settings: { changed: number; doubtful: number };
}

interface Named {
  name: string;
  version: number;
}

type Content = Omit<Shown, "version">;

/** A transaction as it is, or as it was before its deletion; its category is the one that was chosen, deleted or not. */
interface Row {
  version: number;
  content: Content;
  gone: boolean;
}

interface Entry {
  id: string;
  /** The version that the change left. */
  left: number;
  /** Missing where the change made it. */
  before: Content | undefined;
}

interface Taking {
  undoId: string;
  entries: readonly Entry[];
  category?: ({ id: string } & Named) | undefined;
}

const months = ["2026-01", "2026-02", "2026-03"];
const starters = ["groc", "eato", "funn", "gift"];
const categoriesMax = 5;

const isCode = (error: unknown, code: string) => FarthingError.is(error) && error.code === code;

export function createWriter({ ledger, ask, ids, sent }: Process, account: string, dice: Dice): Writer {
  const rows = new Map<string, Row>();
  const categories = new Map<string, Named>();
  const forwards = new Map<string, string | null>();
  const takings: Taking[] = [];
  const settings = { changed: 0, doubtful: 0 };
  let named = 0;

  const pick = <Item>(items: readonly Item[]): Item => items[dice(items.length)] as Item;
  const newText = () => {
    named += 1;
    return `${account}, number ${named}`;
  };
  const newKey = () => ({ idempotencyKey: ids.random(24) });
  const newDate = () => `${pick(months)}-${String(1 + dice(28)).padStart(2, "0")}`;
  const newAmount = () => 1 + dice(1_000_000);
  const newCategory = () => pick([null, ...starters, ...categories.keys()]);

  const newContent = (): Content => ({
    date: newDate(),
    type: pick(["income", "expense"]),
    amount: newAmount(),
    description: newText(),
    categoryId: newCategory(),
    note: "",
    tags: pick([[], ["food"], ["food", "out"]]),
    account,
  });
  const newId = ({ date }: Content) => `${date.replaceAll("-", "")}-${ids.random(20)}`;

  /** The text differs each time, so every edit changes something. */
  const newEdit = (): Partial<Content> => ({
    note: newText(),
    ...pick<() => Partial<Content>>([
      () => ({}),
      () => ({}),
      () => ({ amount: newAmount() }),
      () => ({ amount: newAmount(), type: pick(["income", "expense"]) }),
      () => ({ date: newDate() }),
      () => ({ categoryId: newCategory() }),
    ])(),
  });

  const resolve = (id: string | null) => (id === null ? null : (forwards.get(id) ?? (forwards.has(id) ? null : id)));
  const show = ({ content, version }: Row): Shown => ({ ...content, categoryId: resolve(content.categoryId), version });

  /** A category that is the shown one already stays the one that was chosen. */
  const edited = ({ version, content }: Row, edit: Partial<Content>): Row => ({
    version: version + 1,
    content: {
      ...content,
      ...edit,
      ...(edit.categoryId === resolve(content.categoryId) && { categoryId: content.categoryId }),
    },
    gone: false,
  });
  const removed = ({ version, content }: Row): Row => ({ version: version + 1, content, gone: true });

  const live = () => [...rows].filter(([, { gone }]) => !gone);
  const expectShown = (answer: Transaction | undefined, id: string) =>
    deepStrictEqual(answer && [answer.id, toShown(answer)], [id, show(rows.get(id) as Row)]);

  async function create() {
    const content = newContent();
    const id = newId(content);
    const answer = await ask("transactions.create", () => ledger.transactions.create({ id, ...content }));
    rows.set(id, { version: 1, content, gone: false });
    expectShown(answer, id);
  }

  async function edit() {
    const [id, row] = pick(live());
    const change = newEdit();
    const options = pick([{}, newKey(), { ...newKey(), ifVersion: row.version }]);
    const answer = await ask("transactions.update", () => ledger.transactions.update({ id, ...change }, options));
    rows.set(id, edited(row, change));
    expectShown(answer, id);
  }

  async function remove() {
    const [id, row] = pick(live());
    const key = newKey();
    const { undo } = await ask("transactions.delete", () => ledger.transactions.delete({ id }, key));
    rows.set(id, removed(row));
    takings.push({ undoId: undo, entries: [{ id, left: row.version + 1, before: row.content }] });
  }

  async function batch() {
    const made = Array.from({ length: dice(4) }, newContent).map((content) => ({ id: newId(content), content }));
    const [first, second, third] = new Map([pick(live()), pick(live()), pick(live())]);
    const changes = [first, second].flatMap((each) => (each ? [{ id: each[0], row: each[1], edit: newEdit() }] : []));
    const gone = third === undefined ? [] : [{ id: third[0], row: third[1] }];
    const key = newKey();
    const input = {
      create: made.map(({ id, content }) => ({ id, ...content })),
      update: changes.map(({ id, edit }) => ({ id, ...edit })),
      delete: gone.map(({ id }) => ({ id })),
    };
    const answer = await ask("transactions.batch", () => ledger.transactions.batch(input, key));
    for (const { id, content } of made) rows.set(id, { version: 1, content, gone: false });
    for (const { id, row, edit } of changes) rows.set(id, edited(row, edit));
    for (const { id, row } of gone) rows.set(id, removed(row));
    for (const [place, { id }] of made.entries()) expectShown(answer.created[place], id);
    for (const [place, { id }] of changes.entries()) expectShown(answer.updated[place], id);
    takings.push({
      undoId: answer.undo,
      entries: [
        ...made.map(({ id }) => ({ id, left: 1, before: undefined })),
        ...[...changes, ...gone].map(({ id, row }) => ({ id, left: row.version + 1, before: row.content })),
      ],
    });
  }

  async function takeBack() {
    const [taking] = takings.splice(dice(takings.length), 1);
    if (taking === undefined) return create();
    const { undoId, entries, category } = taking;
    const kept: string[] = [];
    const answer = await ask("undo", () => ledger.undo({ undoId }));
    for (const { id, left, before } of entries) {
      const row = rows.get(id) as Row;
      if (row.version !== left) kept.push(id);
      else if (before === undefined) rows.set(id, removed(row));
      else rows.set(id, { version: row.version + 1, content: before, gone: false });
    }
    if (category !== undefined) {
      forwards.delete(category.id);
      categories.set(category.id, { name: category.name, version: category.version + 1 });
    }
    const restored = entries.length - kept.length + (category === undefined ? 0 : 1);
    deepStrictEqual({ ...answer, kept: [...answer.kept].sort() }, { restored, kept: kept.sort() });
  }

  async function makeCategory() {
    const [name, key] = [newText(), newKey()];
    const { id, version } = await ask("categories.create", () =>
      ledger.categories.create({ name, type: "expense" }, key),
    );
    strictEqual(version, 1);
    categories.set(id, { name, version });
  }

  async function changeCategory() {
    const [id, { name, version }] = pick([...categories]);
    const key = newKey();
    if (dice(2) === 0) {
      const other = newText();
      const answer = await ask("categories.update", () => ledger.categories.update({ id, name: other }, key));
      categories.set(id, { name: other, version: version + 1 });
      deepStrictEqual([answer.name, answer.version], [other, version + 1]);
      return;
    }
    const target = pick([null, ...starters]);
    const { undo }: Undoable = await ask("categories.delete", () =>
      ledger.categories.delete({ id, moveTo: target ?? "none" }, key),
    );
    categories.delete(id);
    forwards.set(id, target);
    takings.push({ undoId: undo, entries: [], category: { id, name, version } });
  }

  /**
   * All writers of a ledger want to change the same record, and only the version that they saw. Without a key that is a put of one
   * item, for which DynamoDB knows no tokens: one that arrived twice and was overtaken in between seems refused.
   */
  async function changeSettings() {
    const { version } = await ask("settings.get", () => ledger.settings.get());
    const key = pick([{}, newKey()]);
    const change = { monthlySavingsTarget: newAmount() };
    const twice = sent.met.twice;
    try {
      const send = () => ledger.settings.update(change, { ...key, ifVersion: version });
      await ask("settings.update", send, "idempotencyKey" in key ? undefined : 1);
      settings.changed += 1;
    } catch (error) {
      const isRefused = isCode(error, "version_mismatch") || isCode(error, "conflict");
      if (!isRefused && !isCode(error, "unavailable")) throw error;
      const isDoubtful = !("idempotencyKey" in key) && (!isRefused || sent.met.twice > twice);
      if (isDoubtful) settings.doubtful += 1;
      else if (!isRefused) throw error;
    }
  }

  async function look() {
    const [id, row] = pick([...rows]);
    const found = await ask("transactions.get", () => ledger.transactions.get({ id })).catch((error: unknown) => {
      if (!isCode(error, "not_found")) throw error;
      return undefined;
    });
    if (row.gone) strictEqual(found, undefined);
    else expectShown(found, id);
  }

  async function lookAtDay() {
    const date = newDate();
    const { items } = await ask("transactions.list", () =>
      ledger.transactions.list({ from: date, to: date, account, limit: 500 }),
    );
    const there = live().filter(([, { content }]) => content.date === date);
    deepStrictEqual(items.map(({ id }) => id).sort(), there.map(([id]) => id).sort());
    for (const item of items) expectShown(item, item.id);
  }

  async function verify() {
    deepStrictEqual((await ask("maintenance.verify", () => ledger.maintenance.verify())).differences, []);
  }

  const few = () => live().length < 5;
  const deeds: readonly [share: number, deed: () => Promise<void>][] = [
    [40, create],
    [26, edit],
    [8, remove],
    [6, batch],
    [6, takeBack],
    [4, changeSettings],
    [5, look],
    [2, lookAtDay],
    [1, verify],
    [2, () => (categories.size < categoriesMax && dice(2) === 0 ? makeCategory() : changeCategory())],
  ];
  const all = deeds.flatMap(([share, deed]) => new Array<() => Promise<void>>(share).fill(deed));

  return {
    settings,
    act: () => (few() ? create() : categories.size === 0 ? makeCategory() : pick(all)()),
    transactions: () => new Map(live().map(([id, row]) => [id, show(row)])),
    categories: () => categories,
  };
}
