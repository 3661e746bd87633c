import type { Ledger } from "@farthing/contract";
import { afterAll, afterEach, beforeAll, describe, expect } from "vitest";
import { describeBatches } from "./describe-batches.ts";
import { describeBulkChanges } from "./describe-bulk-changes.ts";
import { describeCategories } from "./describe-categories.ts";
import { describeCategoryDeletion } from "./describe-category-deletion.ts";
import { describeExports } from "./describe-exports.ts";
import { describeHistories } from "./describe-histories.ts";
import { describeImportUndo } from "./describe-import-undo.ts";
import { describeImports } from "./describe-imports.ts";
import { describeIsolation } from "./describe-isolation.ts";
import { describeLists } from "./describe-lists.ts";
import { describePaging } from "./describe-paging.ts";
import { describeReports } from "./describe-reports.ts";
import { describeRequests } from "./describe-requests.ts";
import { describeRetries } from "./describe-retries.ts";
import { describeRoundTrips } from "./describe-round-trips.ts";
import { describeSettings } from "./describe-settings.ts";
import { describeTexts } from "./describe-texts.ts";
import { describeTransactionChanges } from "./describe-transaction-changes.ts";
import { describeTransactions } from "./describe-transactions.ts";
import { describeUndo } from "./describe-undo.ts";
import type { LedgerHarness, OpenedLedgers } from "./ledger-harness.ts";
import type { Scene } from "./scene.ts";

const chapters: readonly ((scene: Scene) => void)[] = [
  describeRequests,
  describeSettings,
  describeCategories,
  describeCategoryDeletion,
  describeTransactions,
  describeTransactionChanges,
  describeTexts,
  describeBatches,
  describeBulkChanges,
  describeUndo,
  describeRetries,
  describeIsolation,
  describeLists,
  describePaging,
  describeReports,
  describeHistories,
  describeExports,
  describeImports,
  describeImportUndo,
  describeRoundTrips,
];

/**
 * What every way into a ledger must do, as vitest tests: the core over any store, a client over any server.
 * Each test takes users of its own, so one store serves them all, and ends with `maintenance.verify` finding nothing.
 * @param name says which way in this is.
 */
export function describeLedger(name: string, harness: LedgerHarness): void {
  describe(name, () => {
    let opened: OpenedLedgers | undefined;
    const ledgers: Ledger[] = [];

    const ways = () => {
      if (opened === undefined) throw new Error("The ledgers aren't open: they are only there while a test runs.");
      return opened;
    };
    const scene: Scene = {
      async user() {
        const ledger = await ways().user();
        ledgers.push(ledger);
        return ledger;
      },
      today: () => ways().today(),
      restart: () => ways().restart(),
    };

    beforeAll(async () => {
      opened = await harness.open();
    });
    afterEach(async () => {
      const found = await Promise.all(ledgers.splice(0).map((ledger) => ledger.maintenance.verify()));
      expect(found.flatMap(({ differences }) => differences)).toStrictEqual([]);
    });
    afterAll(() => opened?.close());

    for (const describeChapter of chapters) describeChapter(scene);
  });
}
