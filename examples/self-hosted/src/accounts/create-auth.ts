import { betterAuth } from "better-auth";
import { symmetricDecrypt } from "better-auth/crypto";
import { getMigrations } from "better-auth/db/migration";
import { jwt } from "better-auth/plugins/jwt";
import { Kysely, SqliteDialect } from "kysely";
import { openAccountsDatabase } from "./open-accounts-database.ts";
import { passwordCharacters } from "./password-policy.ts";
import { openPersonalTokens, type TokenTables } from "./personal-tokens.ts";
import { isDatabaseFailure, refuseAccounts } from "./refuse-accounts.ts";

export const authPath = "/auth";
export const audience = "farthing";
/** Carries the caller's address to the rate limit; it is set on requests made here and never taken from outside. */
export const addressHeader = "x-farthing-address";

const tokenMinutes = 15;
const sessionDays = 30;
const daySeconds = 24 * 60 * 60;

export interface AuthOptions {
  /** `accounts.sqlite`, made when missing. */
  file: string;
  secret: string;
  /** Where browsers find this server; decides whether cookies are for https alone. */
  baseUrl: string;
  trustedOrigins: readonly string[];
  /** What the tokens say who made them. */
  issuer: string;
  /** Told what went wrong inside. Never holds a password; may hold an email. */
  onError: (error: unknown) => void;
}

/**
 * Accounts, sessions and tokens in a file of their own; its tables are made or brought up to date here.
 * @throws StartRefused when the file can't be used.
 */
export async function createAuth({ file, secret, baseUrl, trustedOrigins, issuer, onError }: AuthOptions) {
  const database = await openAccountsDatabase(file);
  // One for all: whatever went past it to the file could end up inside a transaction of somebody else's.
  const kysely = new Kysely<TokenTables>({ dialect: new SqliteDialect({ database }) });
  const auth = betterAuth({
    appName: "Farthing",
    baseURL: baseUrl,
    basePath: authPath,
    secret,
    trustedOrigins: [...trustedOrigins],
    telemetry: { enabled: false },
    database: { db: kysely, type: "sqlite", transaction: true },
    logger: {
      log: (level, message, ...details) => {
        if (level === "error") onError(details.find((detail) => detail instanceof Error) ?? message);
      },
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: passwordCharacters.min,
      // UTF-16 units here; the policy in front of this counts code points and is the stricter one.
      maxPasswordLength: 2 * passwordCharacters.max,
    },
    session: { expiresIn: sessionDays * daySeconds, updateAge: daySeconds },
    rateLimit: {
      enabled: true,
      storage: "memory",
      window: 10,
      max: 100,
      customRules: { "/sign-in/email": { window: 60, max: 10 }, "/sign-up/email": { window: 60, max: 5 } },
    },
    advanced: {
      cookiePrefix: "farthing",
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: [addressHeader], ipv6Subnet: 64 },
    },
    plugins: [
      jwt({
        disableSettingJwtHeader: true,
        jwt: { issuer, audience, expirationTime: `${tokenMinutes}m`, definePayload: () => ({}) },
      }),
    ],
  });
  try {
    const { runMigrations } = await getMigrations(auth.options);
    await runMigrations();
    await dropKeysOfAnotherSecret(auth, secret);
    const tokens = await openPersonalTokens(kysely, onError);
    return { auth, tokens, close: () => database.close() };
  } catch (error) {
    database.close();
    throw isDatabaseFailure(error) ? refuseAccounts(file, error) : error;
  }
}

/** Signing keys lie encrypted under the secret; after a change of it they could neither be used nor be replaced. */
async function dropKeysOfAnotherSecret(
  auth: { $context: Promise<{ adapter: KeyTable }> },
  secret: string,
): Promise<void> {
  const { adapter } = await auth.$context;
  for (const key of await adapter.findMany<{ id: string; privateKey: string }>({ model: "jwks" })) {
    const readable = await symmetricDecrypt({ key: secret, data: JSON.parse(key.privateKey) }).then(
      () => true,
      () => false,
    );
    if (!readable) await adapter.delete({ model: "jwks", where: [{ field: "id", value: key.id }] });
  }
}

interface KeyTable {
  findMany<Row>(query: { model: string }): Promise<Row[]>;
  delete(query: { model: string; where: { field: string; value: string }[] }): Promise<void>;
}
