import { describe, expect, it } from "vitest";
import { unusable } from "../src/app/imports/kinds";

const bytes = (...all: (number | string)[]) => new Uint8Array(all.flatMap((one) => (typeof one === "string" ? [...new TextEncoder().encode(one)] : [one])));

describe("a file chosen for an import", () => {
  it("is told by its bytes, whatever it is called", () => {
    const PNG = bytes(0x89, "PNG\r\n", 0x1a, 0, 0);
    expect([unusable("orders.xlsx", PNG), unusable("orders.csv", bytes("%PDF-1.7")), unusable("orders.xls", bytes(0xd0, 0xcf, 0x11, 0xe0, 0)), unusable("orders.csv", bytes())]).toEqual(["picture", "pdf", "old_excel", "empty"]);
    expect([unusable("orders.xlsx", bytes("Order;SKU\n")), unusable("orders.csv", bytes("a", 0, 1, 2))]).toEqual(["no_workbook", "no_table"]);
  });
  it("may be what holds tables", () => {
    expect([unusable("orders.xlsx", bytes("PK", 3, 4, 0)), unusable("orders.csv.gz", bytes(0x1f, 0x8b, 8, 0)), unusable("orders.csv", bytes("Order;SKU\n")), unusable("o.txt", bytes(0xff, 0xfe, "a", 0)), unusable("b.csv", bytes("BM;SKU\n"))]).toEqual([null, null, null, null, null]);
  });
});
