import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressKey } from "./address-key.ts";

describe("a caller's address", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["::FFFF:c000:0207", "192.0.2.7"],
    ["0:0:0:0:0:ffff:192.0.2.7", "192.0.2.7"],
    ["::1", "0:0:0:0"],
    ["2001:db8:0:1::5", "2001:db8:0:1"],
    ["2001:DB8:0000:0001:ffff:ffff:ffff:ffff", "2001:db8:0:1"],
    ["2001:db8::1:0:0:5", "2001:db8:0:0"],
    ["fe80::1%eth0", "fe80:0:0:0"],
    ["64:ff9b::192.0.2.7", "64:ff9b:0:0"],
  ])("%s counts as %s", (address, key) => {
    expect(addressKey(address)).toBe(key);
  });

  it.each([
    "unknown",
    "1.2.3.4:80",
    "[::1]:80",
    ":::",
    "1::2::3",
    "1:2:3",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7::8",
    "12345::",
    "::g",
  ])("that is none counts as itself: %s", (text) => {
    expect(addressKey(text)).toBe(text);
  });

  it("is the same for all that share the first 64 bits, however they are written, and for no others", () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    const network = fc.tuple(fc.integer({ min: 1, max: 0xffff }), group, group, group);
    const hex = (groups: readonly number[]) => groups.map((each) => each.toString(16)).join(":");
    const padded = (groups: readonly number[]) =>
      groups.map((each) => each.toString(16).padStart(4, "0").toUpperCase()).join(":");
    return fc.assert(
      fc.property(network, network, fc.tuple(group, group, group, group), (one, other, host) => {
        const key = addressKey(hex([...one, ...host]));
        expect(addressKey(padded([...one, ...host]))).toBe(key);
        expect(addressKey(`${hex(one)}::`)).toBe(key);
        expect(addressKey(new URL(`http://[${hex([...one, ...host])}]`).hostname.slice(1, -1))).toBe(key);
        expect(addressKey(`${hex(other)}::1`) === key).toBe(hex(one) === hex(other));
      }),
    );
  });

  it("has a key whatever it is, and never a long one", () => {
    expect(addressKey(undefined)).toBe(addressKey(""));
    return fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: "binary" }), (text) => {
        expect(addressKey(text).length).toBeLessThanOrEqual(64);
      }),
    );
  });
});
