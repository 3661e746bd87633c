import type { CallOptions, Page } from "@farthing/contract";

/**
 * Every item of a list, page by page: `for await (const transaction of listAll(ledger.transactions.list, { tag: "trip" }))`.
 * Works with any ledger, over HTTP or not.
 */
export async function* listAll<Item, Query extends { cursor?: string | undefined }>(
  list: (query?: Query, options?: CallOptions) => Promise<Page<Item>>,
  query: Query,
  options?: CallOptions,
): AsyncGenerator<Item> {
  let page: Page<Item> = { items: [], nextCursor: query.cursor ?? null };
  do {
    page = await list({ ...query, cursor: page.nextCursor ?? undefined }, options);
    yield* page.items;
  } while (page.nextCursor !== null);
}
