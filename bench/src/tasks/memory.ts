import { createMemoryStore } from "@farthing/adapter-memory";
import type { Change, TransactionRecord } from "@farthing/core";

const CHUNK = 90;

function record(index: number, rows: number): TransactionRecord {
  const date = new Date(Date.UTC(2023, 11, 1 + Math.floor((index * 1095) / rows))).toISOString().slice(0, 10);
  return {
    kind: "transaction",
    id: `${date.replaceAll("-", "")}-${String(index).padStart(20, "0")}`,
    version: 1,
    date,
    type: index % 17 === 0 ? "income" : "expense",
    amount: 100 + ((index * 7919) % 20_000),
    description: `Market Hall ${index}`,
    categoryId: "groc",
    note: "",
    tags: [],
    account: "Current",
    importId: null,
    recurringId: null,
    createdAt: "2026-11-22T12:00:00.000Z",
    updatedAt: "2026-11-22T12:00:00.000Z",
    digest: null,
  };
}

const heap = () => {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
};

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Fills the store in memory with as many rows, and reads pages of 100 from it. */
async function fillStore(count: string): Promise<Record<string, number>> {
  const rows = Number(count);
  const before = heap();
  const store = createMemoryStore();
  let spent = 0;
  for (let start = 0; start < rows; start += CHUNK) {
    const records = Array.from({ length: Math.min(CHUNK, rows - start) }, (_, index) => record(start + index, rows));
    const sums = new Map<string, { income: number; expense: number; incomeCount: number; expenseCount: number }>();
    for (const { date, type, amount } of records) {
      const sum = sums.get(date.slice(0, 7)) ?? { income: 0, expense: 0, incomeCount: 0, expenseCount: 0 };
      sum[type] += amount;
      sum[`${type}Count`] += 1;
      sums.set(date.slice(0, 7), sum);
    }
    const changes: Change[] = records.map((each) => ({ op: "put", record: each, expect: "absent" }));
    for (const [month, sum] of sums) changes.push({ op: "add", month, sums: sum, categories: { groc: { ...sum } } });
    const since = cpuMs();
    await store.commit("bench", changes);
    spent += cpuMs() - since;
  }
  const range = { from: "1900-01-01", before: "2200-01-01", order: "desc" as const, limit: 100 };
  let { next } = await store.listTransactions("bench", range);
  const since = performance.now();
  let pages = 0;
  for (; pages < 5000 && next !== undefined; pages += 1)
    next = (await store.listTransactions("bench", { ...range, after: next })).next;
  const pagesPerSecond = (pages / (performance.now() - since)) * 1000;
  // Last, because sweeping up behind a forced collection takes as long as thousands of pages.
  return { fillMs: spent, pagesPerSecond, bytes: (heap() - before) / rows };
}

/** The same rows in a bare map, with totals in an object. */
async function fillMap(count: string): Promise<Record<string, number>> {
  const rows = Number(count);
  const before = heap();
  const map = new Map<string, TransactionRecord>();
  const totals: Record<string, number> = {};
  let spent = 0;
  for (let start = 0; start < rows; start += CHUNK) {
    const records = Array.from({ length: Math.min(CHUNK, rows - start) }, (_, index) => record(start + index, rows));
    const since = cpuMs();
    for (const each of records) {
      map.set(each.id, each);
      const key = `${each.date.slice(0, 7)} ${each.categoryId} ${each.type}`;
      totals[key] = (totals[key] ?? 0) + each.amount;
    }
    spent += cpuMs() - since;
  }
  return { fillMs: spent, bytes: (heap() - before) / rows, kept: map.size };
}

export const memoryTasks = { fillStore, fillMap };
