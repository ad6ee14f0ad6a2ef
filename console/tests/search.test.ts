import { describe, expect, it } from "vitest";
import { parseSearch, writeSearch } from "../src/framework/search";

describe("a screen's address", () => {
  it("carries its questions there and back, and no empty ones", () => {
    const asked = { q: "红色 杯子 & mug", status: "open,held", from: "2026-01-01" };
    expect(parseSearch(writeSearch({ ...asked, until: undefined, none: "" }))).toEqual(asked);
    expect(writeSearch({})).toBe("");
  });
  it("keeps numbers texts, so that 0012 stays 0012", () => {
    expect(parseSearch("?q=0012")).toEqual({ q: "0012" });
  });
});
