import { FarthingError } from "@farthing/contract";
import type { PersonalTokens } from "./personal-tokens.ts";
import { readNewToken } from "./read-new-token.ts";

/** Answers who is signed in. */
export type PersonalAnswer = (request: Request, userId: string) => Promise<Response>;

/** What people do about their own tokens, by method; empty for a path where nothing is. */
export function findTokenRoutes(tokens: PersonalTokens, path: string): Readonly<Record<string, PersonalAnswer>> {
  if (path === "/tokens") {
    return {
      GET: async (_request, userId) => Response.json({ items: await tokens.list(userId) }),
      POST: async (request, userId) =>
        Response.json(await tokens.create(userId, await readNewToken(request)), { status: 201 }),
    };
  }
  const id = /^\/tokens\/([^/]+)$/.exec(path)?.[1];
  if (id === undefined) return {};
  return {
    async DELETE(_request, userId) {
      if (!(await tokens.revoke(userId, id))) throw new FarthingError("not_found", "There is no such token.");
      return new Response(null, { status: 204 });
    },
  };
}
