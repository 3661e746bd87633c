import { isIP } from "node:net";
import { resolve } from "node:path";
import { StartRefused } from "./start-refused.ts";

export type SignUpPolicy = "open" | "first" | "closed";

/** What the person who runs the server has decided. */
export interface Settings {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Absolute. */
  dataDirectory: string;
  store: "sqlite" | "memory" | "dynamodb";
  /** For the store `dynamodb`. An endpoint is that of an emulator; without one, region and credentials are as the AWS SDK finds them. */
  dynamodb: { table: string; endpoint: string | undefined };
  signUp: SignUpPolicy;
  /** `undefined`: generated and kept in the data folder. */
  secret: string | undefined;
  /** An origin without a slash at its end; `undefined`: the address the server listens on. */
  publicUrl: string | undefined;
  corsOrigins: readonly string[];
  trustProxy: boolean;
  maxImportBytes: number;
  /** `undefined`: nobody is held back. */
  requestsPerMinute: number | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

const mebibyte = 1024 * 1024;
const secretBytesMin = 32;
const requestsPerMinuteMax = 1_000_000;
const secretCharactersMin = 8;
const exampleSecret = /change.?me|example|replace|your.?secret|secret.?key|supersecret|0123456789|abcdefgh/i;

const given = (environment: Environment, name: string, otherwise: string) => environment[name]?.trim() || otherwise;

function oneOf<Choice extends string>(
  environment: Environment,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const value = given(environment, name, choices[0]);
  const choice = choices.find((each) => each === value);
  if (choice === undefined) {
    const possible = choices.length === 1 ? choices[0] : `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`;
    throw new StartRefused(`${name} is "${value}", but this version knows only ${possible}.`);
  }
  return choice;
}

function wholeNumber(environment: Environment, name: string, otherwise: number, from: number, to: number): number {
  const value = given(environment, name, String(otherwise));
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= from && number <= to)) {
    throw new StartRefused(`${name} is "${value}", but must be a whole number from ${from} to ${to}.`);
  }
  return number;
}

function origin(name: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isOrigin =
    url !== undefined &&
    (url.protocol === "http:" || url.protocol === "https:") &&
    url.pathname === "/" &&
    url.search + url.hash + url.username + url.password === "";
  if (!isOrigin) {
    throw new StartRefused(
      `${name} is "${value}", but must be like https://money.example.org, with no path behind it.`,
    );
  }
  return url.origin;
}

function host(environment: Environment): string {
  const value = given(environment, "HOST", "127.0.0.1");
  const bare = value.replace(/^\[(.*)\]$/, "$1");
  if (isIP(bare) === 0 && !/^[a-z0-9]([a-z0-9.-]{0,252})$/i.test(bare)) {
    throw new StartRefused(`HOST is "${value}", but must be an address or a host name like 127.0.0.1 or 0.0.0.0.`);
  }
  return bare;
}

function secret(environment: Environment): string | undefined {
  const value = given(environment, "FARTHING_SECRET", "");
  if (value === "") return undefined;
  if (Buffer.byteLength(value) < secretBytesMin) {
    throw new StartRefused(
      `FARTHING_SECRET is shorter than ${secretBytesMin} bytes; make one with \`openssl rand -base64 32\`.`,
    );
  }
  if (new Set(value).size < secretCharactersMin || exampleSecret.test(value)) {
    throw new StartRefused(
      "FARTHING_SECRET looks like an example; make one of your own with `openssl rand -base64 32`.",
    );
  }
  return value;
}

function tableName(environment: Environment): string {
  const value = given(environment, "FARTHING_TABLE", "farthing");
  if (!/^[\w.-]{3,255}$/.test(value)) {
    throw new StartRefused(`FARTHING_TABLE is "${value}", but must be 3 to 255 of the characters a-z A-Z 0-9 _ . -`);
  }
  return value;
}

function endpoint(environment: Environment): string | undefined {
  const value = given(environment, "FARTHING_DYNAMODB_ENDPOINT", "");
  return value === "" ? undefined : origin("FARTHING_DYNAMODB_ENDPOINT", value);
}

function switchedOn(environment: Environment, name: string): boolean {
  const value = given(environment, name, "off").toLowerCase();
  if (!["on", "off", "true", "false", "1", "0"].includes(value)) {
    throw new StartRefused(`${name} is "${value}", but must be on or off.`);
  }
  return ["on", "true", "1"].includes(value);
}

function requestsPerMinute(environment: Environment): number | undefined {
  const value = given(environment, "FARTHING_RATE_LIMIT", "600/min").toLowerCase();
  if (value === "off") return undefined;
  const number = Number(/^(\d{1,7})\/min$/.exec(value)?.[1]);
  if (!(number >= 1 && number <= requestsPerMinuteMax)) {
    throw new StartRefused(
      `FARTHING_RATE_LIMIT is "${value}", but must be off or like 600/min, from 1 to ${requestsPerMinuteMax}.`,
    );
  }
  return number;
}

const names = [
  "FARTHING_AUTH",
  "FARTHING_CORS_ORIGINS",
  "FARTHING_DATA_DIR",
  "FARTHING_DYNAMODB_ENDPOINT",
  "FARTHING_MAX_IMPORT_MB",
  "FARTHING_PUBLIC_URL",
  "FARTHING_RATE_LIMIT",
  "FARTHING_SECRET",
  "FARTHING_SIGNUP",
  "FARTHING_STORE",
  "FARTHING_TABLE",
  "FARTHING_TRUST_PROXY",
];

/** Names in an environment that look like settings and aren't: a mistyped one would silently do nothing. */
export const unknownSettings = (environment: Environment): string[] =>
  Object.keys(environment).filter((name) => name.startsWith("FARTHING_") && !names.includes(name));

/**
 * Reads the settings of the README's table from an environment.
 * @throws StartRefused naming the setting, what it is and what it could be.
 */
export function readSettings(environment: Environment): Settings {
  oneOf(environment, "FARTHING_AUTH", ["local"]);
  const publicUrl = given(environment, "FARTHING_PUBLIC_URL", "");
  return {
    host: host(environment),
    port: wholeNumber(environment, "PORT", 8787, 0, 65_535),
    dataDirectory: resolve(given(environment, "FARTHING_DATA_DIR", "data")),
    store: oneOf(environment, "FARTHING_STORE", ["sqlite", "memory", "dynamodb"]),
    dynamodb: { table: tableName(environment), endpoint: endpoint(environment) },
    signUp: oneOf(environment, "FARTHING_SIGNUP", ["open", "first", "closed"]),
    secret: secret(environment),
    publicUrl: publicUrl === "" ? undefined : origin("FARTHING_PUBLIC_URL", publicUrl),
    corsOrigins: given(environment, "FARTHING_CORS_ORIGINS", "")
      .split(",")
      .map((value) => value.trim())
      .filter((value) => value !== "")
      .map((value) => origin("FARTHING_CORS_ORIGINS", value)),
    trustProxy: switchedOn(environment, "FARTHING_TRUST_PROXY"),
    maxImportBytes: wholeNumber(environment, "FARTHING_MAX_IMPORT_MB", 50, 1, 1024) * mebibyte,
    requestsPerMinute: requestsPerMinute(environment),
  };
}
