import { describe, expect, it } from "vitest";
import { changes, keyOf, laid, priceOf, type Cell } from "../src/app/catalogue/grid";

const cell = (variant: string, list: string): Cell => ({ variant, list, min_quantity: 1 });
const grid = ["a", "b"].map((variant) => ["de", "cn"].map((list) => cell(variant, list)));
const holds = (one: Cell) => (one.list === "de" ? "10.00" : null);

describe("prices in a grid", () => {
  it("reads a price as people and spreadsheets write it, and nothing else as one", () => {
    expect(["9.90", "9,90", "€ 9.90", "1,234.50", " 12 ", "0.0001"].map(priceOf)).toEqual(["9.90", "9.90", "9.90", "1234.50", "12", "0.0001"]);
    expect(["", "free", "-1", "1.2.3", "9,9,0"].map(priceOf)).toEqual([null, null, null, null, null]);
  });
  it("lays a pasted block from its corner and lets fall what hangs over", () => {
    expect(laid(grid, 1, 1, [["5", "6"], ["7"]])).toEqual({ [keyOf(cell("b", "cn"))]: "5" });
  });
  it("writes what is different only; an emptied cell ends its price, what is no price is written nowhere", () => {
    const edits = { [keyOf(cell("a", "de"))]: "10.0", [keyOf(cell("a", "cn"))]: "80", [keyOf(cell("b", "de"))]: "", [keyOf(cell("b", "cn"))]: "dear" };
    const { changed, wrong } = changes(grid, holds, edits);
    expect(changed.map((one) => [one.variant, one.list, one.before, one.after])).toEqual([["a", "cn", null, "80"], ["b", "de", "10.00", null]]);
    expect(wrong).toEqual([keyOf(cell("b", "cn"))]);
  });
});
