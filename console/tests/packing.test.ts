import { describe, expect, it } from "vitest";
import { neededOf, orderOf, scanned, stillToPick, type Pick } from "../src/app/warehouse/packing";

const line = (number: number, sku: string, left: number, ...codes: string[]) => ({ line: number, sku, name: sku, codes: [sku, ...codes], left });
const pick = (order: string, ...lines: Pick["lines"]): Pick => ({ order, number: `W-${order}`, channel: "web", country: "DE", payment: "paid", placed_at: "2026-11-20T10:00:00Z", short: false, elsewhere: 0, lines });
const parcel = (order: string, quantity: number, refused = false) => ({ key: "k", order, name: order, at: "", body: { lines: [{ line: 1, quantity }] }, ...(refused ? { refused: { title: "no", detail: "no", request_id: "" } } : {}) });

describe("a scanned piece", () => {
  const lines = [line(1, "MUG", 1, "4006381333931"), line(2, "MUG", 2), line(3, "BOOK", 1)];
  it("is known by any of its codes, in any case, and fills the first line that lacks one", () => {
    expect(scanned(lines, {}, " 4006381333931 ")).toMatchObject({ is: "counted", line: { line: 1 } });
    expect(scanned(lines, { 1: 1 }, "mug")).toMatchObject({ is: "counted", line: { line: 2 } });
  });
  it("is refused when it is one too many, or not of this order", () => {
    expect(scanned(lines, { 1: 1, 2: 2 }, "MUG")).toMatchObject({ is: "surplus" });
    expect(scanned(lines, {}, "LAMP")).toEqual({ is: "wrong", code: "LAMP" });
  });
});

describe("the list", () => {
  it("leaves out what was packed here and waits to be sent, and shows again what the server refused", () => {
    const picks = [pick("1", line(1, "MUG", 3)), pick("2", line(1, "MUG", 1))];
    const left = stillToPick(picks, [parcel("1", 2), parcel("2", 1)]);
    expect(left.map((one) => [one.order, one.lines[0]?.left])).toEqual([["1", 1]]);
    expect(stillToPick(picks, [parcel("2", 1, true)])).toHaveLength(2);
  });
  it("tells product by product what to fetch and for whom", () => {
    const needed = neededOf([pick("1", line(1, "MUG", 3), line(2, "MUG", 1)), pick("2", line(1, "BOOK", 1), line(2, "MUG", 1))]);
    expect(needed.map((one) => [one.sku, one.pieces, one.of.map((each) => [each.pick.order, each.pieces])])).toEqual([["BOOK", 1, [["2", 1]]], ["MUG", 5, [["1", 4], ["2", 1]]]]);
  });
  it("leads from an order's number to it, from a product to who waits longest for it", () => {
    const picks = [pick("1", line(1, "MUG", 3)), pick("2", line(1, "BOOK", 1), line(2, "MUG", 1))];
    expect([orderOf(picks, "w-2")?.order, orderOf(picks, "mug")?.order, orderOf(picks, "LAMP")]).toEqual(["2", "1", undefined]);
  });
});
