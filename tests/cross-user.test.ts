import { createHash } from "node:crypto";
import { createMemoryStore } from "@farthing/adapter-memory";
import { type OperationName, operationNames, routes } from "@farthing/contract";
import { createFarthing } from "@farthing/core";
import { ordinaryClock } from "@farthing/core/platform";
import { createApp, type OpenApiDocument } from "@farthing/http";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { bankFile, baseCalls, type Own } from "./served/base-calls.ts";
import { type Call, toRequest, withValue } from "./served/call.ts";
import { describePlace, listPlaces, type Place, type ServedOperation } from "./served/list-places.ts";
import { settle } from "./served/settle.ts";

/** Ids of a series, the same each time the series begins. */
const series = { name: "", count: 0 };
const begin = (name: string) => Object.assign(series, { name, count: 0 });
const digest = (text: string) => BigInt(`0x${createHash("sha256").update(text).digest("hex")}`).toString(36);
const ids = { random: (length: number) => digest(`${series.name} ${(series.count += 1)}`).slice(-length) };

/** Time stands still, so that equal requests have equal answers to the last byte. */
const now = Date.parse("2026-11-22T09:00:00Z");
const clock = { ...ordinaryClock, now: () => now };

const farthing = createFarthing({ store: createMemoryStore(), clock, ids });
const app = createApp({
  farthing,
  verifyToken: async (token) => ({ userId: token }),
  secret: "a secret of this test alone, and long enough",
});

const document = (await (await app.request("/openapi.json")).json()) as OpenApiDocument;
const served = new Map(listPlaces(document).map((entry) => [entry.operation, entry]));
const servedAs = (name: string) => served.get(name) as ServedOperation;

async function send(user: string, operation: string, call: Call): Promise<Response> {
  const { method, target, headers, body } = toRequest(servedAs(operation), call);
  return app.request(target, {
    method,
    headers: { ...headers, Authorization: `Bearer ${user}`, "X-Request-Id": "one" },
    ...(body === undefined ? {} : { body }),
  });
}

const textOf = async (response: Response) =>
  `${response.status} ${JSON.stringify([...response.headers].sort())} ${await response.text()}`;

/** Everything that a user can see of the own ledger. */
async function everythingOf(user: string): Promise<string> {
  const seen: string[] = [];
  const wide = { from: "2026-01", to: "2026-12" };
  for (const [operation, call] of [
    ["transactions.export", {}],
    ["transactions.list", { query: { limit: "500" } }],
    ["categories.list", {}],
    ["imports.list", {}],
    ["settings.get", {}],
    ["reports.months", { query: wide }],
    ["maintenance.verify", {}],
  ] satisfies [OperationName, Call][]) {
    const response = await send(user, operation, call);
    seen.push(`${response.status} ${await response.text()}`);
  }
  return seen.join("\n");
}

/** What can stand for something of somebody's. */
type Kind = "transaction" | "category" | "import" | "recurring" | "undo" | "cursor" | "key" | "tag";

const idKinds: Readonly<Record<string, Kind>> = { importId: "import", recurringId: "recurring", undoId: "undo" };
const headerKinds: Readonly<Record<string, Kind>> = { "Idempotency-Key": "key", "If-None-Match": "tag" };

/** Members that hold a text and refer to nothing; a plan stands for content, whoever has it. */
const plain = new Set([
  ...["description", "note", "tags", "account", "name", "icon", "q", "tag"],
  ...["currency", "locale", "timeZone", "plan"],
  ...["If-Match", "Farthing-Today", "X-Request-Id"],
]);

const isText = ({ type, format, pattern, ...schema }: Place["schema"]) =>
  type === "string" && schema.enum === undefined && format !== "date" && pattern !== "^\\d{4}-\\d{2}$";

/** What a place takes that stands for something; `undefined` where it takes nothing of the kind. */
function kindOf({ operation, part, path, schema }: Place): Kind | "unknown" | undefined {
  if (!isText(schema)) return undefined;
  const name = String(path.filter((each) => each !== 0).at(-1));
  if (part === "headers" && headerKinds[name] !== undefined) return headerKinds[name];
  if (name === "cursor") return "cursor";
  if (schema.pattern === "^\\d{8}-[0-9a-z]{16,26}$") return "transaction";
  if (schema.pattern === "^[0-9a-z]{4}$") return "category";
  if (schema.pattern === "^[0-9A-Za-z._-]{1,64}$")
    return idKinds[name] ?? (name === "id" && operation.startsWith("imports.") ? "import" : "unknown");
  return plain.has(name) ? undefined : "unknown";
}

/** A text of the same form in which every letter and digit is another one; a transaction keeps its date, and so its place. */
function scramble(value: string, kind: Kind): string {
  const kept = kind === "transaction" ? "20260305-abc".length : 0;
  const turn = (character: string, first: string, count: number) =>
    String.fromCharCode(((character.charCodeAt(0) - first.charCodeAt(0) + count / 2) % count) + first.charCodeAt(0));
  const turned = value
    .slice(kept)
    .replace(/[0-9]/g, (digit) => turn(digit, "0", 10))
    .replace(/[a-z]/g, (letter) => turn(letter, "a", 26))
    .replace(/[A-Z]/g, (letter) => turn(letter, "A", 26));
  return value.slice(0, kept) + turned;
}

const ownKinds = {
  category: "category",
  otherCategory: "category",
  transaction: "transaction",
  otherTransaction: "transaction",
  import: "import",
  undo: "undo",
} as const satisfies Partial<Record<keyof Own, Kind>>;
const ownIds = Object.entries(ownKinds) as [keyof typeof ownKinds, Kind][];

const scrambled = (own: Own): Own => ({
  ...own,
  ...Object.fromEntries(ownIds.map(([name, kind]) => [name, scramble(own[name], kind)])),
});

/** What Anna has, by kind, in every state that it can be in. */
const annas: Record<Exclude<Kind, "key" | "tag">, string[]> = {
  transaction: [],
  category: [],
  import: [],
  recurring: [],
  undo: [],
  cursor: [],
};
/** What Anna sent each operation about, and the entity tags that stand for what she was answered. */
const ownsOfAnna = new Map<string, Own>();
const tagsOfAnna: string[] = [];
const keyOfAnna = (operation: string) => `Annas-key-for-${operation}`;

const keyPlace = (operation: string): Place => ({
  operation,
  part: "headers",
  path: ["Idempotency-Key"],
  schema: { type: "string" },
});
const withKey = (operation: OperationName, call: Call, key: string) =>
  servedAs(operation).method === "GET" ? call : withValue(call, keyPlace(operation), key);

function valuesFor(kind: Kind, operation: string): readonly string[] {
  if (kind === "key") return [keyOfAnna(operation)];
  return kind === "tag" ? tagsOfAnna : annas[kind];
}

/** Leaves behind something of every kind, and a request of every operation. */
async function liveAsAnna(): Promise<void> {
  begin("anna");
  const ledger = farthing.ledger("anna");
  const income = { type: "income", amount: 7 } as const;
  const own = await settle(ledger, "Anna");
  const [imported] = (await ledger.transactions.list({ importId: own.import })).items;
  const moved = await ledger.transactions.create({ ...income, date: "2026-01-02", description: "Anna's gift" });
  await ledger.transactions.update({ id: moved.id, date: "2026-04-05" });
  const gone = await ledger.transactions.create({ ...income, date: "2026-01-03", description: "Anna's loss" });
  const archived = await ledger.categories.create({ name: "Anna's past", type: "expense" });
  await ledger.categories.update({ id: archived.id, archived: true });
  const removed = await ledger.categories.create({ name: "Anna's folly", type: "expense" });
  const undone = await ledger.imports.create({ file: new Blob([bankFile("2026-02-06,Anna's slip,-9.99")]) });
  await ledger.imports.undo({ id: undone.id });
  annas.transaction.push(own.transaction, imported?.id as string, moved.id, gone.id);
  annas.category.push(own.category, archived.id, removed.id);
  annas.import.push(own.import, undone.id);
  annas.recurring.push(own.import);
  annas.undo.push(
    own.undo,
    (await ledger.transactions.delete({ id: gone.id })).undo,
    (await ledger.categories.delete({ id: removed.id })).undo,
    (await ledger.transactions.batch({ update: [{ id: moved.id, amount: 8 }] })).undo,
    (await ledger.transactions.bulk({ filter: { q: "gift" }, set: { account: "Anna's safe" }, expect: 1 })).undo,
  );
  for (const operation of operationNames) {
    const mine = await settle(ledger, `Anna's ${operation}`);
    ownsOfAnna.set(operation, mine);
    const call = withKey(operation, baseCalls[operation](mine), keyOfAnna(operation));
    const response = await send("anna", operation, call);
    expect([operation, response.ok, await response.text()]).toStrictEqual([operation, true, expect.any(String)]);
    const tag = response.headers.get("etag") ?? "";
    if (tag.startsWith("W/")) tagsOfAnna.push(tag);
  }
}

/** Has so much that even a sum takes two calls. */
async function liveAsCrowd(): Promise<void> {
  begin("crowd");
  const ledger = farthing.ledger("crowd");
  const day = (row: number) => `2026-03-${String((row % 28) + 1).padStart(2, "0")}`;
  const rows = Array.from({ length: 10_001 }, (_, row) => `${day(row)},Anna's ${row},-1.00`);
  await ledger.imports.create({ file: new Blob([bankFile(...rows)]) });
  await ledger.imports.create({ file: new Blob([bankFile("2026-01-01,Anna's,-1.00")]) });
  for (const [operation, query] of [
    ["transactions.list", { limit: "1" }],
    ["transactions.totals", { q: "Anna" }],
    ["imports.list", { limit: "1" }],
  ] as const) {
    const { cursor, nextCursor } = (await (await send("crowd", operation, { query })).json()) as Record<string, string>;
    annas.cursor.push((cursor ?? nextCursor) as string);
  }
}

let annaBefore: string;
let crowdBefore: string;

beforeAll(async () => {
  await liveAsAnna();
  await liveAsCrowd();
  annaBefore = await everythingOf("anna");
  crowdBefore = await everythingOf("crowd");
});

/** A call that names something, and the values that do. */
interface Attempt {
  call: (mine: Call) => Call;
  values: readonly string[];
}

let users = 0;

/** What a new user is answered, and then sees of everything, with the values that were sent blotted out. */
async function attempt(operation: OperationName, { call, values }: Attempt): Promise<string> {
  users += 1;
  const user = `bob-${users}`.padEnd(9, "-");
  begin("bob");
  const own = await settle(farthing.ledger(user), "Bob");
  const answer = await textOf(await send(user, operation, call(baseCalls[operation](own))));
  const seen = `${answer}\n${await everythingOf(user)}`;
  return values.reduce((text, value) => text.replaceAll(value, "…"), seen);
}

/** Holds a call that names what is Anna's to the same call that names what never was. */
async function expectNothingOf(operation: OperationName, theirs: Attempt, nobodys: Attempt): Promise<void> {
  const got = await attempt(operation, theirs);
  expect(got).toBe(await attempt(operation, nobodys));
  expect(got).not.toMatch(/Anna/);
  const marks = [...annas.transaction, ...annas.import, ...annas.undo, ...annas.cursor];
  expect(marks.filter((mark) => got.includes(mark))).toStrictEqual([]);
}

/** Headers beside those that matter: none, and what makes an operation look closer. */
function manners({ operation, places }: ServedOperation): readonly Call["headers"][] {
  const takesVersion = places.some(({ part, path }) => part === "headers" && path[0] === "If-Match");
  return [
    {},
    ...(takesVersion ? [{ "If-Match": '"1"' }] : []),
    ...(routes[operation as OperationName].gives === "job" ? [{ Accept: "application/x-ndjson" }] : []),
  ];
}

const placesOf = (document: OpenApiDocument) => listPlaces(document).flatMap(({ places }) => places);
const foreign = placesOf(document).filter((place) => kindOf(place) !== undefined);
const tried = new Map<string, number>();

describe("the places that can name something", () => {
  it("are all known for what they can name", () => {
    expect(foreign.filter((place) => kindOf(place) === "unknown").map(describePlace)).toStrictEqual([]);
    expect(foreign.length).toBeGreaterThan(60);
  });

  it.each([
    ["an id of another name", "goalId", { type: "string", pattern: "^[0-9A-Za-z._-]{1,64}$" }],
    ["a text of another name", "continueFrom", { type: "string" }],
    [
      "a list in an object",
      "links",
      { type: "object", properties: { to: { type: "array", items: { type: "string" } } } },
    ],
  ])("would not be passed over if there were a new one: %s", (_title, name, schema) => {
    const grown = structuredClone(document);
    const { content } = grown.paths["/v1/transactions"]?.post?.requestBody as {
      content: Record<string, { schema: { properties: object } }>;
    };
    Object.assign(content["application/json"]?.schema.properties ?? {}, { [name]: schema });
    expect(placesOf(grown).filter((place) => kindOf(place) === "unknown")).toHaveLength(1);
  });
});

describe.each(operationNames)("%s", (operation) => {
  const places = foreign.filter((place) => place.operation === operation);
  const ways = manners(servedAs(operation));

  afterEach(async () => {
    expect(await everythingOf("anna")).toBe(annaBefore);
  });

  it.each(places.map((place) => [describePlace(place), place] as const))(
    "tells nobody of what is another's, named in %s",
    async (_title, place) => {
      const kind = kindOf(place) as Kind;
      for (const value of valuesFor(kind, operation)) {
        const never = scramble(value, kind);
        for (const headers of ways) {
          const naming = (name: string): Attempt => ({
            call: (mine) => withValue({ ...mine, headers: { ...mine.headers, ...headers } }, place, name),
            values: [name],
          });
          await expectNothingOf(operation, naming(value), naming(never));
          tried.set(kind, (tried.get(kind) ?? 0) + 1);
        }
      }
    },
  );

  it("tells nobody of what another sent, sent again to the letter", async () => {
    const own = ownsOfAnna.get(operation) as Own;
    const repeating = (own: Own, key: string): Attempt => ({
      call: () => withKey(operation, baseCalls[operation](own), key),
      values: [key, ...ownIds.map(([name]) => own[name])],
    });
    const key = keyOfAnna(operation);
    await expectNothingOf(operation, repeating(own, key), repeating(scrambled(own), scramble(key, "key")));
    tried.set("whole request", (tried.get("whole request") ?? 0) + 1);
  });
});

it("a file with the ids of another's rows brings rows of one's own", async () => {
  const exported = await (await send("anna", "transactions.export", {})).text();
  const named = new Set(exported.match(/\d{8}-[0-9a-z]{16,26}/g));
  expect(named.size).toBeGreaterThan(20);
  const bringing = (file: string): Attempt => ({ call: () => ({ file }), values: [] });
  const renamed = [...named].reduce((text, id) => text.replaceAll(id, scramble(id, "transaction")), exported);
  const got = await attempt("imports.create", bringing(exported));
  const expected = await attempt("imports.create", bringing(renamed));
  const blot = (text: string) => text.replaceAll(/\d{8}-[0-9a-z]{16,26}/g, "…");
  expect(blot(got).split("\n", 1)).toStrictEqual(blot(expected).split("\n", 1));
  expect(JSON.parse(got.slice(got.indexOf("{"), got.indexOf("\n"))).created).toBe(named.size);
  expect(await everythingOf("anna")).toBe(annaBefore);
});

afterAll(async () => {
  const count = [...tried.values()].reduce((sum, each) => sum + each, 0);
  const kinds = [...tried].map(([kind, times]) => `${times} ${kind}`).join(", ");
  console.log(
    `Tried what is another's ${count} times in ${foreign.length} places of ${operationNames.length} operations: ${kinds}.`,
  );
  expect(await everythingOf("crowd")).toBe(crowdBefore);
});
