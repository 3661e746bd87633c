import type { Page } from "@farthing/contract";
import { expect, it } from "vitest";
import { listAll } from "./list-all.ts";

const pages: Record<string, Page<number>> = {
  first: { items: [1, 2], nextCursor: "second" },
  second: { items: [], nextCursor: "third" },
  third: { items: [3], nextCursor: null },
};

async function listed(query: { tag?: string; cursor?: string }) {
  const asked: object[] = [];
  const items = [];
  const list = async (query?: { tag?: string; cursor?: string }) => {
    asked.push({ ...query });
    return pages[query?.cursor ?? "first"] as Page<number>;
  };
  for await (const item of listAll(list, query)) items.push(item);
  return { items, asked };
}

it("gives every item of every page, in order, under the same query", async () => {
  expect(await listed({ tag: "trip" })).toStrictEqual({
    items: [1, 2, 3],
    asked: [
      { tag: "trip", cursor: undefined },
      { tag: "trip", cursor: "second" },
      { tag: "trip", cursor: "third" },
    ],
  });
});

it("goes on from a cursor", async () => {
  expect((await listed({ cursor: "third" })).items).toStrictEqual([3]);
});

it("asks for a page only when it gets there", async () => {
  let asked = 0;
  const list = async () => {
    asked += 1;
    return { items: [asked], nextCursor: "more" };
  };
  for await (const item of listAll<number, { cursor?: string }>(list, {})) if (item === 2) break;
  expect(asked).toBe(2);
});
