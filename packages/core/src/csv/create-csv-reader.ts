import type { TextPiece } from "./text-piece.ts";

export type Delimiter = "," | ";" | "\t" | "|";

/** Why a record can't be read. */
export interface CsvFault {
  /** The cell, counted from 1; `null` when the whole record is meant. */
  column: number | null;
  reason: string;
}

export interface CsvRecord {
  /** The line of the file on which the record begins, counted from 1. */
  line: number;
  /** With a fault of one cell those before it, with a fault of the whole record none. */
  cells: string[];
  fault: CsvFault | null;
}

/** A record of more cells is a fault. */
export const COLUMNS_MAX = 1000;
/** A record of more bytes is a fault, and so is a quote that isn't closed within them. */
export const RECORD_BYTES_MAX = 1_048_576;
/** How often reading goes on behind a faulty quote. After that the rest of the file is one fault, which keeps the time linear. */
export const RESUMES_MAX = 100;

/** Said of a quote behind which nothing closes it. */
export const NOT_CLOSED = "The quote that opens here is never closed";

const faults = {
  tooLong: "This row is longer than 1 MiB",
  tooWide: "This row has more than 1,000 columns",
  notClosed: NOT_CLOSED,
  givenUp: "The file can't be read from here on: too many quotes are never closed",
} as const;

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;

/** How the reading of a cell ended: behind a delimiter, behind the end of the record, in need of the next piece, or at a fault. */
const CELL = 0;
const RECORD = 1;
const MORE = 2;
const FAULT = 3;

/** Marks the bytes at which looking through a cell pauses: `ends`, and those by which bytes and characters get out of step. */
function pausesAt(ends: readonly number[]): Uint8Array {
  const pauses = new Uint8Array(256);
  for (const byte of ends) pauses[byte] = 1;
  pauses.fill(1, 0x80, 0xc0);
  pauses.fill(1, 0xf0);
  return pauses;
}

function nextPause(bytes: Uint8Array, from: number, before: number, pauses: Uint8Array): number {
  let at = from;
  while (at < before && pauses[bytes[at] as number] === 0) at += 1;
  return at;
}

/** How many characters fewer than bytes there are once this byte of UTF-8 is passed: a lead of four bytes stands for two units. */
const shiftOf = (byte: number) => (byte >= 0xf0 ? -1 : byte >= 0x80 && byte < 0xc0 ? 1 : 0);

function join(first: TextPiece, second: TextPiece): TextPiece {
  const bytes = new Uint8Array(first.bytes.length + second.bytes.length);
  bytes.set(first.bytes);
  bytes.set(second.bytes, first.bytes.length);
  return { text: first.text + second.text, bytes };
}

/**
 * Reads delimited text piece by piece, as RFC 4180 says: quoted cells, doubled quotes, line ends within quotes; lines end
 * with CR, LF or CRLF, the last one with or without. Blank lines are passed over and counted. The answer takes the next
 * piece and gives the records that end in it; `last` says that nothing follows.
 *
 * What files hold besides is taken as it is meant: blanks around a quoted cell are dropped; a quote within a cell is text,
 * in a quoted cell as long as that hasn't run over a line end. A quote that is never closed spoils the line it opens on
 * and no other. Time is linear in the bytes; memory is bounded by a piece and a record.
 */
export function createCsvReader(delimiter: Delimiter): (piece: TextPiece, last: boolean) => CsvRecord[] {
  const separator = delimiter.charCodeAt(0);
  const plainPauses = pausesAt([separator, LF, CR, QUOTE]);
  const quotedPauses = pausesAt([LF, CR, QUOTE]);

  let held: TextPiece = { text: "", bytes: new Uint8Array(0) };
  let seen = 0;
  let line = 1;
  let resumes = 0;
  let skipping = false;
  let givenUp = false;

  function scan({ text, bytes }: TextPiece, last: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    const length = bytes.length;
    let at = 0;
    /** The character at byte `at` is `text[at - shift]`. */
    let shift = 0;
    let recordAt = 0;
    let cells: string[] = [];
    /** Where the record in hand ends, its line end left out. */
    let recordEnd = 0;
    /** Line ends within the record in hand. */
    let breaks = 0;
    let fault: string = faults.tooLong;

    /** False where the line end may go on in the next piece. */
    function passLineEnd(): boolean {
      if (bytes[at] === CR) {
        if (at + 1 === length && !last) return false;
        if (bytes[at + 1] === LF) at += 1;
      }
      at += 1;
      return true;
    }

    /** False where the end of the line isn't here. */
    function skipLine(): boolean {
      for (; at < length; at += 1) {
        const byte = bytes[at] as number;
        if (byte === LF || byte === CR) return passLineEnd();
        shift += shiftOf(byte);
      }
      return false;
    }

    function readPlain(): number {
      const start = at - shift;
      for (;;) {
        at = nextPause(bytes, at, length, plainPauses);
        if (at === length && !last) return MORE;
        const byte = at === length ? LF : (bytes[at] as number);
        if (byte === separator) {
          cells.push(text.slice(start, at - shift));
          at += 1;
          return CELL;
        }
        if (byte === LF || byte === CR) {
          cells.push(text.slice(start, at - shift));
          recordEnd = at;
          return at === length || passLineEnd() ? RECORD : MORE;
        }
        if (byte === QUOTE && text.slice(start, at - shift).trim() === "") return readQuoted();
        shift += shiftOf(byte);
        at += 1;
      }
    }

    function readQuoted(): number {
      const opening = { at, shift, breaks };
      const before = Math.min(length, recordAt + RECORD_BYTES_MAX);
      const notClosed = () => {
        ({ at, shift, breaks } = opening);
        fault = faults.notClosed;
        return FAULT;
      };
      at += 1;
      let start = at - shift;
      let cell = "";
      for (;;) {
        at = nextPause(bytes, at, before, quotedPauses);
        if (at >= before) return before < length || last ? notClosed() : MORE;
        const byte = bytes[at] as number;
        if (byte === LF || byte === CR) {
          if (!passLineEnd()) return MORE;
          breaks += 1;
        } else if (byte !== QUOTE) {
          shift += shiftOf(byte);
          at += 1;
        } else if (bytes[at + 1] === QUOTE) {
          cell += text.slice(start, at + 1 - shift);
          at += 2;
          start = at - shift;
        } else {
          let next = at + 1;
          while (bytes[next] === SPACE || (bytes[next] === TAB && separator !== TAB)) next += 1;
          if (next === length && !last) return MORE;
          const follower = next === length ? LF : (bytes[next] as number);
          if (follower === separator || follower === LF || follower === CR) {
            cells.push(cell + text.slice(start, at - shift));
            at = next;
            recordEnd = at;
            if (follower !== separator) return at === length || passLineEnd() ? RECORD : MORE;
            at += 1;
            return CELL;
          }
          if (breaks > opening.breaks) return notClosed();
          at += 1;
        }
      }
    }

    function readRecord(): number {
      for (;;) {
        const end = bytes[at] === QUOTE ? readQuoted() : readPlain();
        if (end !== CELL) return end;
        if (at - recordAt > RECORD_BYTES_MAX) {
          fault = faults.tooLong;
          return FAULT;
        }
        if (cells.length === COLUMNS_MAX) {
          fault = faults.tooWide;
          return FAULT;
        }
      }
    }

    /** Gives the fault and goes on behind the line; false where there is nothing to go on with. */
    function passFault(): boolean {
      const notClosed = fault === faults.notClosed;
      if (notClosed) resumes += 1;
      givenUp = resumes > RESUMES_MAX;
      if (givenUp) records.push({ line, cells: [], fault: { column: null, reason: faults.givenUp } });
      else if (notClosed) records.push({ line, cells, fault: { column: cells.length + 1, reason: fault } });
      else records.push({ line, cells: [], fault: { column: null, reason: fault } });
      line += breaks;
      if (givenUp) return false;
      if (skipLine()) {
        line += 1;
        return true;
      }
      skipping = true;
      return false;
    }

    /** Where what is left for the next piece begins. */
    function readAll(): { at: number; shift: number } {
      if (skipping) {
        if (!skipLine()) return { at, shift };
        skipping = false;
        line += 1;
      }
      for (;;) {
        const start = { at, shift };
        recordAt = at;
        cells = [];
        breaks = 0;
        if (at === length) return start;
        if (bytes[at] === LF || bytes[at] === CR) {
          if (!passLineEnd()) return start;
          line += 1;
          continue;
        }
        const end = readRecord();
        if (end === RECORD) {
          const tooLong = recordEnd - recordAt > RECORD_BYTES_MAX;
          records.push(
            tooLong
              ? { line, cells: [], fault: { column: null, reason: faults.tooLong } }
              : { line, cells, fault: null },
          );
          line += breaks + 1;
          continue;
        }
        // The one byte more may be half of a line end.
        if (end === MORE && length - recordAt <= RECORD_BYTES_MAX + 1) return start;
        if (end === MORE) fault = faults.tooLong;
        if (!passFault()) return { at, shift };
      }
    }

    const rest = readAll();
    held = { text: text.slice(rest.at - rest.shift), bytes: bytes.slice(rest.at) };
    return records;
  }

  return (piece, last) => {
    if (givenUp) return [];
    held = held.bytes.length === 0 ? piece : join(held, piece);
    // A long record is looked through again only once it has doubled: that keeps the time linear.
    if (!last && held.bytes.length < 2 * seen) return [];
    const records = scan(held, last);
    seen = held.bytes.length;
    return records;
  };
}
