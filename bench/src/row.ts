/** One line of the table: what was measured, what it should come to and what it came to. */
export interface Row {
  number: string;
  what: string;
  goal: string;
  reached: string;
  /** Reached over goal, so that 1 is the goal and less is better; for the chart. */
  share: number;
}

const figure = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** A row whose figure should be at most `goal`. */
export const atMost = (number: string, what: string, value: number, goal: number, unit: string): Row => ({
  number,
  what,
  goal: `<= ${goal} ${unit}`,
  reached: `${figure(value)} ${unit}`,
  share: value / goal,
});

/** A row whose figure should be at least `goal`. */
export const atLeast = (number: string, what: string, value: number, goal: number, unit: string): Row => ({
  number,
  what,
  goal: `>= ${goal} ${unit}`,
  reached: `${figure(value)} ${unit}`,
  share: goal / value,
});
