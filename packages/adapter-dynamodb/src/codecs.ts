import type { Value } from "./item.ts";

/** How one member of a record is kept in an attribute. */
export interface Codec<Member> {
  /** `undefined` where the attribute is left out. @throws RangeError for what can't be kept. */
  write(member: Member): Value | undefined;
  /** What an attribute says, left out or not; `undefined` where it says nothing that was ever written. */
  read(stored: unknown): Member | undefined;
}

export const text: Codec<string> = {
  write: (member) => member,
  read: (stored) => (typeof stored === "string" ? stored : undefined),
};

/** A text, left out where it is what it mostly is. */
export const textOr = <Absent extends string | null>(absent: Absent): Codec<string | Absent> => ({
  write: (member) => (member === absent ? undefined : (member as string)),
  read: (stored) => (stored === undefined ? absent : text.read(stored)),
});

export function assertSafe(number: number): number {
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError(`The store keeps whole numbers up to 9 007 199 254 740 991, not ${number}.`);
}

export const whole: Codec<number> = {
  write: assertSafe,
  read: (stored) => (typeof stored === "number" && Number.isSafeInteger(stored) ? stored : undefined),
};

export const wholeOrNull: Codec<number | null> = {
  write: (member) => (member === null ? undefined : assertSafe(member)),
  read: (stored) => (stored === undefined ? null : whole.read(stored)),
};

/** Left out where it is false. */
export const flag: Codec<boolean> = {
  write: (member) => member || undefined,
  read: (stored) => (stored === undefined ? false : stored === true ? true : undefined),
};

/** Left out where there are none. */
export const texts: Codec<readonly string[]> = {
  write: (member) => (member.length === 0 ? undefined : [...member]),
  read(stored) {
    if (stored === undefined) return [];
    return Array.isArray(stored) && stored.every((one) => typeof one === "string") ? stored : undefined;
  },
};

/** One of a few words, kept as a letter each. */
export function oneOf<Word extends string>(letters: Readonly<Record<Word, string>>): Codec<Word> {
  const words = Object.keys(letters) as Word[];
  return {
    write: (member) => letters[member],
    read: (stored) => words.find((word) => letters[word] === stored),
  };
}

/** Anything that JSON can say. */
export const json = <Member>(isRight: (value: unknown) => value is Member): Codec<Member> => ({
  write: (member) => JSON.stringify(member),
  read(stored) {
    if (typeof stored !== "string") return undefined;
    try {
      const value: unknown = JSON.parse(stored);
      return isRight(value) ? value : undefined;
    } catch {
      return undefined;
    }
  },
});
