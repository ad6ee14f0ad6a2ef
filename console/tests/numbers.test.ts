import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decimalOf, difference, read, wholeOf } from "../src/framework/numbers";

describe("a number as it is typed", () => {
  it("is read with comma and point alike, in thousands, and in any keyboard's digits", () => {
    expect(["1,50", "1.50", "6,5", ".5", "1,234.50", "1.234,50", "1,234", "0,125", "1.234.567", "１２．５", "٣٫٢٥", "-4", "−4", "+3", "007"].map(decimalOf))
      .toEqual(["1.50", "1.50", "6.5", "0.5", "1234.50", "1234.50", "1234", "0.125", "1234567", "12.5", "3.25", "-4", "-4", "3", "7"]);
  });
  it("is no number where it is none, rather than a nearby one", () => {
    expect(["", "abc", "1e3", "1.2.3", "9,9,0", "12x", "--1", "1,,0", "1.", "0x10"].map(decimalOf)).toEqual(Array.from({ length: 10 }, () => null));
  });
  it("is never clamped: what is out of range has no value and says which rule it breaks", () => {
    const pieces = { min: 1, max: 4 };
    expect(read("5", pieces)).toEqual({ value: null, wrong: "range" });
    expect(read("-1", pieces)).toEqual({ value: null, wrong: "range" });
    expect(read("abc", pieces)).toEqual({ value: null, wrong: "unreadable" });
    expect(read("1,5", pieces)).toEqual({ value: null, wrong: "whole" });
    expect(read("", pieces)).toEqual({ value: null, wrong: "missing" });
    expect(read(" 4 ", pieces)).toEqual({ value: "4", wrong: null });
    expect(wholeOf("2.0", pieces)).toBe(2);
    expect(wholeOf("999999", pieces)).toBeNull();
  });
  it("has as many decimals as it may, its own zeros included; empty is right where it may be", () => {
    const amount = { above: 0, decimals: 2 };
    expect(read("1,50", amount).value).toBe("1.50");
    expect(read("1.500", amount).value).toBe("1.50");
    expect(read("1.505", amount).wrong).toBe("decimals");
    expect(read("0", amount).wrong).toBe("range");
    expect(read(" ", { ...amount, optional: true })).toEqual({ value: null, wrong: null });
  });
  it("is typed into the framework's own field everywhere", () => {
    const root = new URL("../src/app", import.meta.url).pathname;
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((one) => one.endsWith(".tsx"));
    expect(files.filter((one) => /InputNumber|Input [^>]*inputMode="(decimal|numeric)"/.test(readFileSync(join(root, one), "utf8")))).toEqual([]);
  });
  it("differs from another exactly, however large", () => {
    expect([["5.00", "1.5"], ["0.10", "0.30"], ["-1.00", "-1.00"], ["90071992547409931.01", "0.02"], ["1500", "2000"]].map(([a, b]) => difference(a as string, b as string))).toEqual(["3.50", "-0.20", "0.00", "90071992547409930.99", "-500"]);
  });
});
