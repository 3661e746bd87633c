import { FarthingError, type Settings, type SettingsChange } from "@farthing/contract";
import { currencyDecimals } from "../../money/currencies.ts";
import { changed } from "../changed.ts";
import type { Context } from "../context.ts";
import { hasTransactions } from "../has-transactions.ts";
import { loadSmall } from "../small.ts";
import { expectVersion } from "../versioned.ts";
import { type Written, write } from "../write.ts";
import { getSettings } from "./get-settings.ts";
import { showSettings } from "./show-settings.ts";

/** Amounts are whole minor units, so a currency of other decimals would turn them into other amounts. */
async function refuseOtherDecimals(context: Context, from: string, to: string): Promise<void> {
  if (currencyDecimals(from) === currencyDecimals(to) || !(await hasTransactions(context))) return;
  throw new FarthingError(
    "currency_in_use",
    `There are transactions in ${from}, which has ${currencyDecimals(from)} decimals; ${to} has ${currencyDecimals(to)}. Choose one with as many, or begin a new ledger.`,
  );
}

export function updateSettings(context: Context, input: SettingsChange): Promise<Written<Settings>> {
  return write(context, {
    path: "",
    input,
    async plan() {
      const { settings } = await loadSmall(context);
      expectVersion(context.options.ifVersion, settings, () => showSettings(settings));
      const after = changed(settings, input);
      if (after !== settings) await refuseOtherDecimals(context, settings.currency, after.currency);
      return {
        changes: after === settings ? [] : [{ op: "put", record: after, expect: settings.version }],
        value: showSettings(after),
        answer: { record: { kind: "settings", id: "settings" } },
      };
    },
    recall: () => getSettings(context),
  });
}
