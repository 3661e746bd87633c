import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COLUMNS_MAX, createCsvReader, type Delimiter, RECORD_BYTES_MAX, RESUMES_MAX } from "./create-csv-reader.ts";
import { formatCsvRow } from "./format-csv-row.ts";
import { textPiece } from "./text-piece.ts";

/** Reads a text in pieces of so many characters. */
function read(text: string, delimiter: Delimiter = ",", size = Number.POSITIVE_INFINITY) {
  const reader = createCsvReader(delimiter);
  const records = [];
  for (let at = 0; at < text.length; ) {
    const end = Math.min(at + size, text.length);
    const whole = (text.codePointAt(end - 1) ?? 0) > 0xffff ? end + 1 : end;
    for (const record of reader(textPiece(text.slice(at, whole)), false)) records.push(record);
    at = whole;
  }
  return [...records, ...reader(textPiece(""), true)];
}

const cells = (text: string, delimiter: Delimiter = ",") => read(text, delimiter).map((record) => record.cells);
const faults = (text: string) =>
  read(text).flatMap(({ line, fault }) => (fault === null ? [] : [[line, fault.column, fault.reason]]));

const anyText = fc.string({ unit: "binary", maxLength: 12 });
const csvText = fc
  .array(fc.constantFrom("a", "é", "😀", '"', '""', ",", "\n", "\r", "\r\n", " ", "x,y", '"q"'), { maxLength: 40 })
  .map((parts) => parts.join(""));

describe("the CSV reader", () => {
  it("gives back every row that was written, whatever its text", () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyText, { minLength: 1, maxLength: 5 }), { maxLength: 6 }), (rows) => {
        expect(cells(rows.map(formatCsvRow).join(""))).toEqual(rows);
      }),
    );
  });

  it("reads the same in pieces of any size", () => {
    fc.assert(
      fc.property(csvText, fc.integer({ min: 1, max: 7 }), (text, size) => {
        expect(read(text, ",", size)).toEqual(read(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("begins every record on the line on which it stands in the file", () => {
    fc.assert(
      fc.property(csvText, (text) => {
        const lines = text.split(/\r\n|\r|\n/);
        for (const { line, cells, fault } of read(text)) {
          if (fault === null) expect(lines[line - 1]).toContain(cells[0]?.split(/["\r\n]/)[0] ?? "");
          expect(lines[line - 1]).not.toBe("");
        }
      }),
    );
  });

  it("ends lines with CR, LF or CRLF, the last one with or without", () => {
    expect(cells("a,b\nc,d\re,f\r\ng,h")).toEqual([
      ["a", "b"],
      ["c", "d"],
      ["e", "f"],
      ["g", "h"],
    ]);
  });

  it("passes over blank lines and counts them", () => {
    expect(read("\n\na\r\n\r\n\rb\n").map(({ line, cells }) => [line, ...cells])).toEqual([
      [3, "a"],
      [6, "b"],
    ]);
  });

  it("keeps delimiters, line ends and doubled quotes within quotes", () => {
    expect(read('"a,1","b\r\nc","say ""hi"""\nnext').map(({ line, cells }) => [line, cells])).toEqual([
      [1, ["a,1", "b\r\nc", 'say "hi"']],
      [3, ["next"]],
    ]);
  });

  it("keeps empty cells, also the last one", () => {
    expect(cells(',,\n"",a,""')).toEqual([
      ["", "", ""],
      ["", "a", ""],
    ]);
  });

  it("reads semicolons, tabs and pipes as it reads commas", () => {
    expect(cells('a;"b;c";d,e', ";")).toEqual([["a", "b;c", "d,e"]]);
    expect(cells('a\t"b\tc"\td', "\t")).toEqual([["a", "b\tc", "d"]]);
    expect(cells('a|"b|c"|d', "|")).toEqual([["a", "b|c", "d"]]);
  });

  it("takes a quote within a plain cell as text", () => {
    expect(cells('a 24" screen,b "c" d,e"')).toEqual([['a 24" screen', 'b "c" d', 'e"']]);
  });

  it("drops the blanks around a quoted cell", () => {
    expect(cells('"a", "b,c" , "d"  \n')).toEqual([["a", "b,c", "d"]]);
  });

  it("takes quotes within a quoted cell as text where somebody forgot to double them", () => {
    expect(cells('"Paid to "Joe\'s" shop","12.00"\nb')).toEqual([['Paid to "Joe\'s" shop', "12.00"], ["b"]]);
  });

  it("says where a quote opens that is never closed, and goes on with the next line", () => {
    const text = '1,a\n2,"b\n3,c\n4,d\n';
    expect(faults(text)).toEqual([[2, 2, "The quote that opens here is never closed"]]);
    expect(cells(text)).toEqual([["1", "a"], ["2"], ["3", "c"], ["4", "d"]]);
  });

  it("knows a quote as never closed when a later line opens another", () => {
    const text = '1,"a\n2,"b"\n3,"c"\n';
    expect(faults(text)).toEqual([[1, 2, "The quote that opens here is never closed"]]);
    expect(cells(text)).toEqual([["1"], ["2", "b"], ["3", "c"]]);
  });

  it("gives a file cut within a quote as rows and one fault", () => {
    expect(faults('1,"a"\n2,"Cof')).toEqual([[2, 2, "The quote that opens here is never closed"]]);
  });

  it("stops trying when quote after quote is never closed", () => {
    const records = read('"a\n'.repeat(1000));
    expect(records).toHaveLength(RESUMES_MAX + 1);
    expect(records.at(-1)?.fault?.reason).toContain("can't be read from here on");
  });

  it("refuses a row of more than 1,000 columns and reads the next one", () => {
    expect(cells(`${"a,".repeat(COLUMNS_MAX - 1)}a`)[0]).toHaveLength(COLUMNS_MAX);
    expect(faults(`${"a,".repeat(COLUMNS_MAX)}a\nb`)).toEqual([[1, null, "This row has more than 1,000 columns"]]);
    expect(cells(`${"a,".repeat(10_000)}\nb`)[1]).toEqual(["b"]);
  });

  it("refuses a row of more than 1 MiB and reads the next one, in pieces of any size", () => {
    const exact = "x".repeat(RECORD_BYTES_MAX);
    const text = `${exact}\n${exact}y\nlast`;
    for (const size of [Number.POSITIVE_INFINITY, 65_536, 999_999]) {
      const records = read(text, ",", size);
      expect(records.map(({ line, fault }) => [line, fault?.reason])).toEqual([
        [1, undefined],
        [2, "This row is longer than 1 MiB"],
        [3, undefined],
      ]);
      expect(records[2]?.cells).toEqual(["last"]);
    }
  });

  it("refuses a quoted cell that isn't closed within 1 MiB and goes on behind the line it opens on", () => {
    const text = `a,"b\n${"c\n".repeat(RECORD_BYTES_MAX)}d,"e"\n`;
    const records = read(text, ",", 65_536);
    expect(records[0]).toEqual({
      line: 1,
      cells: ["a"],
      fault: { column: 2, reason: "The quote that opens here is never closed" },
    });
    expect(records.at(-1)).toEqual({ line: RECORD_BYTES_MAX + 2, cells: ["d", "e"], fault: null });
    expect(records).toHaveLength(RECORD_BYTES_MAX + 2);
  });

  it("knows a quoted cell as too long wherever its last bytes fall", () => {
    for (const end of ["\r\n", '""', "é", "😀"]) {
      for (const spare of [0, 1, 2, 3]) {
        const records = read(`"${"x".repeat(RECORD_BYTES_MAX - 1 - spare)}${end}${"y".repeat(9)}"\nlast`);
        expect(records[0]?.fault).toEqual({ column: 1, reason: "The quote that opens here is never closed" });
        expect(records.at(-1)?.cells).toEqual(["last"]);
      }
    }
  });

  it("doesn't hold what it drops", () => {
    const reader = createCsvReader(",");
    const piece = textPiece("x".repeat(65_536));
    for (let count = 0; count < 160; count += 1) reader(piece, false);
    expect(reader(textPiece("\nb\n"), true).map(({ line, cells }) => [line, cells])).toEqual([[2, ["b"]]]);
  });

  it("works on every byte a bounded number of times, however the text is made", () => {
    const bombs = ['"', '""', '" "', '"\n', '","', ' "', "\r", ",", '"""\n'];
    for (const bomb of bombs) {
      const text = bomb.repeat(2_000_000 / bomb.length);
      const reader = createCsvReader(",");
      const piece = textPiece(text.slice(0, 40_000));
      for (let at = 0; at < text.length; at += 40_000) reader(piece, false);
      expect(() => reader(textPiece(""), true)).not.toThrow();
    }
  });
});
