import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type Change, createFarthing, homeDate, type LedgerStore, type TransactionRecord } from "@farthing/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSqliteStore, type SqliteStoreOptions } from "./create-sqlite-store.ts";
import { migrations } from "./migrations.ts";
import { closeLedgerFile, openLedgerFile } from "./open-ledger-file.ts";
import { sqliteLibraries } from "./open-sqlite.ts";
import type { SqliteDriver } from "./sqlite-driver.ts";

const day = "20261122";
const idOf = (number: number) => `${day}-${String(number).padStart(16, "0")}`;

const transaction = (number: number, members: Partial<TransactionRecord> = {}): TransactionRecord => ({
  kind: "transaction",
  id: idOf(number),
  version: 1,
  date: homeDate(idOf(number)),
  type: "expense",
  amount: 100,
  description: "Bread",
  categoryId: null,
  note: "",
  tags: [],
  account: "",
  importId: null,
  recurringId: null,
  createdAt: "2026-11-22T09:15:00.000Z",
  updatedAt: "2026-11-22T09:15:00.000Z",
  digest: null,
  ...members,
});

const put = (number: number, members: Partial<TransactionRecord> = {}): Change => ({
  op: "put",
  record: transaction(number, members),
  expect: "absent",
});

const told = (opening: Promise<unknown>) =>
  opening.then(
    () => "it opened",
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );

describe.each(await sqliteLibraries())("a ledger file, by $name", ({ open }) => {
  let folder: string;
  let file: string;
  let opened: LedgerStore[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "farthing-file-"));
    file = join(folder, "ledger.sqlite");
    opened = [];
  });

  afterEach(async () => {
    for (const store of opened) await store.close();
    rmSync(folder, { recursive: true });
  });

  async function openStore(options: Partial<SqliteStoreOptions> = {}): Promise<LedgerStore> {
    const store = await createSqliteStore({ file, open, ...options });
    opened.push(store);
    return store;
  }

  /** Lets a test do to the file what only a driver can. */
  async function withDriver(work: (driver: SqliteDriver) => void): Promise<void> {
    const driver = await open(file);
    work(driver);
    driver.exec("pragma journal_mode = delete");
    driver.close();
  }

  /** A driver that counts how often something is committed. */
  function counting() {
    const count = { commits: 0 };
    const openCounting = (path: string): SqliteDriver => {
      const driver = open(path);
      return {
        ...driver,
        exec(sql) {
          driver.exec(sql);
          if (sql === "commit") count.commits += 1;
        },
      };
    };
    return { count, open: openCounting };
  }

  describe("that can't be opened", () => {
    it("is told to be in use", async () => {
      await openStore();
      expect(await told(openStore())).toBe(
        `unavailable: The ledger file ${file} is in use by another process: stop that one, or choose another file.`,
      );
    });

    it("is told to lie in a folder that isn't there", async () => {
      const missing = join(folder, "missing", "ledger.sqlite");
      expect(await told(openStore({ file: missing }))).toBe(
        `unavailable: The ledger file ${missing} can't be opened: create its folder, and let this user read and write there.`,
      );
    });

    it("is told to be a folder", async () => {
      expect(await told(openStore({ file: folder }))).toMatch(`unavailable: The ledger file ${folder} can't be opened`);
    });

    it("is told not to be writable", async () => {
      const readOnly = (path: string) => {
        const driver = open(path);
        driver.exec("pragma query_only = on");
        return driver;
      };
      expect(await told(openStore({ open: readOnly }))).toBe(
        `unavailable: The ledger file ${file} can't be written: let this user write to it and to its folder.`,
      );
    });

    it("is told to be no ledger file, and left as it is", async () => {
      const text = "A letter to my bank, which is no database at all. ".repeat(100);
      writeFileSync(file, text);
      expect(await told(openStore())).toBe(`unavailable: The file ${file} is not a ledger file: choose another one.`);
      expect(readFileSync(file, "utf8")).toBe(text);
    });

    it("is told to be another program's, and left as it is", async () => {
      await withDriver((driver) => driver.exec("create table theirs (a integer)"));
      const before = readFileSync(file);
      expect(await told(openStore())).toBe(
        `unavailable: The file ${file} is another program's database: choose another one.`,
      );
      expect(readFileSync(file).equals(before)).toBe(true);
    });

    it("is told to come from a newer version, and left as it is", async () => {
      await (await openStore()).close();
      await withDriver((driver) => driver.exec("pragma user_version = 9"));
      const before = readFileSync(file);
      expect(await told(openStore())).toBe(
        `unavailable: The ledger file ${file} was written by a newer version of Farthing (layout 9, here ${migrations.length}): upgrade this one.`,
      );
      expect(readFileSync(file).equals(before)).toBe(true);
    });
  });

  it("is told to be damaged when what is read from it makes no sense", async () => {
    const store = await openStore();
    for (let number = 0; number < 500; number += 50) {
      await store.commit(
        "l",
        Array.from({ length: 50 }, (_, index) => put(number + index, { note: "x".repeat(500) })),
      );
    }
    await store.close();
    const descriptor = openSync(file, "r+");
    for (let page = 2; page < statSync(file).size / 4096; page += 1)
      writeSync(descriptor, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
    const damaged = openStore().then((again) =>
      again.listTransactions("l", { from: "1900-01-01", before: "2200-01-01", order: "asc", limit: 1000 }),
    );
    expect(await told(damaged)).toBe(
      `unavailable: The ledger file ${file} is damaged: put back a copy of it from before.`,
    );
  });

  it("is made of an empty file", async () => {
    writeFileSync(file, "");
    await (await openStore()).commit("l", [put(1)]);
  });

  it("can be opened again at once after it was closed, and is whole without any other file", async () => {
    const store = await openStore();
    await store.commit("l", [put(1)]);
    expect(readdirSync(folder)).toEqual(["ledger.sqlite", "ledger.sqlite-wal"]);
    await store.close();
    expect(readdirSync(folder)).toEqual(["ledger.sqlite"]);
    const copy = join(folder, "copy.sqlite");
    writeFileSync(copy, readFileSync(file));
    for (const path of [file, copy]) {
      const again = await openStore({ file: path });
      expect(await again.getTransaction("l", idOf(1))).toEqual(transaction(1));
      await again.close();
    }
  });

  it("keeps in this process alone what is kept under :memory:", async () => {
    const [one, other] = [await openStore({ file: ":memory:" }), await openStore({ file: ":memory:" })];
    await one.commit("l", [put(1)]);
    expect(await one.getTransaction("l", idOf(1))).toEqual(transaction(1));
    expect(await other.getTransaction("l", idOf(1))).toBeUndefined();
  });

  it("says when it is full, keeps what it had, and takes what still fits", async () => {
    const store = await openStore({ maxPages: 60 });
    await store.commit("l", [put(0)]);
    let made = 1;
    let failure = "";
    while (failure === "") {
      failure = await store
        .commit(
          "l",
          Array.from({ length: 20 }, (_, index) => put(made + index, { note: "x".repeat(900) })),
        )
        .then(
          () => {
            made += 20;
            return "";
          },
          (error) => `${error.code}: ${error.message}`,
        );
    }
    expect(failure).toBe(
      `storage_full: There is no room left for the ledger file ${file}: free some space on its disk.`,
    );
    const range = { from: "1900-01-01", before: "2200-01-01", order: "asc", limit: 1000 } as const;
    expect((await store.listTransactions("l", range)).records).toHaveLength(made);
    await store.close();
    const again = await openStore();
    expect((await again.listTransactions("l", range)).records).toHaveLength(made);
    await again.commit("l", [put(made, { note: "x".repeat(900) })]);
  });

  it("lets a small commit through beside one that is too large for a full file", async () => {
    const store = await openStore({ maxPages: 60 });
    const large = Array.from({ length: 90 }, (_, index) =>
      put(index, { note: "x".repeat(1000), tags: ["y".repeat(3000)] }),
    );
    const [first, second, third] = await Promise.allSettled([
      store.commit("l", [put(1000)]),
      store.commit("l", large),
      store.commit("l", [put(1001)]),
    ]);
    expect([first.status, second.status, third.status]).toEqual(["fulfilled", "rejected", "fulfilled"]);
    const [one, none, other] = await store.getTransactions("l", [idOf(1000), idOf(0), idOf(1001)]);
    expect([one?.version, none, other?.version]).toEqual([1, undefined, 1]);
  });

  describe("with commits at once", () => {
    it("waits for the disk once for 32 of them", async () => {
      const { count, open: openCounting } = counting();
      const store = await openStore({ open: openCounting });
      count.commits = 0;
      await Promise.all(Array.from({ length: 32 }, (_, number) => store.commit("l", [put(number)])));
      expect(count.commits).toBe(1);
    });

    it("waits for the disk fewer than ten times for 32 creates of a ledger, of which one conflicts and fails alone", async () => {
      const { count, open: openCounting } = counting();
      const store = await openStore({ open: openCounting });
      const ledger = createFarthing({ store }).ledger("l");
      const bread = { date: homeDate(idOf(0)), type: "expense", description: "Bread" } as const;
      await ledger.transactions.create({ ...bread, id: idOf(7), amount: 1000 });
      count.commits = 0;
      const made = await Promise.allSettled(
        Array.from({ length: 32 }, (_, number) =>
          ledger.transactions.create({ ...bread, id: idOf(number), amount: 1 }),
        ),
      );
      expect(count.commits).toBeLessThan(10);
      expect(made.flatMap((each, number) => (each.status === "rejected" ? [[number, each.reason.code]] : []))).toEqual([
        [7, "id_taken"],
      ]);
      expect(await ledger.transactions.totals()).toMatchObject({ count: 32, expense: 1031 });
      expect((await ledger.maintenance.verify()).differences).toEqual([]);
    });

    it("lets other work have its turn after a thousand changes", async () => {
      const { count, open: openCounting } = counting();
      const store = await openStore({ open: openCounting });
      count.commits = 0;
      const changes = (start: number) => Array.from({ length: 100 }, (_, index) => put(start + index));
      await Promise.all(Array.from({ length: 25 }, (_, number) => store.commit("l", changes(number * 100))));
      expect(count.commits).toBe(3);
    });

    it("lets the one that is refused fail alone", async () => {
      const store = await openStore();
      await store.commit("l", [put(7)]);
      const made = await Promise.allSettled(
        Array.from({ length: 16 }, (_, number) => store.commit("l", [put(number)])),
      );
      expect(made.flatMap(({ status }, number) => (status === "rejected" ? [number] : []))).toEqual([7]);
    });

    it("lets the one that holds what can't be stored fail alone", async () => {
      const store = await openStore();
      const broken = put(2, { version: Number.NaN });
      const made = await Promise.allSettled([
        store.commit("l", [put(1)]),
        store.commit("l", [broken]),
        store.commit("l", [put(3)]),
      ]);
      expect(made.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      expect((await store.getTransactions("l", [idOf(1), idOf(2), idOf(3)])).map((slot) => slot?.version)).toEqual([
        1,
        undefined,
        1,
      ]);
    });

    it("shows readers none of them before it resolves", async () => {
      const store = await openStore();
      const committed = store.commit("l", [put(1), put(2)]);
      expect(await store.getTransaction("l", idOf(1))).toBeUndefined();
      await committed;
      expect(await store.getTransaction("l", idOf(1))).toBeDefined();
    });
  });

  it("is brought to a newer layout with all that is in it, once", async () => {
    const store = await openStore();
    await store.commit("l", [put(1)]);
    await store.close();
    const steps = [
      ...migrations,
      "alter table months add column closed integer; create table more (a integer) strict;",
    ];
    for (const _ of ["the first time", "the second time"]) {
      const driver = open(file);
      openLedgerFile(driver, file, undefined, steps);
      expect(driver.all("pragma user_version", [])).toEqual([{ user_version: 2 }]);
      expect(driver.all("select count(*) as count from transactions", [])).toEqual([{ count: 1 }]);
      expect(driver.all("select count(*) as count from more", [])).toEqual([{ count: 0 }]);
      closeLedgerFile(driver);
    }
  });

  it("stays as it was when a step to a newer layout fails", async () => {
    await (await openStore()).close();
    const steps = [...migrations, "create table more (a integer) strict; create table more (a integer) strict;"];
    const driver = open(file);
    expect(() => openLedgerFile(driver, file, undefined, steps)).toThrow("more");
    closeLedgerFile(driver);
    await (await openStore()).commit("l", [put(1)]);
  });

  describe("with records that expire", () => {
    const seconds = (date: string) => Date.parse(date) / 1000;
    const expiring = (count: number): Change[] =>
      Array.from({ length: count }, (_, index) => ({
        op: "put",
        record: {
          kind: "request",
          id: `r${index}`,
          version: 1,
          digest: "d",
          answer: { value: index },
          expires: seconds("2026-11-24"),
        },
        expect: "absent",
      }));
    const goneUntil = (number: number, expires: number | null): Change => ({
      op: "put",
      record: {
        kind: "gone",
        id: idOf(number),
        version: 2,
        deletedAt: "2026-11-22T09:15:00.000Z",
        digest: null,
        expires,
      },
      expect: "absent",
    });
    const requests = async (store: LedgerStore) =>
      (await store.listKept("l", "request", { order: "asc", limit: 1000 })).records.length;

    beforeEach(() => {
      vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-22") });
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    it("removes them when it is opened, and no others", async () => {
      const store = await openStore();
      await store.commit("l", [
        ...expiring(10),
        goneUntil(1, seconds("2026-11-24")),
        goneUntil(2, seconds("2027-11-24")),
        goneUntil(3, null),
      ]);
      await store.close();
      vi.setSystemTime(Date.parse("2026-11-25"));
      const again = await openStore();
      expect(await requests(again)).toBe(0);
      const slots = await again.getTransactions("l", [idOf(1), idOf(2), idOf(3)]);
      expect(slots.map((slot) => slot?.kind)).toEqual([undefined, "gone", "gone"]);
    });

    it("removes a few of them at a time after commits, until none is left", async () => {
      const store = await openStore();
      for (let number = 0; number < 5; number += 1)
        await store.commit("l", expiring(500).slice(number * 100, (number + 1) * 100));
      vi.setSystemTime(Date.parse("2026-11-25"));
      expect(await requests(store)).toBe(500);
      const left: number[] = [];
      for (let number = 0; number < 4; number += 1) {
        await store.commit("l", [put(number)]);
        await setImmediate();
        left.push(await requests(store));
        vi.setSystemTime(Date.now() + 1000);
      }
      expect(left).toEqual([300, 100, 0, 0]);
    });
  });

  it("refuses a ledger id that it couldn't tell from another", async () => {
    const store = await openStore();
    for (const id of ["a\0b", "a\ud800"]) {
      await expect(store.getSmall(id)).rejects.toThrow(RangeError);
      await expect(store.commit(id, [put(1)])).rejects.toThrow(RangeError);
    }
  });
});
