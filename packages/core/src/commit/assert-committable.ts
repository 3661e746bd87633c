import type { Change } from "../ports/ledger-store.ts";
import { COMMIT_WEIGHT_MAX, weigh } from "./weigh.ts";

type Named = { group: string; name: string };

function whatItNames(change: Change): Named {
  switch (change.op) {
    case "put": {
      const { record } = change;
      if (record.kind === "month") return { group: "month", name: record.month };
      return { group: record.kind === "gone" ? "transaction" : record.kind, name: record.id };
    }
    case "delete":
    case "check":
      return { group: change.kind, name: change.id };
    case "add":
      return { group: "month", name: change.month };
    case "mark":
    case "unmark":
      return { group: change.work, name: change.on };
  }
}

/**
 * What every store asks of a commit before anything happens.
 * @throws RangeError when the changes weigh more than {@link COMMIT_WEIGHT_MAX}, or two name the same record, month or mark.
 */
export function assertCommittable(changes: readonly Change[]): void {
  const weight = weigh(changes);
  if (weight > COMMIT_WEIGHT_MAX) {
    throw new RangeError(
      `The changes weigh ${weight}, more than the ${COMMIT_WEIGHT_MAX} of one commit: make them in several.`,
    );
  }
  const groups = new Map<string, Set<string>>();
  for (const change of changes) {
    const { group, name } = whatItNames(change);
    const names = groups.get(group);
    if (names === undefined) groups.set(group, new Set([name]));
    else if (names.has(name))
      throw new RangeError(`Two changes of one commit name the ${group} ${name}: make them one.`);
    else names.add(name);
  }
}
