// A no of the API is written for who calls it: it names a field as a program does (`/lines/0/quantity`). Whoever sits at a screen reads the
// field's name as it stands on the screen, and what is wanted there.
import { t } from "./i18n";

const NAMES: Record<string, () => string> = {
  address: () => t("Address"),
  amount: () => t("Amount"),
  base: () => t("A parcel"),
  base_currency: () => t("Base currency"),
  because: () => t("Held because"),
  buyer: () => t("Buyer"),
  carrier: () => t("Carrier"),
  category: () => t("Category"),
  channel: () => t("Channel"),
  city: () => t("City"),
  code: () => t("Code"),
  company: () => t("Company"),
  countries: () => t("Countries"),
  country: () => t("Country"),
  currency: () => t("Currency"),
  customer_group: () => t("Only for the group of customers"),
  days_max: () => t("Days, at worst"),
  days_min: () => t("Days, at best"),
  descriptions: () => t("Description"),
  destination: () => t("To|country"),
  difference: () => t("Difference, + or −"),
  document: () => t("Document"),
  email: () => t("E-mail"),
  entity: () => t("Entity"),
  expires_at: () => t("Ends"),
  external_number: () => t("Number there"),
  found: () => t("Found"),
  from: () => t("From|warehouse"),
  hs_code: () => t("HS code"),
  into: () => t("Customer that stays"),
  label: () => t("What it is for"),
  lines: () => t("Lines"),
  market: () => t("Market"),
  method: () => t("Method"),
  name: () => t("Name"),
  names: () => t("Name"),
  note: () => t("Note"),
  number: () => t("Number"),
  options: () => t("Options"),
  origin: () => t("Origin"),
  parent: () => t("Where it has no price, the prices of"),
  per_kg: () => t("A kilogram"),
  phone: () => t("Phone"),
  postcode: () => t("Postcode"),
  priority: () => t("Priority"),
  profile: () => t("Profile"),
  quantity: () => t("Pieces"),
  reason: () => t("Reason"),
  received: () => t("Received"),
  recipient: () => t("Recipient"),
  reference: () => t("The provider's number of it"),
  region: () => t("State or province"),
  restocked: () => t("Restocked"),
  rounding: () => t("Rounding"),
  scheme: () => t("Scheme"),
  seller: () => t("Seller"),
  service: () => t("Service"),
  shipment: () => t("Parcel"),
  shop: () => t("Shop"),
  sku: () => t("SKU"),
  source: () => t("Source"),
  status: () => t("State"),
  tax_class: () => t("Goods class"),
  territory: () => t("Territory"),
  time_zone: () => t("Time zone"),
  to: () => t("To|warehouse"),
  tracking: () => t("Tracking number"),
  unit_cost: () => t("Unit cost"),
  unit_price: () => t("Unit price"),
  valid_from: () => t("From|day"),
  valid_to: () => t("Before|day"),
  variants: () => t("Variants"),
  vat_id: () => t("VAT id"),
  warehouse: () => t("Warehouse"),
  weight_grams: () => t("Weight, g"),
  zone: () => t("Time zone"),
};

/** What is wanted in a field, where the API's sentence sends to its page. */
const WANTED: Record<string, () => string> = {
  hs_code: () => t("Six, eight or ten digits, such as 940520."),
  origin: () => t("The two letters of a country, such as DE."),
  country: () => t("The two letters of a country, such as DE."),
  code: () => t("Small letters a–z, digits, _ and -."),
  vat_id: () => t("The country's letters and the number, such as DE123456789."),
  channel: () => t("Small letters a–z, digits, _ and -."),
  shop: () => t("Small letters a–z, digits, _ and -."),
};
/** Sentences that only a program can follow. */
const VAGUE = new Set(["field_unusable", "field_wants_code", "field_wants_text", "field_wants_list", "field_wants_object", "field_wants_sku", "field_of_another_form", "field_unknown", "field_unknown_word", "field_wants_country"]);

/** A field of a body as a screen calls it; nothing where no screen has it. */
export function labelOf(pointer: string): string | undefined {
  const parts = pointer.split("/").slice(1);
  const name = parts.findLast((one) => one in NAMES);
  const said = name === undefined ? undefined : NAMES[name]?.();
  const line = /^\/lines\/(\d+)/.exec(pointer)?.[1];
  return said === undefined || line === undefined ? said : name === "lines" ? t("Line {line}", { line: Number(line) + 1 }) : t("{field}, line {line}", { field: said, line: Number(line) + 1 });
}

/** The API's no, in the words of the screen. */
export function plain<P extends { code: string; field?: string | null; detail: string }>(problem: P): P {
  const label = problem.field && labelOf(problem.field);
  if (!problem.field || !label) return problem;
  const last = problem.field.split("/").findLast((one) => one in NAMES) ?? "";
  if (VAGUE.has(problem.code)) return { ...problem, detail: [t("“{field}” cannot be used as it is written.", { field: label }), WANTED[last]?.()].filter(Boolean).join(" ") };
  return { ...problem, detail: problem.detail.replaceAll(problem.field, t("“{field}”", { field: label })) };
}
