import type { StoreRecord } from "@farthing/core";
import { expect } from "vitest";
import { putAll } from "../changes.ts";
import { walkKept, walkTransactions } from "../read-all.ts";
import { category, forwards, idOn, importRecord, request, settings, transaction } from "../sample-records.ts";
import { check, type StoreChecks } from "../store-check.ts";

const date = "2026-11-05";

const nasty = [
  ...[
    "",
    " ",
    "  two  spaces  ",
    "tab\there",
    "line\nbreak",
    "line\r\nbreak",
    "\u2028\u2029",
    "\u00a0\u200b\u200d\ufeff",
  ],
  ...[
    "'",
    "''",
    '"',
    '""',
    "`",
    "\\",
    "\\\\",
    "\\n",
    "\\u0000",
    "\\0",
    "%",
    "%s",
    "%00",
    "_",
    "*",
    "?",
    ":a",
    "$1",
    "@a",
    "?1",
  ],
  ...[
    "'; drop table transactions; --",
    "');--",
    "/* */",
    "${process.exit()}",
    "<script>",
    "&amp;",
    "{}",
    "[]",
    '{"a":1}',
    "[1",
  ],
  ...["null", "NULL", "undefined", "true", "0", "-0", "1e999", "NaN", "Infinity", "0x10", "2026-11-05"],
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "kind", "length"],
  ...[
    "é",
    "e\u0301",
    "ﬁ",
    "ß",
    "İi",
    "Ωmega",
    "日本語の取引",
    "שלום",
    "مرحبا",
    "\u202egnirts\u202c",
    "नमस्ते",
    "Z\u0351\u0352\u0353",
  ],
  ...["👛", "👨‍👩‍👧‍👦", "🏳️‍🌈", "𝒳", "\u{10ffff}", "\uffff", "\ufffe", "\ufffd", "\u{1f600}".repeat(200)],
  ...["x".repeat(200), "€".repeat(200), "'".repeat(200), '"'.repeat(200), "\\".repeat(200)],
];

const long = ["n".repeat(1000), "\n".repeat(1000), "€".repeat(1000), "\u{10ffff}".repeat(1000), '"\\'.repeat(500)];

export const textChecks: StoreChecks = {
  about: "texts",
  checks: [
    check("gives back every text of a transaction letter by letter", async (store) => {
      const records = nasty.map((text, index) =>
        transaction(idOn(date, index), {
          description: text,
          note: text,
          account: text,
          tags: [text, `${text}.`],
          digest: text,
        }),
      );
      for (let start = 0; start < records.length; start += 20)
        await store.commit("l", putAll(records.slice(start, start + 20)));
      expect(await walkTransactions(store, "l")).toStrictEqual(records);
      for (const record of records) expect(await store.getTransaction("l", record.id)).toStrictEqual(record);
    }),

    check("gives back the longest texts, and ten of the longest tags", async (store) => {
      const tags = Array.from({ length: 10 }, (_, index) => `${index}${"\u{10ffff}".repeat(39)}`);
      const records = long.map((note, index) =>
        transaction(idOn(date, index), { note, tags, description: note.slice(0, 200), account: note.slice(0, 60) }),
      );
      await store.commit("l", putAll(records));
      expect(await walkTransactions(store, "l")).toStrictEqual(records);
      const all = Array.from({ length: 95 }, (_, index) =>
        transaction(idOn("2026-11-06", index), { note: "\u{10ffff}".repeat(1000), tags }),
      );
      await store.commit("l", putAll(all));
      expect(await walkTransactions(store, "l", { from: "2026-11-06", limit: 1000 })).toStrictEqual(all);
    }),

    check("gives back every text of small and kept records letter by letter", async (store) => {
      for (const [index, text] of nasty.entries()) {
        const records: StoreRecord[] = [
          settings({ currency: text, locale: text, timeZone: text }),
          category("food", { name: text, icon: text }),
          importRecord("i1", {
            name: text,
            account: text,
            assumed: [text],
            rejected: [{ line: 1, column: 1, reason: text }],
          }),
          request("r1", { digest: text, answer: { value: { [text]: [text, { [text]: text }] } } }),
        ];
        const ledger = `l${index}`;
        await store.commit(ledger, putAll(records));
        const small = await store.getSmall(ledger);
        expect(small, text).toContainEqual(records[0]);
        expect(small, text).toContainEqual(records[1]);
        expect(await store.getKept(ledger, "import", "i1"), text).toStrictEqual(records[2]);
        expect(JSON.stringify(await store.getKept(ledger, "request", "r1"))).toHaveLength(
          JSON.stringify(records[3]).length,
        );
      }
    }),

    check("takes ids of every allowed sort", async (store) => {
      const ids = [
        ".",
        "..",
        "-",
        "_",
        "0",
        "00",
        "0.0",
        "1e3",
        "A",
        "a",
        "Z-z",
        "null",
        "__proto__",
        "constructor",
        "9".repeat(64),
      ];
      await store.commit("l", putAll(ids.map((id) => importRecord(id, { name: id }))));
      expect((await walkKept(store, "l", "import")).map(({ id, name }) => [id, name])).toEqual(
        ids.toSorted().map((id) => [id, id]),
      );
      const categories = ["0000", "zzzz", "null", "true", "1e10", "name"];
      await store.commit(
        "l",
        putAll([...categories.map((id) => category(id)), forwards({ to: { null: "true", name: null } })]),
      );
      expect(
        (await store.getSmall("l"))
          .filter(({ kind }) => kind === "category")
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual(categories.toSorted());
      const rests = ["0000000000000000", "zzzzzzzzzzzzzzzzzzzzzzzzzz", "1e30000000000000", "nullnullnullnull"];
      const transactions = rests.map((rest) =>
        transaction(`20261105-${rest}`, { importId: "..", recurringId: "__proto__" }),
      );
      await store.commit("l", putAll(transactions));
      expect(
        await store.getTransactions(
          "l",
          transactions.map(({ id }) => id),
        ),
      ).toStrictEqual(transactions);
    }),
  ],
};
