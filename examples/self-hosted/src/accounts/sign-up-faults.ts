import type { Fault } from "@farthing/contract";
import { isPlainText } from "./is-plain-text.ts";
import { findPasswordFaults, passwordFaults } from "./password-policy.ts";

export interface NewAccount {
  name: string;
  email: string;
  password: string;
}

const nameCharactersMax = 100;
const emailCharactersMax = 254;
const isEmail = (text: string) => text.length <= emailCharactersMax && /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text);

/** What is wrong with a new account, each fault at its member; empty when it may be made. Name and email are taken as trimmed. */
export function findSignUpFaults(account: NewAccount): Fault[] {
  const faults: Fault[] = [];
  const add = (member: keyof NewAccount, code: string, detail: string) => {
    faults.push({ pointer: `/${member}`, code, detail });
  };
  if (account.name === "") add("name", "required", "Say what to call you.");
  else if ([...account.name].length > nameCharactersMax)
    add("name", "too_long", `Use at most ${nameCharactersMax} characters.`);
  else if (!isPlainText(account.name)) add("name", "invalid", "Use letters, digits and signs on one line.");

  if (account.email === "") add("email", "required", "Enter your email.");
  else if (!isPlainText(account.email) || !isEmail(account.email))
    add("email", "invalid", "Enter an address like name@example.org.");

  if (account.password === "") add("password", "required", "Choose a password.");
  else if (!account.password.isWellFormed()) add("password", "invalid", "Use characters that can be typed.");
  else for (const code of findPasswordFaults(account.password, account)) add("password", code, passwordFaults[code]);
  return faults;
}
