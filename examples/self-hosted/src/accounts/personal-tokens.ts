import { createHash, randomBytes, randomUUID } from "node:crypto";
import { FarthingError } from "@farthing/contract";
import type { TokenVerifier } from "@farthing/http";
import { type Kysely, sql } from "kysely";

export type TokenScope = "read" | "write";

/** What a person asks for. */
export interface NewToken {
  /** 1 … 60 characters. */
  name: string;
  /** `write` stands for both. */
  scopes: readonly TokenScope[];
  /** An instant in UTC; `null`: good until it is revoked. */
  expiresAt: string | null;
}

/** What is told about a token; the token itself was told once, when it was made. */
export interface PersonalToken extends NewToken {
  id: string;
  createdAt: string;
  /** The day in UTC of its latest use. */
  lastUsedOn: string | null;
}

/** The tokens that people make for their programs. All that is kept of one is its SHA-256. */
export interface PersonalTokens {
  /** Newest first. */
  list(userId: string): Promise<PersonalToken[]>;
  /** @throws FarthingError `limit_reached` at 50; of callers that race for the last place one gets it. */
  create(userId: string, asked: NewToken): Promise<PersonalToken & { token: string }>;
  /** Whether there was such a token of this person. It is refused from the next request on. */
  revoke(userId: string, id: string): Promise<boolean>;
  /** Revokes all of a person's, and tells how many there were. */
  revokeAll(userId: string): Promise<number>;
  /** Knows no token that was revoked, has expired, or whose account is gone. */
  verify: TokenVerifier;
}

/** What is asked of the database here. */
export interface TokenTables {
  user: { id: string };
  personal_tokens: {
    id: string;
    user_id: string;
    digest: string;
    name: string;
    may_write: number;
    created_at: string;
    expires_at: string | null;
    last_used_on: string | null;
  };
}

const prefix = "fpat_";
const secretBytes = 32;
const tokensMax = 50;

const table = sql`
  create table if not exists personal_tokens (
    id text primary key,
    user_id text not null references user (id) on delete cascade,
    digest text not null unique,
    name text not null,
    may_write integer not null,
    created_at text not null,
    expires_at text,
    last_used_on text
  ) strict`;
const index = sql`create index if not exists personal_tokens_of_user on personal_tokens (user_id)`;

const digestOf = (token: string) => createHash("sha256").update(token).digest("hex");
const scopesOf = (mayWrite: number): TokenScope[] => (mayWrite ? ["read", "write"] : ["read"]);

/** Whether a token is one of these and not a JWT. */
export const isPersonalToken = (token: string): boolean => token.startsWith(prefix);

/** The personal tokens in the database of the accounts, whose table is made here when it is missing. */
export async function openPersonalTokens(
  database: Kysely<TokenTables>,
  onError: (error: unknown) => void,
): Promise<PersonalTokens> {
  await table.execute(database);
  await index.execute(database);

  const find = (token: string) =>
    database
      .selectFrom("personal_tokens as token")
      .innerJoin("user", "user.id", "token.user_id")
      .where("token.digest", "=", digestOf(token))
      .select(["token.id", "token.user_id", "token.may_write", "token.expires_at", "token.last_used_on"])
      .executeTakeFirst();

  async function noteUse(id: string, today: string): Promise<void> {
    try {
      await database.updateTable("personal_tokens").set({ last_used_on: today }).where("id", "=", id).execute();
    } catch (error) {
      onError(error);
    }
  }

  return {
    async list(userId) {
      const rows = await database
        .selectFrom("personal_tokens")
        .where("user_id", "=", userId)
        .select(["id", "name", "may_write", "created_at", "expires_at", "last_used_on"])
        .orderBy("created_at", "desc")
        .orderBy(sql`rowid`, "desc")
        .execute();
      return rows.map(({ id, name, may_write, created_at, expires_at, last_used_on }) => ({
        id,
        name,
        scopes: scopesOf(may_write),
        createdAt: created_at,
        expiresAt: expires_at,
        lastUsedOn: last_used_on,
      }));
    },

    async create(userId, { name, scopes, expiresAt }) {
      const token = prefix + randomBytes(secretBytes).toString("base64url");
      const id = randomUUID();
      const createdAt = new Date().toISOString();
      const mayWrite = Number(scopes.includes("write"));
      const { numAffectedRows } = await sql`
        insert into personal_tokens (id, user_id, digest, name, may_write, created_at, expires_at)
        select ${id}, ${userId}, ${digestOf(token)}, ${name}, ${mayWrite}, ${createdAt}, ${expiresAt}
        where (select count(*) from personal_tokens where user_id = ${userId}) < ${tokensMax}`.execute(database);
      if (!numAffectedRows) {
        throw new FarthingError("limit_reached", `There may be ${tokensMax} tokens: revoke one that isn't needed.`);
      }
      return { id, name, scopes: scopesOf(mayWrite), createdAt, expiresAt, lastUsedOn: null, token };
    },

    async revoke(userId, id) {
      const { numDeletedRows } = await database
        .deleteFrom("personal_tokens")
        .where("id", "=", id)
        .where("user_id", "=", userId)
        .executeTakeFirst();
      return numDeletedRows > 0;
    },

    async revokeAll(userId) {
      const { numDeletedRows } = await database
        .deleteFrom("personal_tokens")
        .where("user_id", "=", userId)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },

    async verify(token) {
      const found = await find(token).catch((cause: unknown) => {
        throw new FarthingError("unavailable", "The accounts can't be asked now.", { cause });
      });
      const now = new Date().toISOString();
      if (found === undefined || (found.expires_at !== null && found.expires_at <= now)) return undefined;
      const today = now.slice(0, 10);
      if ((found.last_used_on ?? "") < today) await noteUse(found.id, today);
      return { userId: found.user_id, scope: found.may_write ? "write" : "read" };
    },
  };
}
