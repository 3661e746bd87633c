import { describe, expect, it } from "vitest";
import { witnessDateOrder } from "./witness-date-order.ts";

function decide(cells: readonly string[], locale = "en-US") {
  const witness = witnessDateOrder();
  for (const [index, cell] of cells.entries()) witness.see(cell, index + 2);
  return witness.decide(locale);
}

describe("the order of day, month and year", () => {
  it("is told by the one date that can't be read otherwise", () => {
    expect(decide(["03/04/2026", "05/06/2026", "13/11/2026"])).toEqual({
      chosen: "dmy",
      evidence: '"13/11/2026" on line 4 can only be day first',
      assumed: false,
    });
    expect(decide(["03/04/2026", "11/13/2026", "11/14/2026"], "de-DE")).toEqual({
      chosen: "mdy",
      evidence: '2 dates can only be month first, such as "11/13/2026" on line 3',
      assumed: false,
    });
  });

  it("is told by most dates where some don't fit", () => {
    expect(decide(["20/11/2026", "21/11/2026", "11/22/2026"]).chosen).toBe("dmy");
  });

  it("is the locale's, and assumed, where every date can be read both ways", () => {
    const dates = ["03/04/2026", "05/06/2026"];
    expect(decide(dates, "en-US")).toMatchObject({ chosen: "mdy", assumed: true });
    for (const locale of ["en-GB", "de-DE", "sv-SE", "pt-BR", "ja-JP"])
      expect(decide(dates, locale)).toMatchObject({ chosen: "dmy", assumed: true });
  });

  it("is year first where the year comes first", () => {
    expect(decide(["2026-03-04", "2026-05-06"])).toMatchObject({ chosen: "ymd", assumed: false });
    expect(decide(["20260304", "20261122"])).toMatchObject({ chosen: "ymd", assumed: false });
    expect(decide(["26-03-04", "26-05-19", "26-11-30"])).toMatchObject({ chosen: "ymd", assumed: false });
  });

  it("isn't mistaken by years of two digits that could be days", () => {
    expect(decide(["04.03.26", "19.05.26", "30.11.26"], "en-US")).toMatchObject({ chosen: "dmy", assumed: false });
    expect(decide(["03/04/26", "05/06/26"], "en-US")).toMatchObject({ chosen: "mdy", assumed: true });
  });

  it("needs no telling where months are named", () => {
    expect(decide(["3 Apr 2026"])).toMatchObject({ chosen: "dmy", assumed: false });
    expect(decide(["Apr 3, 2026"], "de-DE")).toMatchObject({ chosen: "mdy", assumed: false });
  });
});
