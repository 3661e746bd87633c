import { describe, expect, it } from "vitest";
import { expectFaults } from "./expect-faults.ts";
import { expectRefusal } from "./expect-refusal.ts";
import type { Scene } from "./scene.ts";

const fresh = {
  currency: "USD",
  locale: "en-US",
  timeZone: "UTC",
  weekStart: 0,
  monthlySavingsTarget: null,
  version: 1,
} as const;

const coffee = { date: "2026-03-05", type: "expense", amount: 410, description: "Coffee" } as const;

export function describeSettings({ user }: Scene): void {
  describe("settings", () => {
    it("start as US dollars, American English and UTC, with weeks from Sunday and no savings target", async () => {
      const ledger = await user();
      expect(await ledger.settings.get()).toStrictEqual(fresh);
    });

    it("change in the members that are sent, and in no other", async () => {
      const ledger = await user();
      const changed = await ledger.settings.update({ locale: "de-DE", weekStart: 1 });
      expect(changed).toStrictEqual({ ...fresh, locale: "de-DE", weekStart: 1, version: 2 });
      expect(await ledger.settings.get()).toStrictEqual(changed);
    });

    it("can all be changed at once", async () => {
      const ledger = await user();
      const all = {
        currency: "KWD",
        locale: "ar-KW",
        timeZone: "Asia/Kuwait",
        weekStart: 6,
        monthlySavingsTarget: 1_000_000_000_000,
      };
      expect(await ledger.settings.update(all)).toStrictEqual({ ...all, version: 2 });
    });

    it("keep their version when nothing changes", async () => {
      const ledger = await user();
      expect(await ledger.settings.update({})).toStrictEqual(fresh);
      expect(await ledger.settings.update({ currency: "USD", weekStart: 0, monthlySavingsTarget: null })).toStrictEqual(
        fresh,
      );
    });

    it("lose their savings target to null", async () => {
      const ledger = await user();
      await ledger.settings.update({ monthlySavingsTarget: 50_000 });
      expect(await ledger.settings.update({ monthlySavingsTarget: null })).toStrictEqual({ ...fresh, version: 3 });
    });

    it("refuse null for every other member", async () => {
      const ledger = await user();
      for (const member of ["currency", "locale", "timeZone", "weekStart"]) {
        await expectFaults(ledger.settings.update({ [member]: null }), { [`/${member}`]: "wrong_type" });
      }
      expect(await ledger.settings.get()).toStrictEqual(fresh);
    });

    it("name every fault of a request and then change nothing", async () => {
      const ledger = await user();
      await expectFaults(
        ledger.settings.update({
          currency: "usd",
          locale: "not a locale",
          timeZone: "Atlantis/Capital",
          weekStart: 7,
          monthlySavingsTarget: 0,
        }),
        {
          "/currency": "unknown_currency",
          "/locale": "unknown_locale",
          "/timeZone": "unknown_time_zone",
          "/weekStart": "too_large",
          "/monthlySavingsTarget": "too_small",
        },
      );
      expect(await ledger.settings.get()).toStrictEqual(fresh);
    });

    it("change their currency freely while there is no transaction", async () => {
      const ledger = await user();
      expect((await ledger.settings.update({ currency: "JPY" })).currency).toBe("JPY");
      expect((await ledger.settings.update({ currency: "KWD" })).currency).toBe("KWD");
    });

    it("change their currency beside transactions only to one with the same decimals", async () => {
      const ledger = await user();
      await ledger.transactions.create(coffee);
      expect((await ledger.settings.update({ currency: "HUF" })).currency).toBe("HUF");
      await expectRefusal(ledger.settings.update({ currency: "JPY", weekStart: 1 }), "currency_in_use");
      await expectRefusal(ledger.settings.update({ currency: "KWD" }), "currency_in_use");
      expect(await ledger.settings.get()).toStrictEqual({ ...fresh, currency: "HUF", version: 2 });
    });

    it("change their currency freely again once the last transaction is deleted", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(coffee);
      await ledger.transactions.delete({ id });
      expect((await ledger.settings.update({ currency: "JPY" })).currency).toBe("JPY");
    });

    it("change under ifVersion only at that version, or one of several", async () => {
      const ledger = await user();
      const second = await ledger.settings.update({ weekStart: 1 }, { ifVersion: 1 });
      const { current } = await expectRefusal(
        ledger.settings.update({ weekStart: 2 }, { ifVersion: 1 }),
        "version_mismatch",
      );
      expect(current).toStrictEqual(second);
      expect((await ledger.settings.update({ weekStart: 2 }, { ifVersion: [1, 2] })).version).toBe(3);
    });

    it("take changes of different members that race, each whole", async () => {
      const ledger = await user();
      await Promise.all([
        ledger.settings.update({ locale: "fr-FR" }),
        ledger.settings.update({ timeZone: "Europe/Paris" }),
        ledger.settings.update({ weekStart: 1 }),
      ]);
      expect(await ledger.settings.get()).toStrictEqual({
        ...fresh,
        locale: "fr-FR",
        timeZone: "Europe/Paris",
        weekStart: 1,
        version: 4,
      });
    });
  });
}
