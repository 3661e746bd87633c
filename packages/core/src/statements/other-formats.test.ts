import { expect, it } from "vitest";
import { surveyStatement } from "./survey-statement.ts";

const survey = (...parts: (string | Uint8Array<ArrayBuffer>)[]) =>
  surveyStatement(new Blob(parts), { locale: "en-US", currency: "USD", decimals: 2 });

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const others: readonly (readonly [string, string | Uint8Array<ArrayBuffer>])[] = [
  ["a spreadsheet (.xlsx, .ods) or another zip archive", bytes("504b0304140006000800")],
  ["an old Excel spreadsheet (.xls)", bytes("d0cf11e0a1b11ae1")],
  ["a PDF", "%PDF-1.7\n1 0 obj"],
  ["a PNG picture", bytes("89504e470d0a1a0a")],
  ["a JPEG picture", bytes("ffd8ffe000104a46")],
  ["a gzip archive", bytes("1f8b0800000000000003")],
  ["a binary file", bytes("0102030000000405")],
  ["an OFX file", "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX>"],
  ["an OFX file", '<?xml version="1.0"?>\n<?OFX OFXHEADER="200"?>\n<OFX>'],
  ["a QIF file", "!Type:Bank\nD11/22'26\nT-3.20\n^"],
  ["an MT940 file", ":20:STARTUMS\n:25:1234/567\n"],
  ["a CAMT.053 file", '<?xml version="1.0"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'],
  ["an XML file", '\ufeff<?xml version="1.0"?><statement/>'],
  ["a web page (HTML)", "\n<!DOCTYPE html>\n<html>"],
  ["a web page (HTML)", "<table border=1><tr><td>Date"],
  ["a JSON file", '{ "transactions": [] }'],
  ["a JSON file", '[{"date":"2026-11-22"}]'],
];

for (const [kind, content] of others) {
  it(`refuses ${kind}, says so and what to do`, async () => {
    await expect(survey(content)).rejects.toMatchObject({
      code: "not_importable",
      message: expect.stringMatching(
        new RegExp(`^This looks like ${kind.replace(/[.()]/g, "\\$&")}, not like a CSV file\\. .*import`),
      ),
    });
  });
}

it("refuses an empty file", async () => {
  for (const nothing of ["", "\n\r\n", "\ufeff", ";;;\n;;;\n"])
    await expect(survey(nothing)).rejects.toMatchObject({ code: "not_importable", message: "The file is empty." });
});
