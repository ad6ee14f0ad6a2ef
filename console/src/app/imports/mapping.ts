// A profile made by eye: which column of a file is what. The API takes a profile's own text (TOML) as it takes a name.
import type { Schemas } from "../../api/client";

/** What a column can be; a file has to tell the first five. */
export const FIELDS = ["invoice_number", "sku", "quantity", "placed_at", "unit_price", "description", "currency", "customer", "country",
  "recipient_name", "recipient_company", "recipient_street", "recipient_street_2", "recipient_postcode", "recipient_city", "recipient_region", "recipient_email", "recipient_phone"] as const;
export type Field = (typeof FIELDS)[number];
export const NEEDED: readonly Field[] = FIELDS.slice(0, 5);

export type Mapping = {
  /** The column's name in the file, by field. */
  columns: Partial<Record<Field, string>>;
  currency: string;
  zone: string;
  decimal: "." | ",";
  time: string;
  prices: "net" | "gross" | "unknown";
  /** What an order's number begins with when it cancels another; empty where none does. */
  cancels: string;
};

/** How days are written, most common first; each is also read with a time behind it. */
export const TIMES = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d"] as const;

export type Profile = Schemas["ProfileWire"];
export type Preview = Pick<Schemas["PreviewWire"], "columns" | "rows">;

/** JSON as a list of objects is written as the import reads it: an object a line. What is no such list stays as it is. */
export async function asLines(file: File): Promise<File> {
  if (!/^\s*\[/.test(await file.slice(0, 64).text())) return file;
  try {
    const list: unknown = JSON.parse(await file.text());
    return Array.isArray(list) ? new File([list.map((one) => `${JSON.stringify(one)}\n`).join("")], file.name, { type: "application/x-ndjson" }) : file;
  } catch {
    return file;
  }
}

const GUESSES: Record<Field, RegExp> = {
  invoice_number: /^(order|invoice)[ _-]?(no|number|id|name)?$|bestell(nummer|ung)|订单(编)?号|رقم الطلب/i,
  sku: /sku|stock ?code|article|artikel|item ?(no|code)|货号|商品编码/i,
  quantity: /quantity|qty|pieces|units|menge|anzahl|stück|数量|件数|الكمية/i,
  placed_at: /date|day|time|datum|created|placed|日期|时间|التاريخ/i,
  unit_price: /price|preis|单价|价格|السعر/i,
  description: /description|title|product|(item|article) ?name|artikelname|bezeichnung|商品名|品名|描述|الوصف|اسم المنتج/i,
  currency: /currency|währung|币种|العملة/i,
  customer: /customer|buyer|client|kunde|客户|العميل/i,
  country: /country|land$|^ship ?to$|国家|الدولة/i,
  recipient_name: /^(recipient|ship(ping|ped)?|delivery|liefer|empfänger)[ _-]?(to|name|an)?[ _-]?(name)?$|收件人|收货人|اسم المستلم/i,
  recipient_company: /company|firma|公司|الشركة/i,
  recipient_street: /street(?!.*2)|^(shipping )?address([ _-]?(line)?[ _-]?1)?$|straße|strasse|地址|العنوان|الشارع/i,
  recipient_street_2: /(street|address)[ _-]?(line)?[ _-]?2|adresszusatz/i,
  recipient_postcode: /post ?code|postal|zip|plz|邮编|الرمز البريدي/i,
  recipient_city: /city|town|^ort$|stadt|城市|المدينة/i,
  recipient_region: /region|province|bundesland|省|المنطقة/i,
  recipient_email: /e-?mail|邮箱|البريد الإلكتروني/i,
  recipient_phone: /phone|telefon|mobile|电话|手机|الهاتف/i,
};

/** Looked for in this order: what names somebody first, so that "Shipping name" is no product's text. */
const GUESSED: readonly Field[] = [...FIELDS.slice(9), ...FIELDS.slice(0, 9)];

/** What a file's columns look like, to be looked at by a person: names first, then what stands in the rows. */
export function guess({ columns: header, rows }: Preview, zone: string): Mapping {
  const columns: Mapping["columns"] = {};
  for (const field of GUESSED) {
    const found = header.find((name) => GUESSES[field].test(name) && !Object.values(columns).includes(name));
    if (found) columns[field] = found;
  }
  const cells = (field: Field) => rows.map((row) => row[header.indexOf(columns[field] ?? "")] ?? "").filter(Boolean);
  const comma = cells("unit_price").some((cell) => /,\d{1,4}$/.test(cell));
  const days = cells("placed_at").map((cell) => cell.split(/[ T]/)[0] ?? "");
  const shape = [/^\d{4}-/, /^\d+\.\d+\.\d{4}/, /^\d+\/\d+\/\d{4}/, /^\d+\/\d+\/\d{4}/, /^\d{4}\//].findIndex((one) => days.length > 0 && days.every((day) => one.test(day)));
  // 31/12 and 12/31 look alike until a number is above twelve.
  const american = shape === 2 && days.some((day) => Number(day.split("/")[1]) > 12);
  return { columns, currency: "", zone, decimal: comma ? "," : ".", time: TIMES[american ? 3 : Math.max(0, shape)] ?? TIMES[0], prices: "unknown", cancels: "" };
}

/** A saved profile as a mapping, where it says what can be chosen by eye and nothing else. */
export function reopened(saved: Profile): Mapping | null {
  const time = TIMES.find((one) => saved.time_formats.includes(one));
  const mapping: Mapping = {
    columns: Object.fromEntries(FIELDS.flatMap((field) => (saved.columns[field] ? [[field, saved.columns[field]]] : []))),
    currency: saved.currency ?? "",
    zone: saved.zone,
    decimal: saved.decimal_mark === "," ? "," : ".",
    time: time ?? TIMES[0],
    prices: saved.price_basis === "net" || saved.price_basis === "gross" ? saved.price_basis : "unknown",
    cancels: saved.cancellation_starts_with[0] ?? "",
  };
  return profile(mapping) === saved.text ? mapping : null;
}

/** The saved profile that a file's columns suit best: all of its own are there. */
export function suiting(saved: Profile[], { columns }: Preview): Profile | undefined {
  const there = new Set(columns.map((one) => one.trim().toLowerCase()));
  const named = (one: Profile) => Object.values(one.columns);
  return saved.filter((one) => one.saved_at && named(one).every((column) => there.has(column.trim().toLowerCase()))).toSorted((a, b) => named(b).length - named(a).length)[0];
}

/** The fields a mapping still lacks. */
export function lacking(mapping: Mapping): Field[] {
  return [...NEEDED.filter((field) => !mapping.columns[field]), ...(mapping.columns.currency || mapping.currency ? [] : ["currency" as const])];
}

/** The profile, as the API reads it. */
export function profile(mapping: Mapping): string {
  const text = JSON.stringify;
  const pairs = FIELDS.map((field) => [field, mapping.columns[field]] as const).filter(([, column]) => column).map(([field, column]) => `${field} = ${text(column)}`);
  const group = mapping.decimal === "," ? "." : ",";
  const times = ["%H:%M:%S", "%H:%M"].map((time) => `${mapping.time} ${time}`);
  return `name = "by-eye"
about = "Columns chosen in the console."

[columns]
${pairs.join("\n")}

[numbers]
decimal_mark = ${text(mapping.decimal)}
group_mark = ${text(group)}

[time]
formats = [${[...times, mapping.time].map((one) => text(one)).join(", ")}]
zone = ${text(mapping.zone)}

[constants]
channel = "file"
${mapping.columns.currency ? "" : `currency = ${text(mapping.currency)}\n`}
[invoice]
cancellation_starts_with = [${mapping.cancels ? text(mapping.cancels) : ""}]
${mapping.prices === "unknown" ? "" : `
[assumptions.price_basis]
value = ${text(mapping.prices)}
status = "sure"
because = "Said by whoever imported the file."
`}
[[rule]]
name = "goods cancelled"
kind = "goods_cancelled"
cancellation = true
quantity = "negative"
price = "positive"

[[rule]]
name = "goods for nothing"
kind = "free_goods"
cancellation = false
quantity = "positive"
price = "zero"

[[rule]]
name = "goods"
kind = "goods"
cancellation = false
quantity = "positive"
price = "positive"
`;
}
