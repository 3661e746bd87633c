import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTable, type LocalTable, openTable } from "../test/local-table.ts";

let table: LocalTable;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table.close());

const update = (AttributeName: string, Enabled: boolean, TableName = "things") =>
  table.client.updateTimeToLive({ TableName, TimeToLiveSpecification: { AttributeName, Enabled } });

const describeIt = async (TableName = "things") =>
  (await table.client.describeTimeToLive({ TableName })).TimeToLiveDescription;

describe("time to live", () => {
  it("is described as it was set", async () => {
    expect(await describeIt()).toEqual({ TimeToLiveStatus: "DISABLED" });
    expect((await update("expires", true)).TimeToLiveSpecification).toEqual({
      AttributeName: "expires",
      Enabled: true,
    });
    expect(await describeIt()).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expires" });
    await update("expires", false);
    expect(await describeIt()).toEqual({ TimeToLiveStatus: "DISABLED" });
  });

  it("can't be set to what it is, nor disabled by another name", async () => {
    await expect(update("expires", false)).rejects.toThrow("TimeToLive is already disabled");
    await update("expires", true);
    await expect(update("expires", true)).rejects.toThrow("TimeToLive is already enabled");
    await expect(update("other", false)).rejects.toThrow(
      "TimeToLive is active on a different AttributeName: current AttributeName is expires",
    );
  });

  it("belongs to a table, and goes with it alone", async () => {
    await createTable(table.client, "short");
    await createTable(table.client, "shorter");
    await update("a", true, "short");
    await update("b", true, "shorter");
    await table.client.deleteTable({ TableName: "short" });
    await expect(describeIt("short")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(update("a", true, "nowhere")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await createTable(table.client, "short");
    expect(await describeIt("short")).toEqual({ TimeToLiveStatus: "DISABLED" });
    expect(await describeIt("shorter")).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "b" });
  });

  it("needs an attribute and a decision", async () => {
    await expect(
      table.client.updateTimeToLive({ TableName: "things", TimeToLiveSpecification: undefined }),
    ).rejects.toThrow(/'timeToLiveSpecification' failed to satisfy constraint: Member must not be null/);
    await expect(update("", true)).rejects.toThrow(/'timeToLiveSpecification.attributeName' failed to satisfy/);
  });
});
