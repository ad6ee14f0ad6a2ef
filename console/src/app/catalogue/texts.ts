// A product's texts as cells: what was typed over what stands there, and what is to be written of it.
import type { Schemas } from "../../api/client";

export const COLUMNS = ["names", "descriptions"] as const;
export type What = (typeof COLUMNS)[number];
export type Edits = Record<string, string>;
export type Change = { locale: string; what: What; after: string | null };

type Product = Pick<Schemas["ProductWire"], What>;

export const textKey = (locale: string, what: What) => `${what} ${locale}`;

/** What is another than it was; an emptied text goes. */
export function changed(product: Product, edits: Edits): Change[] {
  return Object.entries(edits).flatMap(([key, text]): Change[] => {
    const what = COLUMNS.find((one) => key.startsWith(`${one} `));
    if (!what) return [];
    const locale = key.slice(what.length + 1);
    const after = text.trim() || null;
    return after === (product[what][locale] ?? null) ? [] : [{ locale, what, after }];
  });
}

export function patch(changes: Change[]): Schemas["PatchProduct"] {
  const of = (what: What) => Object.fromEntries(changes.filter((one) => one.what === what).map((one) => [one.locale, one.after]));
  return { ...(changes.some((one) => one.what === "names") ? { names: of("names") } : {}), ...(changes.some((one) => one.what === "descriptions") ? { descriptions: of("descriptions") } : {}) };
}

/** A block with its corner on a cell; what falls over the edges is left out. */
export function pastedTexts(locales: string[], row: number, column: number, block: string[][]): Edits {
  const edits: Edits = {};
  block.forEach((texts, down) => texts.forEach((text, right) => {
    const [locale, what] = [locales[row + down], COLUMNS[column + right]];
    if (locale && what) edits[textKey(locale, what)] = text;
  }));
  return edits;
}
