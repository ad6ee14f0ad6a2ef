import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { firstRows, guess, lacking, preview, profile } from "../src/app/imports/mapping";

const GERMAN = 'Bestellnummer;Artikel;Bezeichnung;Menge;Datum;Preis\r\nB-1;MUG-RED;"Becher; rot";2;31.12.2026;1.234,50\r\nB-2;MUG-BLUE;Becher;1;01.01.2027;9,90\r\n';

describe("columns by eye", () => {
  it("shows the first rows, whatever stands between the cells", async () => {
    const seen = preview(GERMAN);
    expect(seen.header).toEqual(["Bestellnummer", "Artikel", "Bezeichnung", "Menge", "Datum", "Preis"]);
    expect(seen.rows[0]).toEqual(["B-1", "MUG-RED", "Becher; rot", "2", "31.12.2026", "1.234,50"]);
    expect(await firstRows(new File([gzipSync(GERMAN)], "orders.csv.gz"))).toEqual(seen);
    expect(await firstRows(new File(["PK"], "orders.xlsx"))).toBeNull();
  });
  it("guesses from names and from what stands in the rows, and says what is lacking", () => {
    const mapping = guess(preview(GERMAN), "Europe/Berlin");
    expect(mapping.columns).toEqual({ invoice_number: "Bestellnummer", sku: "Artikel", quantity: "Menge", placed_at: "Datum", unit_price: "Preis", description: "Bezeichnung" });
    expect([mapping.decimal, mapping.time]).toEqual([",", "%d.%m.%Y"]);
    expect(lacking(mapping)).toEqual(["currency"]);
    expect(lacking({ ...mapping, currency: "EUR", columns: {} })).toHaveLength(5);
  });
  it("tells 12/31 from 31/12 once a number is above twelve", () => {
    expect(guess(preview("order,sku,qty,date,price\n1,A,1,12/31/2026,1"), "UTC").time).toBe("%m/%d/%Y");
    expect(guess(preview("order,sku,qty,date,price\n1,A,1,31/12/2026,1"), "UTC").time).toBe("%d/%m/%Y");
  });
  it("writes a profile in which a column's name cannot be anything else", () => {
    const text = profile({ ...guess(preview(GERMAN), "Europe/Berlin"), currency: "EUR", prices: "gross", columns: { sku: 'a"\nkind = "x' } });
    expect(text).toContain('sku = "a\\"\\nkind = \\"x"');
    expect(text).toContain('currency = "EUR"');
    expect(text).toContain('value = "gross"');
  });
});
