// Where stock lies: all of it, or that of what fits some words.
import { api, asked, type Schemas } from "../../api/client";

type Page = Schemas["Page_ShelfWire"];
type Query = { warehouse?: string | null | undefined; variant?: string | null | undefined };

/** So many variants the API tells of at once. */
const AT_ONCE = 200;

/**
 * A page of shelves. With words, products are found first, a page of them after the other, and of each page's variants where they lie; a SKU that
 * holds the words goes before its product's others.
 */
export async function shelves(words: string, query: Query, cursor: string | undefined, signal: AbortSignal): Promise<Page> {
  const stock = (more: Query & { cursor?: string | undefined }) => asked(api.GET("/v1/stock", { params: { query: { ...query, ...more, limit: 100 } }, signal }));
  if (!words) return stock({ cursor });
  const [products, from, rest] = cursor ? (JSON.parse(cursor) as [string | null, number, string | null]) : [null, 0, null];
  const found = await asked(api.GET("/v1/products", { params: { query: { q: words, cursor: products ?? undefined, limit: 25 } }, signal }));
  const all = found.items.flatMap((product) => product.variants);
  const named = all.filter((one) => one.sku.toLowerCase().includes(words.toLowerCase()));
  const ids = (named.length > 0 ? named : all).map((one) => one.id);
  const page = ids.length > 0 ? await stock({ variant: ids.slice(from, from + AT_ONCE).join(","), cursor: rest ?? undefined }) : { items: [], next: null };
  const next = page.next ? [products, from, page.next] : from + AT_ONCE < ids.length ? [products, from + AT_ONCE, null] : found.next ? [found.next, 0, null] : null;
  return { ...page, next: next && JSON.stringify(next) };
}
