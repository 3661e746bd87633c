import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createJwtVerifier } from "./create-jwt-verifier.ts";

const now = Date.parse("2026-11-22T09:00:00Z") / 1000;
const issuer = "farthing-local";
const audience = "farthing";

const keys = {
  EdDSA: generateKeyPairSync("ed25519"),
  RS256: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ES256: generateKeyPairSync("ec", { namedCurve: "P-256" }),
};
type Algorithm = keyof typeof keys;
const stranger = generateKeyPairSync("ed25519");

const jwk = (kid: string, key: KeyObject, more = {}) => ({
  ...key.export({ format: "jwk" }),
  kid,
  use: "sig",
  ...more,
});
const jwks = { keys: (Object.keys(keys) as Algorithm[]).map((alg) => jwk(alg, keys[alg].publicKey)) };

const encode = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const claims = { iss: issuer, aud: audience, sub: "anna", iat: now, exp: now + 900 };

function signed(
  header: object | string,
  payload: object | string,
  key = keys.EdDSA.privateKey,
  alg: Algorithm = "EdDSA",
) {
  const text = `${encode(header)}.${encode(payload)}`;
  const signature = sign(
    alg === "EdDSA" ? null : "sha256",
    Buffer.from(text),
    alg === "ES256" ? { key, dsaEncoding: "ieee-p1363" } : key,
  );
  return `${text}.${signature.toString("base64url")}`;
}
const token = (payload: object, header: object = {}) =>
  signed({ alg: "EdDSA", kid: "EdDSA", ...header }, { ...claims, ...payload });

function verify(text: string, options: Partial<Parameters<typeof createJwtVerifier>[0]> = {}) {
  vi.useFakeTimers({ now: now * 1000, toFake: ["Date"] });
  return createJwtVerifier({ issuer, audience, jwks: async () => jwks, ...options })(text);
}

afterEach(() => {
  vi.useRealTimers();
});

describe("a JWT", () => {
  it.each(Object.keys(keys) as Algorithm[])("signed with %s names its user until it expires", async (alg) => {
    const text = signed({ alg, kid: alg, typ: "JWT" }, claims, keys[alg].privateKey, alg);
    expect(await verify(text)).toStrictEqual({ userId: "anna", expiresAt: now + 900 });
  });

  it("may be for one audience of several, on either side", async () => {
    expect(await verify(token({ aud: ["other", audience] }))).toMatchObject({ userId: "anna" });
    expect(await verify(token({}), { audience: ["app", audience] })).toMatchObject({ userId: "anna" });
  });

  const [head, body, tail] = token({}).split(".") as [string, string, string];
  const publicPem = keys.RS256.publicKey.export({ format: "pem", type: "spki" });
  const hmac = (alg: string) => {
    const text = `${encode({ alg, kid: "RS256" })}.${encode(claims)}`;
    return `${text}.${createHmac("sha256", publicPem).update(text).digest("base64url")}`;
  };

  it.each<[string, string]>([
    ["nothing", ""],
    ["no JWT", "anna"],
    ["two parts", `${head}.${body}`],
    ["four parts", `${head}.${body}.${tail}.${tail}`],
    ["no signature", `${head}.${body}.`],
    ["a header that isn't JSON", signed("x", claims)],
    ["a header that is a list", signed("[]", claims)],
    ["a payload that isn't JSON", signed({ alg: "EdDSA", kid: "EdDSA" }, "x")],
    ["a payload that is null", signed({ alg: "EdDSA", kid: "EdDSA" }, "null")],
    ["no algorithm", `${encode({ alg: "none", kid: "EdDSA" })}.${body}.`],
    ["no algorithm and a signature", token({}, { alg: "none" })],
    ["a missing algorithm", signed({ kid: "EdDSA" }, claims)],
    ["a secret made of a public key", hmac("HS256")],
    ["a secret in the name of a key", hmac("RS256")],
    ["an algorithm of another key", token({}, { alg: "RS256" })],
    ["another key's id", token({}, { kid: "RS256" })],
    ["an algorithm that isn't taken", signed({ alg: "RS512", kid: "RS256" }, claims, keys.RS256.privateKey, "RS256")],
    ["no key id", signed({ alg: "EdDSA" }, claims)],
    ["a key id that nobody knows", token({}, { kid: "stranger" })],
    ["a key id that is a number", token({}, { kid: 1 })],
    ["a stranger's signature", signed({ alg: "EdDSA", kid: "EdDSA" }, claims, stranger.privateKey)],
    [
      "a stranger's key inside",
      signed({ alg: "EdDSA", kid: "EdDSA", jwk: jwk("x", stranger.publicKey) }, claims, stranger.privateKey),
    ],
    ["another user put in", `${head}.${encode({ ...claims, sub: "bob" })}.${tail}`],
    ["its signature changed", `${head}.${body}.${tail.slice(0, -4)}AAAA`],
    ["an extension it insists on", token({}, { crit: ["exp"], exp: 1 })],
    ["an empty list of extensions", token({}, { crit: [] })],
    ["an end that has passed", token({ exp: now - 1 })],
    ["an end that is now", token({ exp: now })],
    ["no end", token({ exp: undefined })],
    ["an end that is text", token({ exp: String(now + 900) })],
    ["an end that is null", token({ exp: null })],
    ["a beginning that hasn't come", token({ nbf: now + 60 })],
    ["another issuer", token({ iss: "https://evil.example" })],
    ["no issuer", token({ iss: undefined })],
    ["an issuer that is a list", token({ iss: [issuer] })],
    ["another audience", token({ aud: "other" })],
    ["no audience", token({ aud: undefined })],
    ["an empty list of audiences", token({ aud: [] })],
    ["no user", token({ sub: undefined })],
    ["a user without a name", token({ sub: "" })],
    ["a user that is a number", token({ sub: 1 })],
    ["a user whose name is too long", token({ sub: "u".repeat(129) })],
  ])("with %s is nobody's", async (_title, text) => {
    expect(await verify(text)).toBeUndefined();
  });

  it("is refused when its key is for something else", async () => {
    const wrong = { keys: [jwk("EdDSA", keys.EdDSA.publicKey, { use: "enc" })] };
    expect(await verify(token({}), { jwks: async () => wrong })).toBeUndefined();
  });

  it("is taken under a key that the issuer has begun to use since", async () => {
    vi.useFakeTimers({ now: now * 1000, toFake: ["Date"] });
    const known = { keys: [jwk("old", stranger.publicKey)] };
    const verifier = createJwtVerifier({ issuer, audience, jwks: async () => known });
    expect(await verifier(signed({ alg: "EdDSA", kid: "old" }, claims, stranger.privateKey))).toMatchObject({
      userId: "anna",
    });
    known.keys.push(jwk("EdDSA", keys.EdDSA.publicKey));
    expect(await verifier(token({}))).toMatchObject({ userId: "anna" });
  });

  it("can't be told while the keys can't be had", async () => {
    for (const broken of [
      () => Promise.reject(new Error("down")),
      async () => ({}) as never,
      async () => ({ keys: [{}] }),
    ]) {
      await expect(verify(token({}), { jwks: broken })).rejects.toMatchObject({ code: "unavailable" });
    }
  });
});
