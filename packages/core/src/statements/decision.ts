/** A cell that something was told from. */
export interface Example {
  cell: string;
  line: number;
}

/** Examples of one kind: the first, and how many there were. */
export interface Counted extends Example {
  count: number;
}

/** Something told from the content of a file. */
export interface Decision<Chosen> {
  chosen: Chosen;
  /** What in this file speaks for it, in words. */
  evidence: string;
  /** True when it could as well be otherwise. */
  assumed: boolean;
}

export const asAsked = <Chosen>(chosen: Chosen): Decision<Chosen> => ({
  chosen,
  evidence: "As asked for",
  assumed: false,
});

/** One example more of its kind. */
export function countExample(counted: Counted | undefined, cell: string, line: number): Counted {
  if (counted === undefined) return { cell, line, count: 1 };
  counted.count += 1;
  return counted;
}
