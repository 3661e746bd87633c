import { deepStrictEqual } from "node:assert/strict";
import { FarthingError, type Import } from "@farthing/contract";
import { died } from "../dying-store.ts";
import type { Dice } from "../server/seeded.ts";
import type { Process } from "./start-process.ts";

/** Somebody who loads bank files and is interrupted again and again. */
export interface Importer {
  act(): Promise<void>;
  /** Of each account the rows that must be there: date, description and amount. */
  rows(): ReadonlyMap<string, readonly string[]>;
  /** By id, newest last. */
  states(): ReadonlyMap<string, Import["state"]>;
}

const minute = 60_000;

export function createImporter({ ledger, dying, ask, clock, ids }: Process, name: string, dice: Dice): Importer {
  const rows = new Map<string, readonly string[]>();
  const states = new Map<string, Import["state"]>();

  const newLines = () =>
    Array.from({ length: 60 + dice(180) }, (_, row) => {
      const date = `2026-0${1 + dice(3)}-${String(1 + dice(28)).padStart(2, "0")}`;
      return `${date},Payment ${row},-${1 + dice(900)}.50`;
    });

  /** Begins something that ends before its time, or doesn't. */
  async function interrupt(begin: (over: typeof ledger) => Promise<unknown>): Promise<void> {
    const over = dying(dice(5), dice(2) === 0 ? "before" : "after");
    await begin(over).catch((error: unknown) => {
      if (!String(error).includes(died) && !FarthingError.is(error)) throw error;
    });
    await clock.sleep(minute);
  }

  return {
    async act() {
      const lines = newLines();
      const account = `${name}, file ${rows.size}`;
      const file = new Blob([["Date,Description,Amount", ...lines, ""].join("\n")]);
      const key = { idempotencyKey: ids.random(24) };
      const end = dice(3);
      if (end === 1) await interrupt((over) => over.imports.create({ file, account }, key));
      if (end === 2) {
        const stop = new AbortController();
        const options = { ...key, signal: stop.signal, onProgress: () => stop.abort() };
        await ask("imports.create", () => ledger.imports.create({ file, account }, options)).catch((error: unknown) => {
          if (!FarthingError.is(error) || error.code !== "aborted") throw error;
        });
      }
      const done = await ask("imports.create", () => ledger.imports.create({ file, account }, key));
      const { length } = lines;
      deepStrictEqual([done.state, done.total, done.created, done.duplicates], ["done", length, length, 0]);
      rows.set(account, lines);
      states.set(done.id, "done");
      if (dice(3) > 0) return;
      if (dice(2) === 0) await interrupt((over) => over.imports.undo({ id: done.id }));
      const undone = await ask("imports.undo", () => ledger.imports.undo({ id: done.id }));
      deepStrictEqual([undone.state, undone.kept], ["undone", []]);
      rows.set(account, []);
      states.set(done.id, "undone");
    },
    rows: () => rows,
    states: () => states,
  };
}
