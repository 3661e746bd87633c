/** Ways in which a request to a service can go wrong though nothing is wrong with the request. */
export const faultKinds = [
  /** Refused because the service has too much to do. */
  "throttle",
  /** Answered with a failure of the service; half of the time it was carried out all the same. */
  "server error",
  /** Never arrives; the sender waits in vain. */
  "lost request",
  /** Carried out, but its answer never arrives. */
  "lost answer",
  /** Carried out, but the connection breaks in the middle of its answer. */
  "reset",
  /** Arrives twice and is carried out twice; the second answer is given. */
  "twice",
  /** Refused because another write has the same record in hand. */
  "conflict",
  /** A batch of which only a part is carried out. */
  "unprocessed",
  /** Carried out five seconds late. */
  "stall",
] as const;

export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  kind: FaultKind;
  /** 0 up to 1: decides where a fault can look one way or another. */
  lot: number;
}

/** The fault that the request of this number meets, counted from 0; the same each time it is asked. */
export type FaultPlan = (request: number) => Fault | undefined;

/** How many of the requests that can meet with a fault do so, each 0 … 1; together at most 1. One left out is 0. */
export type FaultRates = Readonly<Partial<Record<FaultKind, number>>>;

/** Spreads a whole number evenly over 0 up to 1. */
function spread(number: number): number {
  let mixed = number >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

function check(rates: FaultRates): void {
  for (const [kind, rate] of Object.entries(rates)) {
    if (!(faultKinds as readonly string[]).includes(kind)) {
      throw new RangeError(`There is no fault "${kind}": choose among ${faultKinds.join(", ")}.`);
    }
    if (!(rate >= 0 && rate <= 1)) throw new RangeError(`The rate of "${kind}" is ${rate}: give one from 0 to 1.`);
  }
  const sum = Object.values(rates).reduce((total, rate) => total + rate, 0);
  if (sum > 1)
    throw new RangeError(`The rates of all faults come to ${sum}: a request meets one at most, so give less.`);
}

/**
 * Faults by lot: which request meets which follows from the seed and the rates alone, not from what became of others.
 * @param seed a whole number.
 * @throws RangeError when a rate isn't one.
 */
export function planFaults({ seed, rates }: { seed: number; rates: FaultRates }): FaultPlan {
  check(rates);
  const begin = Math.floor(spread(seed) * 2 ** 32);
  const draw = (place: number) => spread(begin + Math.imul(place + 1, 0x9e3779b9));
  return (request) => {
    let left = draw(2 * request);
    for (const kind of faultKinds) {
      left -= rates[kind] ?? 0;
      if (left < 0) return { kind, lot: draw(2 * request + 1) };
    }
    return undefined;
  };
}
