import { errorCodes, FarthingError, operationNames, type ServerErrorCode } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { toProblem } from "../to-problem.ts";
import { docsPage } from "./docs-page.ts";
import { type Example, examples } from "./examples.ts";

const page = docsPage();

/** Members as the page shows them, with what it says of each. */
const members = [...page.matchAll(/<article class="(?:operation|shape)" id="([^"]+)".*?<\/article>/gs)].flatMap(
  ([article, owner]) =>
    [...article.matchAll(/<dt>(.+?)<\/dt>\s*<dd class="type">.+?<\/dd>\s*(?:<dd>(.+?)<\/dd>)?\s*<\/div>/gs)].map(
      ([, term = "", note]) => ({ place: `${owner} ${term.replaceAll(/<[^>]*>/g, "")}`, note }),
    ),
);

describe("the page", () => {
  it("says of every member what it means", () => {
    expect(members.length).toBeGreaterThan(100);
    expect(members.filter(({ note }) => note === undefined).map(({ place }) => place)).toStrictEqual([]);
  });

  it.each(Object.keys(errorCodes) as ServerErrorCode[])("is where the type of a problem with %s leads", (code) => {
    const { type } = toProblem(new FarthingError(code, "No."), "r1");
    expect(type).toMatch(/^\/docs#/);
    expect(page.split(`id="${type.slice("/docs#".length)}"`)).toHaveLength(2);
  });
});

describe("the examples", () => {
  it("stand in the order of the operations, and refer only to answers that came before", () => {
    expect(Object.keys(examples)).toStrictEqual(operationNames);
    const answers = new Set<string>();
    for (const { answer, input } of Object.values<Example>(examples)) {
      for (const [, named = ""] of JSON.stringify(input ?? {}).matchAll(/"\{(\w+)\./g))
        expect(answers).toContain(named);
      expect(answers).not.toContain(answer);
      answers.add(answer);
    }
  });
});
