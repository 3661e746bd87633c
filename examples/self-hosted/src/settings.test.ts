import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readSettings, unknownSettings } from "./settings.ts";
import { StartRefused } from "./start-refused.ts";

const good = "pX4vLq9rTz2mWc7nKb5yHd8sJf3gAe6u";

describe("settings", () => {
  it("all have a default", () => {
    expect(readSettings({})).toEqual({
      host: "127.0.0.1",
      port: 8787,
      dataDirectory: resolve("data"),
      store: "sqlite",
      dynamodb: { table: "farthing", endpoint: undefined },
      signUp: "open",
      secret: undefined,
      publicUrl: undefined,
      corsOrigins: [],
      trustProxy: false,
      maxImportBytes: 50 * 1024 * 1024,
      requestsPerMinute: 600,
    });
    expect(readSettings({ PORT: "", FARTHING_SIGNUP: " " })).toEqual(readSettings({}));
  });

  it("are taken from the environment", () => {
    expect(
      readSettings({
        HOST: "[::1]",
        PORT: "0",
        FARTHING_DATA_DIR: "/srv/farthing",
        FARTHING_STORE: "dynamodb",
        FARTHING_TABLE: "ledgers.dev",
        FARTHING_DYNAMODB_ENDPOINT: "http://127.0.0.1:8000/",
        FARTHING_AUTH: "local",
        FARTHING_SIGNUP: "first",
        FARTHING_SECRET: good,
        FARTHING_PUBLIC_URL: "https://money.example.org/",
        FARTHING_CORS_ORIGINS: "https://a.example.org, http://localhost:3000",
        FARTHING_TRUST_PROXY: "on",
        FARTHING_MAX_IMPORT_MB: "5",
        FARTHING_RATE_LIMIT: "90/min",
      }),
    ).toEqual({
      host: "::1",
      port: 0,
      dataDirectory: "/srv/farthing",
      store: "dynamodb",
      dynamodb: { table: "ledgers.dev", endpoint: "http://127.0.0.1:8000" },
      signUp: "first",
      secret: good,
      publicUrl: "https://money.example.org",
      corsOrigins: ["https://a.example.org", "http://localhost:3000"],
      trustProxy: true,
      maxImportBytes: 5 * 1024 * 1024,
      requestsPerMinute: 90,
    });
  });

  it("let requests be held back by nothing", () => {
    expect(readSettings({ FARTHING_RATE_LIMIT: "off" }).requestsPerMinute).toBeUndefined();
  });

  it.each([
    ["PORT", "80a", /PORT is "80a".* whole number from 0 to 65535/],
    ["PORT", "65536", /from 0 to 65535/],
    ["PORT", "-1", /from 0/],
    ["HOST", "http://localhost", /HOST is/],
    [
      "FARTHING_STORE",
      "postgres",
      /FARTHING_STORE is "postgres", but this version knows only sqlite, memory or dynamodb\./,
    ],
    ["FARTHING_TABLE", "no spaces", /FARTHING_TABLE is "no spaces", but must be 3 to 255 of the characters/],
    ["FARTHING_DYNAMODB_ENDPOINT", "here", /FARTHING_DYNAMODB_ENDPOINT is "here", but must be like/],
    ["FARTHING_AUTH", "cognito", /FARTHING_AUTH is "cognito", but this version knows only local\./],
    ["FARTHING_SIGNUP", "yes", /only open, first or closed\./],
    ["FARTHING_SECRET", "short", /shorter than 32 bytes/],
    ["FARTHING_SECRET", "a".repeat(40), /looks like an example/],
    ["FARTHING_SECRET", "please-change-me-before-going-live-now", /looks like an example/],
    ["FARTHING_PUBLIC_URL", "money.example.org", /like https:\/\/money\.example\.org/],
    ["FARTHING_PUBLIC_URL", "ftp://money.example.org", /FARTHING_PUBLIC_URL/],
    ["FARTHING_PUBLIC_URL", "https://money.example.org/ledger", /no path/],
    ["FARTHING_PUBLIC_URL", "https://me:pass@money.example.org", /FARTHING_PUBLIC_URL/],
    ["FARTHING_CORS_ORIGINS", "*", /FARTHING_CORS_ORIGINS is "\*"/],
    ["FARTHING_TRUST_PROXY", "maybe", /must be on or off/],
    ["FARTHING_MAX_IMPORT_MB", "0", /from 1 to 1024/],
    ["FARTHING_MAX_IMPORT_MB", "2.5", /whole number/],
    ["FARTHING_RATE_LIMIT", "600", /FARTHING_RATE_LIMIT is "600", but must be off or like 600\/min/],
    ["FARTHING_RATE_LIMIT", "0/min", /from 1 to 1000000/],
    ["FARTHING_RATE_LIMIT", "1000001/min", /from 1 to 1000000/],
    ["FARTHING_RATE_LIMIT", "10/s", /like 600\/min/],
  ])("%s=%s stops the start with one sentence that names it", (name, value, sentence) => {
    const read = () => readSettings({ [name]: value });
    expect(read).toThrow(StartRefused);
    expect(read).toThrow(sentence);
    expect(read).toThrow(/^[^\n]+$/);
  });

  it("never repeat the secret", () => {
    const read = () => readSettings({ FARTHING_SECRET: "hunter2" });
    expect(read).toThrow(/^(?!.*hunter2)/);
  });

  it("that don't exist are named, because a mistyped one does nothing", () => {
    expect(unknownSettings({ FARTHING_SINGUP: "closed", FARTHING_SIGNUP: "open", PATH: "/bin" })).toEqual([
      "FARTHING_SINGUP",
    ]);
  });
});
