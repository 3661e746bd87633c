import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ordinaryClock, ordinaryHash, ordinaryIds } from "./index.ts";

/** Every character there is, as often as any other. */
const characters = fc.nat({ max: 0x10f7ff }).map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800));

describe("the ordinary hash", () => {
  it("is SHA-256 of the UTF-8 bytes", () => {
    expect(ordinaryHash.text("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(ordinaryHash.text("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 150 }), (text) => {
        expect(ordinaryHash.text(text)).toBe(createHash("sha256").update(text).digest("hex"));
      }),
      { numRuns: 30 },
    );
  });

  it("is the same however the bytes are split", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100 })), (pieces) => {
        const stream = ordinaryHash.stream();
        for (const piece of pieces) stream.update(piece);
        expect(stream.hex()).toBe(createHash("sha256").update(Buffer.concat(pieces)).digest("hex"));
      }),
      { numRuns: 30 },
    );
  });
});

describe("ordinary ids", () => {
  it.each([1, 4, 16, 20, 500])("are %i small letters and digits", (length) => {
    expect(ordinaryIds.random(length)).toMatch(new RegExp(`^[0-9a-z]{${length}}$`));
  });

  it("use every character about as often", () => {
    const counts = new Map<string, number>();
    for (const character of ordinaryIds.random(36_000)) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(36);
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(250);
  });

  it("are never the same", () => {
    expect(new Set(Array.from({ length: 1_000 }, () => ordinaryIds.random(16))).size).toBe(1_000);
  });
});

describe("the ordinary clock", () => {
  it.each([
    ["UTC", "2026-11-22"],
    ["Pacific/Kiritimati", "2026-11-23"],
    ["Pacific/Pago_Pago", "2026-11-22"],
    ["Asia/Tokyo", "2026-11-23"],
  ])("knows the date in %s at one moment: %s", (zone, date) => {
    expect(ordinaryClock.dateIn(zone, Date.parse("2026-11-22T20:00:00Z"))).toBe(date);
  });

  it("changes the date at midnight of the zone, whether clocks are put back that day or not", () => {
    expect(ordinaryClock.dateIn("Europe/Berlin", Date.parse("2026-10-25T22:59:59.999Z"))).toBe("2026-10-25");
    expect(ordinaryClock.dateIn("Europe/Berlin", Date.parse("2026-10-25T23:00:00.000Z"))).toBe("2026-10-26");
    expect(ordinaryClock.dateIn("Europe/Berlin", Date.parse("2026-07-01T22:00:00.000Z"))).toBe("2026-07-02");
  });

  it("lets others have their turn in a pause of no length", async () => {
    const order: string[] = [];
    setImmediate(() => order.push("other"));
    await ordinaryClock.sleep(0);
    order.push("self");
    expect(order).toEqual(["other", "self"]);
  });

  it("tells the system's time", () => {
    const before = Date.now();
    const now = ordinaryClock.now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });
});
