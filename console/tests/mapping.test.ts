import { describe, expect, it } from "vitest";
import { asLines, guess, lacking, profile, reopened, suiting, type Profile } from "../src/app/imports/mapping";

const GERMAN = { columns: ["Bestellnummer", "Artikel", "Bezeichnung", "Menge", "Datum", "Preis"], rows: [["B-1", "MUG-RED", "Becher; rot", "2", "31.12.2026", "1.234,50"], ["B-2", "MUG-BLUE", "Becher", "1", "01.01.2027", "9,90"]] };
const DAYS = (day: string) => ({ columns: ["order", "sku", "qty", "date", "price"], rows: [["1", "A", "1", day, "1"]] });

/** A profile as the server tells it again. */
function told(text: string): Profile {
  const one = (name: string) => new RegExp(`^${name} = "(.*)"$`, "m").exec(text)?.[1];
  const columns = text.slice(text.indexOf("[columns]"), text.indexOf("[numbers]")).matchAll(/^(\w+) = (".*")$/gm);
  return {
    name: "Lamp shop", about: "", text, saved_at: "2026-11-22T08:00:00Z", decimal_mark: one("decimal_mark") ?? ".", zone: one("zone") ?? "UTC",
    columns: Object.fromEntries([...columns].map(([, field, column]) => [field, JSON.parse(column ?? "") as string])),
    time_formats: JSON.parse(/^formats = (.*)$/m.exec(text)?.[1] ?? "[]") as string[],
    cancellation_starts_with: JSON.parse(/^cancellation_starts_with = (.*)$/m.exec(text)?.[1] ?? "[]") as string[],
    ...(one("currency") ? { currency: one("currency") } : {}), ...(one("value") ? { price_basis: one("value") } : {}),
  } as Profile;
}

describe("columns by eye", () => {
  it("does not take a person's name for what the goods are", () => {
    expect(guess({ columns: ["Name", "SKU", "Billing name"], rows: [] }, "UTC").columns).toEqual({ sku: "SKU" });
    expect(guess({ columns: ["Item name", "SKU"], rows: [] }, "UTC").columns.description).toBe("Item name");
  });
  it("guesses from names and from what stands in the rows, and says what is lacking", () => {
    const mapping = guess(GERMAN, "Europe/Berlin");
    expect(mapping.columns).toEqual({ invoice_number: "Bestellnummer", sku: "Artikel", quantity: "Menge", placed_at: "Datum", unit_price: "Preis", description: "Bezeichnung" });
    expect([mapping.decimal, mapping.time]).toEqual([",", "%d.%m.%Y"]);
    expect(lacking(mapping)).toEqual(["currency"]);
    expect(lacking({ ...mapping, currency: "EUR", columns: {} })).toHaveLength(5);
  });
  it("knows whom an order goes to by the columns' names, and takes nobody's name for a product's", () => {
    const columns = ["Order", "Shipping Name", "Shipping Street", "Address 2", "Zip", "Shipping City", "Email", "Phone", "Customer", "Country", "Product name"];
    expect(guess({ columns, rows: [] }, "UTC").columns).toEqual({
      invoice_number: "Order", customer: "Customer", country: "Country", description: "Product name", recipient_name: "Shipping Name", recipient_street: "Shipping Street",
      recipient_street_2: "Address 2", recipient_postcode: "Zip", recipient_city: "Shipping City", recipient_email: "Email", recipient_phone: "Phone",
    });
  });
  it("tells 12/31 from 31/12 once a number is above twelve", () => {
    expect(guess(DAYS("12/31/2026"), "UTC").time).toBe("%m/%d/%Y");
    expect(guess(DAYS("31/12/2026"), "UTC").time).toBe("%d/%m/%Y");
  });
  it("writes a profile in which a column's name cannot be anything else", () => {
    const text = profile({ ...guess(GERMAN, "Europe/Berlin"), currency: "EUR", prices: "gross", columns: { sku: 'a"\nkind = "x' } });
    expect(text).toContain('sku = "a\\"\\nkind = \\"x"');
    expect(text).toContain('currency = "EUR"');
    expect(text).toContain('value = "gross"');
  });
  it("opens what was saved again, whole; what somebody wrote by hand is left alone", () => {
    const mapping = { ...guess(GERMAN, "Europe/Berlin"), currency: "EUR", prices: "net" as const, cancels: "C" };
    expect(reopened(told(profile(mapping)))).toEqual(mapping);
    expect(reopened(told(`${profile(mapping)}# by hand\n`))).toBeNull();
  });
  it("proposes the saved columns that are all in the file, the most of them first", () => {
    const of = (name: string, columns: string[]) => ({ ...told(""), name, columns: Object.fromEntries(columns.map((one, at) => [String(at), one])) });
    const all = [of("few", ["artikel"]), of("most", ["Artikel", "MENGE"]), of("other", ["Artikel", "Qty"]), { ...of("ours", ["Artikel", "Menge", "Preis"]), saved_at: undefined } as unknown as Profile];
    expect(suiting(all, GERMAN)?.name).toBe("most");
    expect(suiting(all, DAYS("1"))).toBeUndefined();
  });
  it("writes a list of objects as an object a line, and leaves what is none", async () => {
    expect(await (await asLines(new File(['[{"a":1},\n {"a":"x\\ny"}]'], "a.json"))).text()).toBe('{"a":1}\n{"a":"x\\ny"}\n');
    expect(await (await asLines(new File(["[no json"], "a.json"))).text()).toBe("[no json");
  });
});
