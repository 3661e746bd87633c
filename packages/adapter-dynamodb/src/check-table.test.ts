import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { FarthingError } from "@farthing/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listenIn } from "../test/listen-in.ts";
import { type LocalTables, openLocalTables } from "../test/local-tables.ts";
import { swiftClock } from "../test/swift-clock.ts";
import { checkTable } from "./check-table.ts";
import { createDynamoDbStore } from "./create-dynamodb-store.ts";
import { createTable } from "./create-table.ts";
import { tableDefinition } from "./table-definition.ts";

let tables: LocalTables;
let client: DynamoDBClient;
beforeAll(async () => {
  tables = await openLocalTables({ createTableMs: 20 });
  client = tables.client();
});
afterAll(() => tables.close());

const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "nothing wrong",
    (error: Error) => error.message,
  );

/** A client whose every request fails. */
function failingClient(error: object): DynamoDBClient {
  const failing = tables.client();
  listenIn(failing, async () => {
    throw Object.assign(new Error("not today"), error);
  });
  return failing;
}

describe("tableDefinition", () => {
  it("is a table of two keys, on demand, without an index, from which what has expired is removed", () => {
    expect(tableDefinition("ledgers")).toEqual({
      table: {
        TableName: "ledgers",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
          { AttributeName: "PK", AttributeType: "S" },
          { AttributeName: "SK", AttributeType: "S" },
        ],
        KeySchema: [
          { AttributeName: "PK", KeyType: "HASH" },
          { AttributeName: "SK", KeyType: "RANGE" },
        ],
      },
      timeToLive: { TableName: "ledgers", TimeToLiveSpecification: { AttributeName: "x", Enabled: true } },
    });
  });
});

describe("createTable", () => {
  it("makes a table that is right, and leaves one that is there as it is", async () => {
    expect(await messageOf(checkTable({ client, tableName: "made" }))).toContain("There is no DynamoDB table made");
    await createTable({ client, tableName: "made", random: () => 0 });
    await checkTable({ client, tableName: "made" });
    await createTable({ client, tableName: "made", random: () => 0 });
    await checkTable({ client, tableName: "made" });
  });

  it("waits until the table is ready, however many make it at once", async () => {
    const makers = [1, 2, 3].map(() => createTable({ client, tableName: "raced", random: () => 0.1 }));
    await Promise.all(makers);
    await checkTable({ client, tableName: "raced" });
  });

  it("turns on time to live where it was off", async () => {
    await client.send(new CreateTableCommand(tableDefinition("lasting").table));
    await createTable({ client, tableName: "lasting", random: () => 0 });
    await checkTable({ client, tableName: "lasting" });
  });

  it("says so when the table never becomes ready", async () => {
    const slow = tables.client();
    listenIn(slow, async ({ operation }, send) => {
      const answer = await send();
      return operation === "DescribeTable"
        ? { ...answer, Table: { ...(answer.Table as object), TableStatus: "CREATING" } }
        : answer;
    });
    expect(await messageOf(createTable({ client: slow, tableName: "slow", ...swiftClock() }))).toBe(
      "The DynamoDB table slow is not ready (CREATING): try again in a minute.",
    );
  });
});

describe("checkTable", () => {
  const make = async (input: Partial<CreateTableCommandInput> & { TableName: string }) => {
    await client.send(new CreateTableCommand({ ...tableDefinition(input.TableName).table, ...input }));
    const { timeToLive } = tableDefinition(input.TableName);
    return timeToLive;
  };

  it("says when there is no such table", async () => {
    expect(await messageOf(checkTable({ client, tableName: "nowhere" }))).toBe(
      "There is no DynamoDB table nowhere in this region and account: create it with createTable, or name the right table and region.",
    );
  });

  it("says when the table has other keys", async () => {
    await make({
      TableName: "foreign",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "N" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    });
    expect(await messageOf(checkTable({ client, tableName: "foreign" }))).toBe(
      "The DynamoDB table foreign has the keys id (HASH, N), not PK (HASH, S) and SK (RANGE, S): choose another table.",
    );
  });

  it("says when what has expired isn't removed, or another attribute tells it", async () => {
    const timeToLive = await make({ TableName: "eternal" });
    await createTableIsReady("eternal");
    const sentence =
      "The DynamoDB table eternal doesn't remove what has expired: turn on time to live for the attribute x, as createTable does.";
    expect(await messageOf(checkTable({ client, tableName: "eternal" }))).toBe(sentence);
    await client.send(
      new UpdateTimeToLiveCommand({
        ...timeToLive,
        TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      }),
    );
    expect(await messageOf(checkTable({ client, tableName: "eternal" }))).toBe(sentence);
  });

  /** Asks until the table is no longer being made. */
  async function createTableIsReady(tableName: string): Promise<void> {
    while ((await messageOf(checkTable({ client, tableName }))).includes("CREATING"));
  }
});

describe("what goes wrong with the table for good", () => {
  const sentences: readonly [string, object, string][] = [
    [
      "no such table",
      { name: "ResourceNotFoundException", $metadata: { httpStatusCode: 400 } },
      "There is no DynamoDB table ledgers in this region and account: create it with createTable, or name the right table and region.",
    ],
    [
      "credentials that may not",
      { name: "AccessDeniedException", $metadata: { httpStatusCode: 400 } },
      "These AWS credentials may not use the DynamoDB table ledgers: allow the actions that iamActions lists (not today).",
    ],
    ...[
      "UnrecognizedClientException",
      "InvalidSignatureException",
      "ExpiredTokenException",
      "CredentialsProviderError",
    ].map((name): [string, object, string] => [
      name,
      { name },
      "AWS doesn't take the credentials for the DynamoDB table ledgers: give it valid ones (not today).",
    ]),
    [
      "a request that is wrong",
      { name: "ValidationException", $metadata: { httpStatusCode: 400 } },
      "DynamoDB refused a request to the table ledgers: see whether checkTable finds a fault of the table (ValidationException: not today).",
    ],
  ];

  it.each(sentences)("is told in one sentence, and is no answer to a user: %s", async (_, error, sentence) => {
    const failing = failingClient(error);
    const store = createDynamoDbStore({ client: failing, tableName: "ledgers" });
    const thrown: unknown = await store.getSmall("me").catch((caught: unknown) => caught);
    expect(FarthingError.is(thrown)).toBe(false);
    expect(thrown).toMatchObject({ message: sentence, cause: error });
    expect(await messageOf(store.commit("me", [{ op: "mark", work: "recurring", on: "2026-11-05" }]))).toBe(sentence);
    expect(await messageOf(checkTable({ client: failing, tableName: "ledgers" }))).toBe(sentence);
    expect(await messageOf(createTable({ client: failing, tableName: "ledgers" }))).toBe(sentence);
  });

  it("is told of a client that doesn't know its region", async () => {
    const lost = tables.client({ region: () => Promise.reject<string>(new Error("Region is missing")) });
    expect(await messageOf(checkTable({ client: lost, tableName: "ledgers" }))).toBe(
      "It isn't known in which region the DynamoDB table ledgers is: give the client a region, or set AWS_REGION.",
    );
  });

  it("is unavailable while DynamoDB can't be reached", async () => {
    const failing = failingClient({ code: "ECONNREFUSED" });
    await expect(checkTable({ client: failing, tableName: "ledgers" })).rejects.toMatchObject({ code: "unavailable" });
  });
});
