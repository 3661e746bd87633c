/** How many rows are looked at, and how many steps must fit before it counts as proof. */
const ROWS_MAX = 300;
const STEPS_MIN = 3;
/** A row or two out of order mustn't hide a balance. */
const SHARE = 0.9;

/**
 * Whether `balance` is what `change` adds up to: in each row the difference to the row before (or, newest first, behind) is
 * that row's change. Also where the balance is the one before the change. Numbers in minor units, NaN for none.
 */
export function isRunningBalance(balance: readonly number[], change: readonly number[]): boolean {
  const rows = Math.min(balance.length, change.length, ROWS_MAX);
  const fits = [0, 0, 0, 0];
  let steps = 0;
  for (let row = 1; row < rows; row += 1) {
    const [before, here] = [balance[row - 1] as number, balance[row] as number];
    const [changeBefore, changeHere] = [change[row - 1] as number, change[row] as number];
    if (Number.isNaN(before + here + changeBefore + changeHere)) continue;
    steps += 1;
    const difference = here - before;
    if (difference === changeHere) (fits[0] as number)++;
    if (-difference === changeBefore) (fits[1] as number)++;
    if (difference === changeBefore) (fits[2] as number)++;
    if (-difference === changeHere) (fits[3] as number)++;
  }
  return steps >= STEPS_MIN && fits.some((count) => count >= steps * SHARE);
}
