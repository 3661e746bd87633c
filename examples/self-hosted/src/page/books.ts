import type { Category, Ledger, Settings } from "@farthing/contract";
import { type CalendarWords, createCalendarWords } from "./calendar.ts";
import { decimalsOf } from "./currencies.ts";
import { createMoney, type Money } from "./money.ts";

/** One person's ledger with what every part of the page needs to show it. */
export interface Books {
  readonly ledger: Ledger;
  readonly settings: Settings;
  readonly categories: readonly Category[];
  readonly money: Money;
  readonly words: CalendarWords;
  /** Reads settings and categories again, and says so to everyone. */
  reload(): Promise<void>;
  /** Says that transactions changed. */
  changed(): void;
  /** Calls back on every change from now on. */
  onChange(listener: () => void): void;
}

/** Opens the books of a ledger. */
export async function openBooks(ledger: Ledger): Promise<Books> {
  const listeners: (() => void)[] = [];
  const changed = () => {
    for (const listener of listeners) listener();
  };

  async function read() {
    const [settings, categories] = await Promise.all([ledger.settings.get(), ledger.categories.list()]);
    const money = createMoney(settings.locale, settings.currency, decimalsOf(settings.currency));
    return { settings, categories: categories.items, money, words: createCalendarWords(settings.locale) };
  }

  const books = {
    ledger,
    ...(await read()),
    changed,
    onChange: (listener: () => void) => void listeners.push(listener),
    async reload() {
      Object.assign(books, await read());
      changed();
    },
  };
  return books;
}
