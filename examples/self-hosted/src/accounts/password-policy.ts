import { commonWords } from "./common-words.ts";

export const passwordCharacters = { min: 12, max: 128 } as const;

export type PasswordFault = "too_short" | "too_long" | "personal" | "common";

export const passwordFaults: Readonly<Record<PasswordFault, string>> = {
  too_short: `Use ${passwordCharacters.min} characters or more.`,
  too_long: `Use at most ${passwordCharacters.max} characters.`,
  personal: "Use something other than your name or email.",
  common: "Many people use passwords like this one; a few words that don't belong together are better.",
};

/** Fewer parts than this can be told in a moment by whoever guesses with lists. */
const partsMin = 5;
const runMin = 3;
const runs = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "qwertzuiop",
  "azertyuiop",
];
const everyRun = runs.flatMap((run) => [run, [...run].reverse().join("")]);
const lookAlikes: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};

const folded = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const lettered = (text: string) => [...text].map((character) => lookAlikes[character] ?? character).join("");

function repeatingUnit(text: string): string {
  const length = (text + text).indexOf(text, 1);
  return text.slice(0, length);
}

function lengthOfRun(text: string, start: number): number {
  let longest = 1;
  while (text[start + longest] === text[start]) longest += 1;
  for (const run of everyRun) {
    const at = run.indexOf(text[start] as string);
    let length = 1;
    while (at >= 0 && at + length < run.length && text[start + length] === run[at + length]) length += 1;
    longest = Math.max(longest, length);
  }
  return longest;
}

/** In how few parts a text can be told, where a word of the list, a run or a year counts as one and any other character as one. */
function countParts(text: string, words: readonly string[]): number {
  const letters = lettered(text);
  const fewest: number[] = [0];
  for (let start = 0; start < text.length; start += 1) {
    const parts = (fewest[start] as number) + 1;
    const reach = (length: number) => {
      fewest[start + length] = Math.min(fewest[start + length] ?? Number.POSITIVE_INFINITY, parts);
    };
    reach(1);
    const run = lengthOfRun(text, start);
    for (let length = runMin; length <= run; length += 1) reach(length);
    if (/^(?:19|20)\d\d/.test(text.slice(start, start + 4))) reach(4);
    for (const word of words) {
      if (text.startsWith(word, start) || letters.startsWith(word, start)) reach(word.length);
    }
  }
  return fewest[text.length] as number;
}

/** The name and the email, and the words they are made of. */
function personalWords(person: { name: string; email: string }): string[] {
  const whole = [person.name, person.email].map((text) => folded(text.trim()));
  const parts = whole.flatMap((text) => [
    text.replace(/[^\p{L}\p{N}]/gu, ""),
    ...text.split(/[^\p{L}\p{N}]+/u),
    ...text.split("@"),
  ]);
  return [...whole, ...parts].filter((word) => word.length >= runMin);
}

/**
 * What is wrong with a password; empty when it may be used. Nothing is asked of the kinds of characters.
 * The length counts code points.
 */
export function findPasswordFaults(password: string, person: { name: string; email: string }): PasswordFault[] {
  const length = [...password].length;
  if (length > passwordCharacters.max) return ["too_long"];
  const unit = repeatingUnit(folded(password));
  const faults: PasswordFault[] = length < passwordCharacters.min ? ["too_short"] : [];
  if (password !== "" && countParts(unit, commonWords) < partsMin) faults.push("common");
  else if (password !== "" && countParts(unit, [...commonWords, ...personalWords(person)]) < partsMin)
    faults.push("personal");
  return faults;
}
