import type { ImportPreview, JobProgress, Ledger } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { bankFile } from "./bank-file.ts";
import { expectFaults } from "./expect-faults.ts";
import { expectRefusal } from "./expect-refusal.ts";
import { listAll } from "./list-all.ts";
import type { Scene } from "./scene.ts";

const coffee = "2026-03-05,Coffee,-4.10";
const tea = "2026-03-06,Tea,-5.20";
const pay = "2026-03-31,Pay,2500.00";

const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const rowId = (date: string) => expect.stringMatching(new RegExp(`^${date.replaceAll("-", "")}-[0-9a-z]{16,26}$`));

const statuses = ({ rows }: ImportPreview) => rows.map(({ line, status, chosen }) => [line, status, chosen]);

const amounts = async (ledger: Ledger) =>
  (await listAll(ledger, { order: "asc" })).map(({ date, type, amount, description }) => [
    date,
    type,
    amount,
    description,
  ]);

const nothing = { items: [], nextCursor: null };

export function describeImports({ user }: Scene): void {
  describe("the preview of an import", () => {
    it("says what was told from the file and what each row would become, and writes nothing", async () => {
      const ledger = await user();
      const preview = await ledger.imports.preview({
        file: bankFile(coffee, "", tea, pay),
        name: "march.csv",
        account: "Card",
      });
      const { decided, plan, ...rest } = preview;
      const row = {
        note: "",
        tags: [],
        account: "Card",
        categoryId: null,
        newCategory: null,
        match: null,
        deletedAt: null,
        column: null,
        reason: null,
      };
      expect(rest).toStrictEqual({
        name: "march.csv",
        format: "csv",
        mapping: {
          encoding: "utf-8",
          delimiter: ",",
          headerLine: 1,
          dateOrder: "ymd",
          decimal: ".",
          columns: ["date", "description", "amount"],
        },
        assumed: [],
        header: ["Date", "Description", "Amount"],
        sample: [
          ["2026-03-05", "Coffee", "-4.10"],
          ["2026-03-06", "Tea", "-5.20"],
          ["2026-03-31", "Pay", "2500.00"],
        ],
        counts: { total: 3, new: 3, duplicate: 0, transfer: 0, invalid: 0, chosen: 3 },
        from: "2026-03-05",
        to: "2026-03-31",
        income: 250_000,
        expense: 930,
        rows: [
          {
            ...row,
            line: 2,
            status: "new",
            chosen: true,
            id: rowId("2026-03-05"),
            date: "2026-03-05",
            type: "expense",
            amount: 410,
            description: "Coffee",
          },
          {
            ...row,
            line: 4,
            status: "new",
            chosen: true,
            id: rowId("2026-03-06"),
            date: "2026-03-06",
            type: "expense",
            amount: 520,
            description: "Tea",
          },
          {
            ...row,
            line: 5,
            status: "new",
            chosen: true,
            id: rowId("2026-03-31"),
            date: "2026-03-31",
            type: "income",
            amount: 250_000,
            description: "Pay",
          },
        ],
      });
      expect(plan).toMatch(/^\S{8,100}$/);
      for (const { what, chosen, evidence } of decided) {
        expect([
          "format",
          "encoding",
          "delimiter",
          "header",
          "dates",
          "decimals",
          "columns",
          "sign",
          "currency",
        ]).toContain(what);
        expect([chosen, evidence]).toStrictEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
      }
      expect(await ledger.transactions.list()).toStrictEqual(nothing);
      expect(await ledger.imports.list()).toStrictEqual(nothing);
    });

    it("tells new rows from duplicates and from those that can't be read", async () => {
      const ledger = await user();
      await ledger.imports.create({ file: bankFile(coffee) });
      const [saved] = (await ledger.transactions.list()).items;
      const preview = await ledger.imports.preview({
        file: bankFile(coffee, coffee, "2026-02-30,No such day,-1.00", "2026-03-07,No amount,"),
      });
      expect(statuses(preview)).toStrictEqual([
        [2, "duplicate", false],
        [3, "new", true],
        [4, "invalid", false],
        [5, "invalid", false],
      ]);
      expect(preview.counts).toStrictEqual({ total: 4, new: 1, duplicate: 1, transfer: 0, invalid: 2, chosen: 1 });
      expect(preview.rows[0]).toMatchObject({ id: saved?.id, match: saved?.id, deletedAt: null });
      expect(preview.rows[2]).toMatchObject({ id: null, column: 1, reason: expect.stringMatching(/\S/) });
      expect(preview.rows[3]).toMatchObject({ id: null, column: 3, reason: expect.stringMatching(/\S/) });
    });

    it("gives at most 1000 rows, from where it is asked to", async () => {
      const ledger = await user();
      const rows = Array.from({ length: 1_003 }, (_, index) => `2026-03-05,Row ${index},-1.00`);
      const first = await ledger.imports.preview({ file: bankFile(...rows) });
      expect([first.rows.length, first.counts.total, first.sample.length]).toStrictEqual([1_000, 1_003, 10]);
      const rest = await ledger.imports.preview({ file: bankFile(...rows), skip: 1_000 });
      expect(rest.rows.map(({ line }) => line)).toStrictEqual([1_002, 1_003, 1_004]);
      expect([rest.plan, rest.counts]).toStrictEqual([first.plan, first.counts]);
    });

    it("reads a date that can be read both ways as the ledger's locale does, and says so", async () => {
      const ledger = await user();
      const file = () => new Blob(["Date,Description,Amount\n03/04/2026,Coffee,-4.10\n05/04/2026,Tea,-5.20\n"]);
      const american = await ledger.imports.preview({ file: file() });
      expect([american.rows.map(({ date }) => date), american.assumed]).toStrictEqual([
        ["2026-03-04", "2026-05-04"],
        ["dates"],
      ]);
      await ledger.settings.update({ locale: "en-GB" });
      const british = await ledger.imports.preview({ file: file() });
      expect([british.rows.map(({ date }) => date), british.assumed]).toStrictEqual([
        ["2026-04-03", "2026-04-05"],
        ["dates"],
      ]);
      const told = await ledger.imports.preview({ file: file(), mapping: { dateOrder: "mdy" } });
      expect([told.rows.map(({ date }) => date), told.assumed]).toStrictEqual([["2026-03-04", "2026-05-04"], []]);
    });

    it("decides by the whole column where one date can be read only one way", async () => {
      const ledger = await user();
      const { rows, assumed } = await ledger.imports.preview({
        file: new Blob(["Date,Description,Amount\n03/04/2026,Coffee,-4.10\n25/04/2026,Tea,-5.20\n"]),
      });
      expect([rows.map(({ date }) => date), assumed]).toStrictEqual([["2026-04-03", "2026-04-25"], []]);
    });

    it("takes the columns it is told", async () => {
      const ledger = await user();
      const file = new Blob(["a;b;c;d\n05.03.2026;Coffee;4,10;1.000,00\n"]);
      const { rows, mapping } = await ledger.imports.preview({
        file,
        mapping: { columns: ["date", "description", "moneyOut", "leaveOut"], decimal: ",", dateOrder: "dmy" },
      });
      expect(mapping).toMatchObject({
        delimiter: ";",
        decimal: ",",
        columns: ["date", "description", "moneyOut", "leaveOut"],
      });
      expect(rows).toMatchObject([{ date: "2026-03-05", type: "expense", amount: 410, description: "Coffee" }]);
    });

    it("refuses what isn't a statement", async () => {
      const ledger = await user();
      for (const content of ["", "\n\n", "just some words\nand more words\n", "\u0000\u0001\u0002\u0003".repeat(50)]) {
        await expectRefusal(ledger.imports.preview({ file: new Blob([content]) }), "not_importable");
        await expectRefusal(ledger.imports.create({ file: new Blob([content]) }), "not_importable");
      }
      expect(await ledger.imports.list()).toStrictEqual(nothing);
    });

    it("names every fault of its input", async () => {
      const ledger = await user();
      const faulty = {
        file: bankFile(coffee),
        account: "a".repeat(61),
        skip: -1,
        mapping: { delimiter: "x", dateOrder: "dym", columns: ["date", "money"], colour: 1 },
        choices: [{ line: 0, do: "wait" }],
      };
      await expectFaults(ledger.imports.preview(faulty as never), {
        "/account": "too_long",
        "/skip": "too_small",
        "/mapping/delimiter": "invalid",
        "/mapping/dateOrder": "invalid",
        "/mapping/columns/1": "invalid",
        "/mapping/colour": "unknown_member",
        "/choices/0/line": "too_small",
        "/choices/0/do": "invalid",
      });
    });
  });

  describe("an import", () => {
    it("enters the rows of a bank file and says what it did", async () => {
      const ledger = await user();
      const imported = await ledger.imports.create({ file: bankFile(coffee, pay), name: "march.csv", account: "Card" });
      expect(imported).toStrictEqual({
        id: expect.stringMatching(/^[0-9A-Za-z._-]{1,64}$/),
        name: "march.csv",
        format: "csv",
        account: "Card",
        state: "done",
        total: 2,
        done: 2,
        createdAt: instant,
        from: "2026-03-05",
        to: "2026-03-31",
        created: 2,
        duplicates: 0,
        skipped: 0,
        rejected: [],
        rejectedCount: 0,
        assumed: [],
        kept: [],
      });
      expect(await ledger.imports.get({ id: imported.id })).toStrictEqual(imported);
      expect(await ledger.imports.list()).toStrictEqual({ items: [imported], nextCursor: null });

      const [first, second] = await listAll(ledger, { importId: imported.id, order: "asc" });
      expect(first).toStrictEqual({
        id: rowId("2026-03-05"),
        date: "2026-03-05",
        type: "expense",
        amount: 410,
        description: "Coffee",
        categoryId: null,
        note: "",
        tags: [],
        account: "Card",
        importId: imported.id,
        recurringId: null,
        version: 1,
        createdAt: instant,
        updatedAt: first?.createdAt,
      });
      expect(second).toMatchObject({
        date: "2026-03-31",
        type: "income",
        amount: 250_000,
        description: "Pay",
        account: "Card",
      });
      expect((await ledger.reports.months({ from: "2026-03", to: "2026-03" })).items[0]).toMatchObject({
        income: 250_000,
        expense: 410,
        count: 2,
      });
    });

    it("is named after its file where it has a name", async () => {
      const ledger = await user();
      const file = new File([await bankFile(coffee).text()], "statement 03.csv");
      expect((await ledger.imports.create({ file })).name).toBe("statement 03.csv");
      expect((await ledger.imports.preview({ file, name: "mine" })).name).toBe("mine");
      expect((await ledger.imports.preview({ file: bankFile(coffee) })).name).toBe("bank file");
    });

    it("adds nothing when the same file comes again", async () => {
      const ledger = await user();
      await ledger.imports.create({ file: bankFile(coffee, tea, pay) });
      const before = await listAll(ledger);
      expect(await ledger.imports.create({ file: bankFile(coffee, tea, pay) })).toMatchObject({
        total: 3,
        created: 0,
        duplicates: 3,
        from: null,
        to: null,
      });
      expect(await listAll(ledger)).toStrictEqual(before);
    });

    it("adds only what is new of a file that overlaps", async () => {
      const ledger = await user();
      await ledger.imports.create({ file: bankFile(coffee, tea) });
      expect(await ledger.imports.create({ file: bankFile(tea, pay) })).toMatchObject({
        created: 1,
        duplicates: 1,
        from: "2026-03-31",
        to: "2026-03-31",
      });
      expect(await amounts(ledger)).toStrictEqual([
        ["2026-03-05", "expense", 410, "Coffee"],
        ["2026-03-06", "expense", 520, "Tea"],
        ["2026-03-31", "income", 250_000, "Pay"],
      ]);
    });

    it("keeps equal rows of one file apart, and knows each again", async () => {
      const ledger = await user();
      expect(await ledger.imports.create({ file: bankFile(coffee, coffee) })).toMatchObject({ created: 2 });
      expect(await ledger.imports.create({ file: bankFile(coffee, coffee, coffee) })).toMatchObject({
        created: 1,
        duplicates: 2,
      });
      expect((await ledger.transactions.list()).items).toHaveLength(3);
    });

    it("tells rows apart by their descriptions, but not by case, accents and spaces in them", async () => {
      const ledger = await user();
      await ledger.imports.create({ file: bankFile("2026-03-05,Café  Zoë,-4.10") });
      const same = await ledger.imports.preview({ file: bankFile("2026-03-05,CAFE ZOE,-4.10") });
      const other = await ledger.imports.preview({ file: bankFile("2026-03-05,Café Noë,-4.10") });
      expect([statuses(same), statuses(other)]).toStrictEqual([[[2, "duplicate", false]], [[2, "new", true]]]);
    });

    it("knows a row again whatever was changed about it since, and where it was moved", async () => {
      const ledger = await user();
      await ledger.imports.create({ file: bankFile(coffee) });
      const [row] = (await ledger.transactions.list()).items;
      await ledger.transactions.update({
        id: row?.id as string,
        description: "Espresso",
        amount: 400,
        date: "2026-05-01",
      });
      expect(await ledger.imports.create({ file: bankFile(coffee) })).toMatchObject({ created: 0, duplicates: 1 });
    });

    it("goes by the bank's own id of a row where it has one", async () => {
      const ledger = await user();
      const file = (...lines: string[]) =>
        new Blob([["Date,Description,Amount,Transaction ID", ...lines, ""].join("\n")]);
      const first = file("2026-03-05,Coffee,-4.10,A1", "2026-03-05,Coffee,-4.10,A2");
      expect(await ledger.imports.create({ file: first })).toMatchObject({ created: 2, duplicates: 0 });
      const second = file(
        "2026-03-05,COFFEE SHOP 12,-4.10,A2",
        "2026-03-05,Coffee,-4.10,A3",
        "2026-03-05,Coffee,-4.10,A3",
      );
      expect(await ledger.imports.create({ file: second })).toMatchObject({ created: 1, duplicates: 2 });
      expect(await ledger.imports.create({ file: first, account: "Other" })).toMatchObject({
        created: 2,
        duplicates: 0,
      });
    });

    it("takes the same row of another account for another one", async () => {
      const ledger = await user();
      await ledger.imports.create({ file: bankFile(coffee), account: "Card" });
      expect(await ledger.imports.create({ file: bankFile(coffee), account: "Cash" })).toMatchObject({
        created: 1,
        duplicates: 0,
      });
    });

    it("leaves out bad rows, saying line, column and reason, and enters the others", async () => {
      const ledger = await user();
      const imported = await ledger.imports.create({
        file: bankFile(
          coffee,
          "2026-02-30,No such day,-1.00",
          '"2026-03-06","Two',
          'lines",-5.20',
          "2026-03-07,No amount,much",
          "2026-03-08,Too large,-10000000000.01",
        ),
      });
      expect(imported).toMatchObject({ total: 5, created: 2, rejectedCount: 3 });
      expect(imported.rejected.map(({ line, column }) => [line, column])).toStrictEqual([
        [3, 1],
        [6, 3],
        [7, 3],
      ]);
      for (const { reason } of imported.rejected) expect(reason).toMatch(/\S/);
      expect((await amounts(ledger)).map(([date]) => date)).toStrictEqual(["2026-03-05", "2026-03-06"]);
    });

    it("lists the first 100 bad rows and counts them all", async () => {
      const ledger = await user();
      const rows = Array.from(
        { length: 360 },
        (_, index) => `2026-03-05,Row ${index},${index % 3 === 0 ? "much" : "-1.00"}`,
      );
      const imported = await ledger.imports.create({ file: bankFile(...rows) });
      expect([imported.created, imported.rejected.length, imported.rejectedCount]).toStrictEqual([240, 100, 120]);
      expect(imported.rejected.map(({ line }) => line)).toStrictEqual(
        Array.from({ length: 100 }, (_, index) => 3 * index + 2),
      );
    });

    it("writes nothing at all under strict when one row is bad", async () => {
      const ledger = await user();
      const file = () => bankFile(coffee, "2026-02-30,No such day,-1.00");
      const { errors } = await expectRefusal(ledger.imports.create({ file: file(), strict: true }), "not_importable");
      expect(errors).toStrictEqual([
        { pointer: "/file", code: "bad_row", detail: expect.stringContaining("Line 3, column 1") },
      ]);
      expect([await ledger.transactions.list(), await ledger.imports.list()]).toStrictEqual([nothing, nothing]);
      expect(await ledger.imports.create({ file: bankFile(coffee), strict: true })).toMatchObject({ created: 1 });
      expect(await ledger.imports.create({ file: file() })).toMatchObject({
        created: 0,
        duplicates: 1,
        rejectedCount: 1,
      });
    });

    it("rejects rows in another currency", async () => {
      const ledger = await user();
      const imported = await ledger.imports.create({
        file: new Blob(["Date,Description,Amount,Currency\n2026-03-05,Coffee,-4.10,USD\n2026-03-06,Thé,-5.20,EUR\n"]),
      });
      expect(imported).toMatchObject({ created: 1, rejectedCount: 1, rejected: [{ line: 3, column: 4 }] });
      expect(await amounts(ledger)).toStrictEqual([["2026-03-05", "expense", 410, "Coffee"]]);
    });

    it("reads amounts by the currency's own decimals", async () => {
      const [yen, dinar] = [await user(), await user()];
      await yen.settings.update({ currency: "JPY" });
      await dinar.settings.update({ currency: "KWD" });
      await yen.imports.create({ file: new Blob(["Date,Description,Amount\n2026-03-05,Tea,-1200\n"]) });
      await dinar.imports.create({ file: new Blob(["Date,Description,Amount\n2026-03-05,Tea,-1.205\n"]) });
      expect([await amounts(yen), await amounts(dinar)]).toStrictEqual([
        [["2026-03-05", "expense", 1_200, "Tea"]],
        [["2026-03-05", "expense", 1_205, "Tea"]],
      ]);
    });

    it("reads what banks send: Windows-1252, semicolons, decimal commas, a banner above and a sum below", async () => {
      const ledger = await user();
      await ledger.settings.update({ currency: "EUR", locale: "de-DE" });
      const text = [
        "Kontoauszug;;;",
        "Konto: 12345;;;",
        "",
        "Buchungstag;Verwendungszweck;Betrag;Saldo",
        "05.03.2026;B\u00e4ckerei \u0080 5;-1.234,50;8.765,50",
        "06.03.2026;Gehalt;2.500,00;11.265,50",
        "Summe;;1.265,50;",
      ].join("\r\n");
      const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
      const imported = await ledger.imports.create({ file: new Blob([bytes]) });
      expect(imported).toMatchObject({ created: 2, rejectedCount: 0 });
      expect(await amounts(ledger)).toStrictEqual([
        ["2026-03-05", "expense", 123_450, "B\u00e4ckerei \u20ac 5"],
        ["2026-03-06", "income", 250_000, "Gehalt"],
      ]);
    });

    it("takes categories by name, and none where the name is unknown", async () => {
      const ledger = await user();
      const file = new Blob([
        "Date,Description,Amount,Category\n2026-03-05,Milk,-1.00,groceries\n2026-03-06,Dog,-2.00,Pets\n2026-03-08,Air,-4.00,\n",
      ]);
      const { rows } = await ledger.imports.preview({ file });
      expect(rows.map(({ categoryId, newCategory }) => [categoryId, newCategory])).toStrictEqual([
        ["groc", null],
        [null, null],
        [null, null],
      ]);
      await ledger.imports.create({ file });
      expect((await listAll(ledger, { order: "asc" })).map(({ categoryId }) => categoryId)).toStrictEqual([
        "groc",
        null,
        null,
      ]);
      expect((await ledger.categories.list()).items).toHaveLength(12);
    });

    it("tells how far it is, never going back", async () => {
      const ledger = await user();
      const rows = Array.from(
        { length: 300 },
        (_, index) => `2026-${String((index % 12) + 1).padStart(2, "0")}-05,Row ${index},-1.00`,
      );
      const told: JobProgress[] = [];
      const imported = await ledger.imports.create(
        { file: bankFile(...rows) },
        { onProgress: (progress) => told.push(progress) },
      );
      expect([imported.created, imported.done, imported.total]).toStrictEqual([300, 300, 300]);
      const phases = ["reading", "writing"];
      for (const [index, { phase, rows, total }] of told.entries()) {
        const before = told[index - 1];
        expect(phases.indexOf(phase)).toBeGreaterThanOrEqual(phases.indexOf(before?.phase ?? "reading"));
        if (before?.phase === phase) expect(rows).toBeGreaterThanOrEqual(before.rows);
        if (total > 0) expect(rows).toBeLessThanOrEqual(total);
      }
      expect(told.at(-1)).toStrictEqual({ phase: "writing", rows: 300, total: 300 });
    });

    it("stops when its caller gives up, and goes on when it is sent again with the same key", async () => {
      const ledger = await user();
      const rows = Array.from({ length: 400 }, (_, index) => `2026-03-05,Row ${index},-1.00`);
      const controller = new AbortController();
      const key = { idempotencyKey: "the-same" };
      const givingUp = {
        ...key,
        signal: controller.signal,
        onProgress: ({ phase }: JobProgress) => void (phase === "writing" && controller.abort()),
      };
      await expectRefusal(ledger.imports.create({ file: bankFile(...rows) }, givingUp), "aborted");
      expect((await ledger.maintenance.verify()).differences).toStrictEqual([]);

      const imported = await ledger.imports.create({ file: bankFile(...rows) }, key);
      expect(imported).toMatchObject({ state: "done", total: 400, done: 400, created: 400, duplicates: 0 });
      expect((await ledger.imports.list()).items).toStrictEqual([imported]);
      expect((await ledger.transactions.totals()).count).toBe(400);
    });

    it("leaves out a row with which its month's sum would pass the limit", async () => {
      const ledger = await user();
      const rows = Array.from({ length: 16 }, (_, index) => `2026-03-05,Row ${index},-10000000000.00`);
      const imported = await ledger.imports.create({ file: bankFile(...rows, "2026-04-05,April,-1.00") });
      expect(imported).toMatchObject({ created: 16, rejectedCount: 1, rejected: [{ line: 17, column: null }] });
      const { items } = await ledger.reports.months({ from: "2026-03", to: "2026-04" });
      expect(items.map(({ expense }) => expense)).toStrictEqual([15_000_000_000_000, 100]);
    });
  });

  describe("a plan of an import", () => {
    it("is carried out exactly as it was shown", async () => {
      const ledger = await user();
      const { plan, rows } = await ledger.imports.preview({ file: bankFile(coffee, tea) });
      const imported = await ledger.imports.create({ file: bankFile(coffee, tea), plan });
      expect(imported.created).toBe(2);
      expect((await listAll(ledger, { order: "asc" })).map(({ id }) => id)).toStrictEqual(rows.map(({ id }) => id));
    });

    it("is refused when the ledger changed in between what it would do", async () => {
      const ledger = await user();
      const { plan } = await ledger.imports.preview({ file: bankFile(coffee, tea) });
      await ledger.imports.create({ file: bankFile(tea) });
      const before = await listAll(ledger);
      await expectRefusal(ledger.imports.create({ file: bankFile(coffee, tea), plan }), "plan_changed");
      expect(await listAll(ledger)).toStrictEqual(before);
      expect((await ledger.imports.list()).items).toHaveLength(1);
    });

    it("is refused for another file, account, mapping or choice", async () => {
      const ledger = await user();
      const { plan } = await ledger.imports.preview({ file: bankFile(coffee, tea) });
      await expectRefusal(ledger.imports.create({ file: bankFile(coffee, pay), plan }), "plan_changed");
      await expectRefusal(
        ledger.imports.create({ file: bankFile(coffee, tea), account: "Card", plan }),
        "plan_changed",
      );
      await expectRefusal(
        ledger.imports.create({ file: bankFile(coffee, tea), choices: [{ line: 2, do: "skip" }], plan }),
        "plan_changed",
      );
      await expectRefusal(
        ledger.imports.create({ file: bankFile(coffee, tea), plan: "something else" }),
        "plan_changed",
      );
      expect(await ledger.transactions.list()).toStrictEqual(nothing);
    });
  });

  describe("choices", () => {
    it("leave rows out, take them in and put them right", async () => {
      const ledger = await user();
      await ledger.imports.create({ file: bankFile(coffee) });
      const input = {
        file: bankFile(coffee, tea, pay, "2026-02-30,No such day,-1.00"),
        choices: [
          { line: 2, do: "import" },
          { line: 3, do: "skip" },
          { line: 4, do: "import", set: { description: "Salary for March", categoryId: "sala" } },
          { line: 5, do: "import", set: { date: "2026-02-28" } },
        ],
      } as const;
      const preview = await ledger.imports.preview(input);
      expect(statuses(preview)).toStrictEqual([
        [2, "duplicate", true],
        [3, "new", false],
        [4, "new", true],
        [5, "new", true],
      ]);
      const imported = await ledger.imports.create({ ...input, plan: preview.plan });
      expect(imported).toMatchObject({ total: 4, created: 3, skipped: 1, duplicates: 0, rejectedCount: 0 });
      expect(await amounts(ledger)).toStrictEqual([
        ["2026-02-28", "expense", 100, "No such day"],
        ["2026-03-05", "expense", 410, "Coffee"],
        ["2026-03-05", "expense", 410, "Coffee"],
        ["2026-03-31", "income", 250_000, "Salary for March"],
      ]);
      expect((await ledger.transactions.list({ categoryId: "sala" })).items).toHaveLength(1);
    });

    it("can't name a category that there isn't", async () => {
      const ledger = await user();
      const choices = [{ line: 2, do: "import", set: { categoryId: "zzzz" } }] as const;
      await expectFaults(ledger.imports.create({ file: bankFile(coffee), choices }), {
        "/choices/0/set/categoryId": "unknown_category",
      });
    });
  });

  describe("a transfer", () => {
    it("is an equal amount the other way in another account within 3 days: shown, and skipped unless chosen", async () => {
      const ledger = await user();
      await ledger.imports.create({
        file: bankFile("2026-03-05,To savings,-100.00", "2026-03-05,To savings later,-70.00"),
        account: "Current",
      });
      const saved = await listAll(ledger, { amountFrom: 10_000 });
      const file = () => bankFile("2026-03-08,From current,100.00", "2026-03-09,Too late,70.00");
      const preview = await ledger.imports.preview({ file: file(), account: "Savings" });
      expect(statuses(preview)).toStrictEqual([
        [2, "transfer", false],
        [3, "new", true],
      ]);
      expect(preview.rows[0]?.match).toBe(saved[0]?.id);
      expect(await ledger.imports.create({ file: file(), account: "Savings" })).toMatchObject({
        created: 1,
        skipped: 1,
        duplicates: 0,
      });

      const chosen = await ledger.imports.create({
        file: file(),
        account: "Savings",
        choices: [{ line: 2, do: "import" }],
      });
      expect(chosen).toMatchObject({ created: 1, duplicates: 1 });
      expect((await ledger.transactions.list({ account: "Savings" })).items).toHaveLength(2);
    });

    it("isn't one within the same account, nor the same way, nor of another amount", async () => {
      const ledger = await user();
      await ledger.imports.create({ file: bankFile("2026-03-05,Out,-100.00"), account: "Current" });
      const back = await ledger.imports.preview({ file: bankFile("2026-03-06,Back,100.00"), account: "Current" });
      const other = await ledger.imports.preview({
        file: bankFile("2026-03-06,Out,-100.00", "2026-03-06,In,100.01"),
        account: "Savings",
      });
      expect([...back.rows, ...other.rows].map(({ status }) => status)).toStrictEqual(["new", "new", "new"]);
    });
  });

  describe("a row deleted by hand", () => {
    it("stays out where its month has nothing else in it, deleted or moved away", async () => {
      const ledger = await user();
      await ledger.imports.create({ file: bankFile(coffee, tea) });
      const [first, second] = await listAll(ledger, { order: "asc" });
      await ledger.transactions.delete({ id: first?.id as string });
      await ledger.transactions.update({ id: second?.id as string, date: "2027-01-01" });
      expect(await ledger.imports.create({ file: bankFile(coffee, tea) })).toMatchObject({ created: 0, duplicates: 2 });
      expect(await listAll(ledger)).toMatchObject([{ id: second?.id, date: "2027-01-01" }]);
    });

    it("stays a duplicate, says when it was deleted, and comes back only by choice", async () => {
      const ledger = await user();
      await ledger.imports.create({ file: bankFile(coffee, tea) });
      const [row] = await listAll(ledger, { order: "asc" });
      await ledger.transactions.delete({ id: row?.id as string });
      const preview = await ledger.imports.preview({ file: bankFile(coffee, tea) });
      expect(preview.rows.map(({ status, match, deletedAt }) => [status, match, deletedAt])).toStrictEqual([
        ["duplicate", row?.id, instant],
        ["duplicate", expect.any(String), null],
      ]);
      expect(await ledger.imports.create({ file: bankFile(coffee, tea) })).toMatchObject({ created: 0, duplicates: 2 });

      const anyway = await ledger.imports.create({ file: bankFile(coffee, tea), choices: [{ line: 2, do: "import" }] });
      expect(anyway).toMatchObject({ created: 1, duplicates: 1 });
      expect((await amounts(ledger)).map(([, , , description]) => description)).toStrictEqual(["Coffee", "Tea"]);
      expect((await ledger.imports.preview({ file: bankFile(coffee) })).rows[0]?.status).toBe("duplicate");
    });
  });

  describe("the list of imports", () => {
    it("has the newest first, in pages", async () => {
      const ledger = await user();
      const ids: string[] = [];
      for (const line of [coffee, tea, pay]) ids.unshift((await ledger.imports.create({ file: bankFile(line) })).id);
      expect((await ledger.imports.list()).items.map(({ id }) => id)).toStrictEqual(ids);
      const first = await ledger.imports.list({ limit: 2 });
      expect(first.items.map(({ id }) => id)).toStrictEqual(ids.slice(0, 2));
      const second = await ledger.imports.list({ limit: 2, cursor: first.nextCursor as string });
      expect([second.items.map(({ id }) => id), second.nextCursor]).toStrictEqual([ids.slice(2), null]);
      await expectFaults(ledger.imports.list({ limit: 0 }), { "/limit": "too_small" });
      await expectRefusal(ledger.imports.get({ id: "never" }), "not_found");
    });
  });
}
