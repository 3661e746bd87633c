import { FarthingError } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { expectVersion } from "./versioned.ts";

const record = { version: 3, name: "Coffee" };
const shown = () => ({ name: "Coffee" });

describe("expectVersion", () => {
  it.each([[undefined], [[3]], [[1, 3, 9]]])("is content with %j at version 3", (versions) => {
    expect(() => expectVersion(versions, record, shown)).not.toThrow();
  });

  it.each([[[2]], [[4]], [[]]])("refuses %j at version 3, and shows what stands there", (versions) => {
    try {
      expectVersion(versions, record, shown);
      expect.unreachable();
    } catch (error) {
      if (!FarthingError.is(error)) throw error;
      expect(error.code).toBe("version_mismatch");
      expect(error.current).toEqual({ name: "Coffee" });
      expect(error.message).toContain("version 3");
    }
  });
});
