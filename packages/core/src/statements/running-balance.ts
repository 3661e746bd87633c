const STEPS_MIN = 3;
/** A row or two out of order mustn't hide a balance. */
const SHARE = 0.9;

type Fit = (difference: number, before: number, here: number) => boolean;

/** The balance behind each change: oldest row first, newest row first. */
const behind: readonly Fit[] = [
  (difference, _before, here) => difference === here,
  (difference, before) => -difference === before,
];

/** The balance before each change. It can't tell what is in from what is out, for the rows may as well be in the other order. */
const before: readonly Fit[] = [
  (difference, before) => difference === before,
  (difference, _before, here) => -difference === here,
];

function fitsOne(fits: readonly Fit[], balance: readonly number[], change: readonly number[]): boolean {
  const counts = fits.map(() => 0);
  let steps = 0;
  for (let row = 1; row < balance.length; row += 1) {
    const difference = (balance[row] as number) - (balance[row - 1] as number);
    const [changeBefore, changeHere] = [change[row - 1] as number, change[row] as number];
    if (Number.isNaN(difference + changeBefore + changeHere)) continue;
    steps += 1;
    for (const [index, fit] of fits.entries())
      if (fit(difference, changeBefore, changeHere)) counts[index] = (counts[index] as number) + 1;
  }
  return steps >= STEPS_MIN && counts.some((count) => count >= steps * SHARE);
}

/**
 * Whether `balance` is what `change` adds up to, row by row: its difference to the row above or below is that row's change.
 * Numbers in the same unit, NaN for none.
 */
export const isBalanceBehind = (balance: readonly number[], change: readonly number[]): boolean =>
  fitsOne(behind, balance, change);

/** The same, also where the balance is the one before the change. */
export const isRunningBalance = (balance: readonly number[], change: readonly number[]): boolean =>
  fitsOne([...behind, ...before], balance, change);
