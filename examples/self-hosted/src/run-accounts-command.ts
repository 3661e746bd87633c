import { randomInt } from "node:crypto";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createAuth } from "./accounts/create-auth.ts";
import { findPasswordFaults, passwordFaults } from "./accounts/password-policy.ts";
import { hideExperimentalWarnings } from "./hide-experimental-warnings.ts";
import { readSecret } from "./read-secret.ts";
import { readSettings } from "./settings.ts";
import { StartRefused } from "./start-refused.ts";

const usage =
  "Use: npm run accounts -- list, or npm run accounts -- reset <email> (a password on standard input is taken, else one is made).";
const ownerOnly = 0o077;
const passwordLetters = "abcdefghijkmnpqrstuvwxyz23456789";
const passwordGroups = 4;
const groupLetters = 5;

type OpenAccounts = Awaited<ReturnType<typeof createAuth>>;

const makePassword = () =>
  Array.from({ length: passwordGroups }, () =>
    Array.from({ length: groupLetters }, () => passwordLetters[randomInt(passwordLetters.length)]).join(""),
  ).join("-");

async function openAccounts() {
  const settings = readSettings(process.env);
  const file = join(settings.dataDirectory, "accounts.sqlite");
  await access(file).catch(() => {
    throw new StartRefused(`There are no accounts in ${settings.dataDirectory}.`);
  });
  return createAuth({
    file,
    secret: settings.secret ?? (await readSecret(settings.dataDirectory)),
    baseUrl: "http://localhost",
    trustedOrigins: [],
    issuer: "farthing-local",
    onError: (error) => console.error(error),
  });
}

async function list({ auth }: OpenAccounts): Promise<void> {
  const { internalAdapter } = await auth.$context;
  for (const { email, name, createdAt } of await internalAdapter.listUsers(undefined, undefined, {
    field: "createdAt",
    direction: "asc",
  })) {
    console.log(`${email}\t${name}\tsince ${createdAt.toISOString().slice(0, 10)}`);
  }
}

async function reset({ auth, tokens }: OpenAccounts, email: string): Promise<void> {
  const { internalAdapter, password: hasher } = await auth.$context;
  const found = await internalAdapter.findUserByEmail(email.toLowerCase(), { includeAccounts: true });
  if (!found) throw new StartRefused(`There is no account with the email ${email}.`);
  const given = process.stdin.isTTY ? "" : (await text(process.stdin)).replace(/\r?\n$/, "");
  const password = given || makePassword();
  const [fault] = findPasswordFaults(password, found.user);
  if (fault) throw new StartRefused(`That password can't be used. ${passwordFaults[fault]}`);
  const hash = await hasher.hash(password);
  if (found.accounts.some(({ providerId }) => providerId === "credential")) {
    await internalAdapter.updatePassword(found.user.id, hash);
  } else {
    await internalAdapter.linkAccount({
      userId: found.user.id,
      providerId: "credential",
      accountId: found.user.id,
      password: hash,
    });
  }
  await internalAdapter.deleteUserSessions(found.user.id);
  const revoked = await tokens.revokeAll(found.user.id);
  console.log(
    given ? `The password of ${found.user.email} is set.` : `The new password of ${found.user.email} is ${password}`,
  );
  console.log(
    `They are signed out everywhere, and ${revoked} personal ${revoked === 1 ? "token is" : "tokens are"} revoked; pages that are open go on for up to 15 minutes.`,
  );
}

/** What the person who runs the server does about accounts, beside the running server. */
export async function runAccountsCommand([command, email, ...more]: string[]): Promise<void> {
  process.umask(ownerOnly);
  hideExperimentalWarnings();
  try {
    const isList = command === "list" && email === undefined;
    const isReset = command === "reset" && email !== undefined && more.length === 0;
    if (!isList && !isReset) throw new StartRefused(usage);
    const accounts = await openAccounts();
    try {
      await (isReset ? reset(accounts, email) : list(accounts));
    } finally {
      accounts.close();
    }
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
