import database from "dynalite/db/index.js";

const bytesMax = 4 * 1024 * 1024;

/** Throws when the items of a transaction are more than 4 MB together. */
export const checkTransactionSize = (sizes: readonly number[]): void => {
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes <= bytesMax) return;
  throw database.validationError(
    `The aggregate size of the items in the transaction, ${bytes} bytes, exceeds the limit of ${bytesMax} bytes`,
  );
};
