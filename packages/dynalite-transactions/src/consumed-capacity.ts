/** Capacity units of a table and, where an index was written, of each of its indexes. */
export interface TableUnits {
  table: number;
  indexes: Record<string, { kind: "Local" | "Global"; units: number }>;
}

export type CapacityMode = "INDEXES" | "TOTAL" | "NONE";

/** Two units for every kilobyte begun, and for nothing as well. */
export const writeUnits = (bytes: number): number => 2 * Math.max(1, Math.ceil(bytes / 1024));

/** Two units for every four kilobytes begun, and for nothing as well. */
export const readUnits = (bytes: number): number => 2 * Math.max(1, Math.ceil(bytes / 4096));

/** The `ConsumedCapacity` of a transaction: one entry per table. */
export const consumedCapacity = (
  mode: CapacityMode | undefined,
  kind: "Read" | "Write",
  unitsOf: () => ReadonlyMap<string, TableUnits>,
): { ConsumedCapacity?: object[] } => {
  if (mode !== "INDEXES" && mode !== "TOTAL") return {};
  const units = (count: number) => ({ CapacityUnits: count, [`${kind}CapacityUnits`]: count });
  const ConsumedCapacity = [...unitsOf()].map(([TableName, { table, indexes }]) => {
    const entries = Object.entries(indexes);
    const sum = entries.reduce((total, [, index]) => total + index.units, table);
    if (mode === "TOTAL") return { TableName, ...units(sum) };
    const ofKind = (wanted: "Local" | "Global") => {
      const found = entries.filter(([, index]) => index.kind === wanted);
      return found.length === 0
        ? {}
        : {
            [`${wanted}SecondaryIndexes`]: Object.fromEntries(found.map(([name, index]) => [name, units(index.units)])),
          };
    };
    return { TableName, ...units(sum), Table: units(table), ...ofKind("Local"), ...ofKind("Global") };
  });
  return { ConsumedCapacity };
};
