/** What a spreadsheet runs instead of showing, and the guard itself. */
const risky = "[=+\\-@\\t\\r＝＋－＠']";
const unguarded = new RegExp(`^${risky}`);
const guarded = new RegExp(`^'${risky}`);

/** Puts a `'` before text that a spreadsheet would run. */
export const guardFormula = (text: string): string => (unguarded.test(text) ? `'${text}` : text);

/** Takes off what {@link guardFormula} put there, and nothing else. */
export const unguardFormula = (text: string): string => (guarded.test(text) ? text.slice(1) : text);
