import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { add, connect, createTable, key, openTable, put, S } from "../test/local-table.ts";
import { createRequestListener, startDynamoDb } from "./index.ts";

const send = (port: number, headers: Record<string, string>, body: string) =>
  new Promise<{ status: number | undefined; text: string; headers: object }>((resolve, reject) => {
    const sent = request({ port, host: "127.0.0.1", method: "POST", headers }, async (response) => {
      const chunks = await response.toArray();
      resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString(), headers: response.headers });
    });
    sent.on("error", reject).end(body);
  });

const headersOf = (operation: string) => ({
  "x-amz-target": `DynamoDB_20120810.${operation}`,
  "content-type": "application/x-amz-json-1.0",
  authorization: "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=f, Signature=g",
  "x-amz-date": "20261122T000000Z",
});

describe("startDynamoDb", () => {
  it("takes a free port of this machine alone", async () => {
    const one = await startDynamoDb();
    const other = await startDynamoDb();
    expect(one.endpoint).toBe(`http://127.0.0.1:${one.port}`);
    expect(other.port).not.toBe(one.port);
    await Promise.all([one.close(), other.close()]);
  });

  it("keeps databases in memory apart", async () => {
    const [one, other] = await Promise.all([openTable(), openTable()]);
    await one.transact(put(key("a")));
    expect(await other.get("a")).toBeUndefined();
    await Promise.all([one.close(), other.close()]);
  });

  it("answers what it was asked before it closes, takes nothing new, and can be closed twice", async () => {
    const table = await openTable();
    const { port } = table.database;
    const body = JSON.stringify({ TransactItems: [put(key("a"))] });
    const asking = request({
      port,
      host: "127.0.0.1",
      method: "POST",
      headers: { ...headersOf("TransactWriteItems"), expect: "100-continue", "content-length": body.length },
    });
    asking.flushHeaders();
    await once(asking, "continue");
    const closing = table.close();
    await expect(send(port, headersOf("ListTables"), "{}")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    asking.end(body);
    const [response] = await once(asking, "response");
    expect(response.statusCode).toBe(200);
    expect(response.headers.connection).toBe("close");
    response.resume();
    await closing;
    await table.database.close();
  });

  it.each([
    [{ port: -1 }, "port has to be a whole number from 0 to 65535, but is -1."],
    [{ transactionMs: 0.5 }, "transactionMs has to be a whole number from 0 to 2147483647, but is 0.5."],
    [{ createTableMs: Number.NaN }, "createTableMs has to be a whole number from 0 to 2147483647, but is NaN."],
    [{ onConflict: "ignore" as never }, 'onConflict has to be "wait" or "reject", but is "ignore".'],
    [{ path: "" }, "path has to name a folder; leave it out to keep everything in memory."],
    [{ host: "" }, "host has to be an address or a name; leave it out for 127.0.0.1."],
  ])("refuses %j", async (options, message) => {
    await expect(startDynamoDb(options)).rejects.toThrow(message);
  });
});

describe("createRequestListener", () => {
  it("serves from a server of one's own", async () => {
    const { listener, close } = await createRequestListener({ onConflict: "reject" });
    const server = createServer(listener).listen(0, "127.0.0.1");
    await once(server, "listening");
    const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await createTable(client, "things");
    await client.transactWriteItems({ TransactItems: [add("a", 1)] });
    await client.putItem({ TableName: "things", Item: key("b") });
    expect((await client.scan({ TableName: "things" })).Count).toBe(2);
    client.destroy();
    server.close();
    await close();
  });
});

describe("a request", () => {
  it("is answered as dynalite answers its own", async () => {
    const database = await startDynamoDb();
    const answers = async (headers: Record<string, string>, body: string) => {
      const { status, text } = await send(database.port, headers, body);
      return { status, body: JSON.parse(text) };
    };
    const { authorization: _, ...unsigned } = headersOf("TransactGetItems");
    for (const operation of ["TransactGetItems", "GetItem"]) {
      const headers = { ...unsigned, "x-amz-target": `DynamoDB_20120810.${operation}` };
      expect(await answers(headers, "{}")).toEqual({
        status: 400,
        body: {
          __type: "com.amazon.coral.service#MissingAuthenticationTokenException",
          message: "Request is missing Authentication Token",
        },
      });
      expect(await answers(headersOf(operation), "{")).toEqual({
        status: 400,
        body: { __type: "com.amazon.coral.service#SerializationException" },
      });
    }
    const { headers } = await send(database.port, headersOf("TransactGetItems"), '{"TransactItems":[]}');
    expect(headers).toMatchObject({
      "content-type": "application/x-amz-json-1.0",
      "x-amz-crc32": expect.stringMatching(/^\d+$/),
      "x-amzn-requestid": expect.any(String),
    });
    await database.close();
  });

  it("of more than 16 MB is too large", async () => {
    const database = await startDynamoDb();
    const { status } = await send(database.port, headersOf("TransactWriteItems"), " ".repeat(16 * 1024 * 1024 + 1));
    expect(status).toBe(413);
    await database.close();
  });

  it("whose sender goes away harms nobody", async () => {
    const table = await openTable();
    for (const operation of ["TransactWriteItems", "PutItem"]) {
      const half = request({
        port: table.database.port,
        host: "127.0.0.1",
        method: "POST",
        headers: { ...headersOf(operation), expect: "100-continue", "content-length": 1000 },
      });
      half.on("error", () => {});
      half.flushHeaders();
      await once(half, "continue");
      half.write('{"TableName":');
      half.destroy();
    }
    await table.transact(put({ ...key("a"), text: S("still here") }));
    expect(await table.get("a")).toEqual({ ...key("a"), text: S("still here") });
    await table.close();
  });
});
