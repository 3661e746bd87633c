import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { createRequestListener } from "./create-request-listener.ts";
import { inProcess } from "./in-process.ts";

it("lets a client ask a listener of its own process, with answers and refusals as over a line", async () => {
  const { listener, close } = await createRequestListener();
  const credentials = { accessKeyId: "any", secretAccessKey: "any" };
  const client = new DynamoDB({
    endpoint: "http://nowhere.test",
    region: "local",
    credentials,
    ...inProcess(listener),
  });
  await client.createTable({
    TableName: "accounts",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  });
  const put = {
    Put: { TableName: "accounts", Item: { id: { S: "änn" } }, ConditionExpression: "attribute_not_exists(id)" },
  };
  await client.transactWriteItems({ TransactItems: [put] });
  expect((await client.getItem({ TableName: "accounts", Key: { id: { S: "änn" } } })).Item).toEqual({
    id: { S: "änn" },
  });
  await expect(client.transactWriteItems({ TransactItems: [put] })).rejects.toMatchObject({
    name: "TransactionCanceledException",
    CancellationReasons: [{ Code: "ConditionalCheckFailed" }],
  });
  client.destroy();
  await close();
});
