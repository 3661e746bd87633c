import { createMemoryStore } from "@farthing/adapter-memory";
import { operationNames, routes } from "@farthing/contract";
import { createFarthing } from "@farthing/core";
import { createApp, type OpenApiDocument } from "@farthing/http";
import { describe, expect, it } from "vitest";
import { baseCalls } from "./served/base-calls.ts";
import { toRequest } from "./served/call.ts";
import { listPlaces, type ServedOperation } from "./served/list-places.ts";
import { settle } from "./served/settle.ts";

/** A ledger with something of everything, and its app, whose tokens are the scopes. */
async function open() {
  const store = createMemoryStore();
  let commits = 0;
  const counting = {
    ...store,
    commit: (...given: Parameters<typeof store.commit>) => {
      commits += 1;
      return store.commit(...given);
    },
  };
  const farthing = createFarthing({ store: counting });
  const own = await settle(farthing.ledger("ada"), "Ada");
  const app = createApp({
    farthing,
    verifyToken: async (token) => ({ userId: "ada", scope: token === "read" || token === "write" ? token : undefined }),
    secret: "a secret of this test alone, and long enough",
  });
  const document = (await (await app.request("/openapi.json")).json()) as OpenApiDocument;
  const served = new Map(listPlaces(document).map((entry) => [entry.operation, entry]));
  return {
    /** The status it is answered with, and how often that wrote to the store. */
    async ask(token: string, operation: (typeof operationNames)[number]): Promise<[status: number, commits: number]> {
      const { method, target, headers, body } = toRequest(
        served.get(operation) as ServedOperation,
        baseCalls[operation](own),
      );
      commits = 0;
      const sent = { ...headers, Authorization: `Bearer ${token}` };
      const answer = await app.request(target, { method, headers: sent, ...(body === undefined ? {} : { body }) });
      await answer.text();
      return [answer.status, commits];
    },
  };
}

describe.each(operationNames)("a token for %s", (operation) => {
  const { status, needs } = routes[operation];

  it("that may only read does it where nothing is written, and is refused elsewhere", async () => {
    const { ask } = await open();
    expect(await ask("read", operation)).toStrictEqual([needs === "read" ? status : 403, 0]);
  });

  it("that may write does all but what a person does themselves", async () => {
    const { ask } = await open();
    expect((await ask("write", operation))[0]).toBe(needs === "person" ? 403 : status);
  });

  it("of somebody who is signed in does it", async () => {
    const { ask } = await open();
    expect((await ask("session", operation))[0]).toBe(status);
  });
});
