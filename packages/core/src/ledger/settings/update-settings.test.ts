import { describe, expect, it } from "vitest";
import { fixedContext } from "../../../test/fixed-context.ts";
import { createFarthing } from "../../create-farthing.ts";

const coffee = { date: "2026-03-05", type: "expense", amount: 410, description: "Coffee" } as const;
const opened = () => createFarthing(fixedContext()).ledger("me");

describe("changing the settings", () => {
  it("changes what is sent, one version on, and nothing where nothing differs", async () => {
    const ledger = opened();
    const changed = await ledger.settings.update({ weekStart: 1, monthlySavingsTarget: 500 });
    expect(changed).toMatchObject({ weekStart: 1, monthlySavingsTarget: 500, currency: "USD", version: 2 });
    expect(await ledger.settings.update({ weekStart: 1 })).toEqual(changed);
    expect(await ledger.settings.update({})).toEqual(changed);
    expect(await ledger.settings.update({ monthlySavingsTarget: null })).toMatchObject({
      monthlySavingsTarget: null,
      version: 3,
    });
  });

  it("changes the currency freely while there is no transaction, or none any more", async () => {
    const ledger = opened();
    expect(await ledger.settings.update({ currency: "JPY" })).toMatchObject({ currency: "JPY" });
    const { id } = await ledger.transactions.create(coffee);
    await ledger.transactions.delete({ id });
    expect(await ledger.settings.update({ currency: "KWD" })).toMatchObject({ currency: "KWD" });
  });

  it("later only to one with as many decimals", async () => {
    const ledger = opened();
    await ledger.transactions.create(coffee);
    await expect(ledger.settings.update({ currency: "JPY", weekStart: 1 })).rejects.toMatchObject({
      code: "currency_in_use",
    });
    expect(await ledger.settings.get()).toMatchObject({ currency: "USD", weekStart: 0, version: 1 });
    expect(await ledger.settings.update({ currency: "EUR" })).toMatchObject({ currency: "EUR", version: 2 });
  });
});
