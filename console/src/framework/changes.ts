// What the stream of changes says, and what of what was looked up is old by it.

/** What a change of a kind makes stale. An order's step also moves stock and books what it does, and is told as the order's change alone. */
const STALE: Record<string, string[]> = {
  orders: ["orders", "returns", "customers", "stock", "movements", "ledger", "figures"],
  stock: ["stock", "movements", "warehouses", "figures"],
  sourcing: ["warehouses"],
  products: ["products", "product-texts", "variants"],
  prices: ["prices", "price-lists", "markets", "fx"],
  ledger: ["ledger", "entities"],
  tax: ["tax"],
  customers: ["customers"],
  imports: ["imports", "quarantine"],
};
/** So long is waited at least between two looks at the same, ms; adding up is dearer than reading, and its sums follow the orders. */
const PAUSE = 1_000;
const PAUSES: Record<string, number> = { figures: 5_000 };
const FIRST: Record<string, number> = { figures: 1_000 };

/** One event of a stream. */
export type Told = { id?: string; event?: string; data?: string };

/** The events of a text that came in pieces, and what of it is not whole yet (HTML standard, 9.2.6, as far as the server writes it). */
export function eventsIn(text: string): { events: Told[]; rest: string } {
  const parts = text.split("\n\n");
  const rest = parts.pop() ?? "";
  const events = parts.map((part) => Object.fromEntries(part.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trimStart()])) as Told);
  return { events, rest };
}

/** What changed since it was looked up: things by their ids, or `null` where it may be any. */
type Changed = Set<string> | null;

const ID = /^[a-z]{2,4}_[0-9A-Z]{13}$/;

/** Whether what a query holds is touched: a thing that is not among the changed ones is not, nor a long list none of whose rows is. */
export function touched(query: { queryKey: readonly unknown[]; state: { data: unknown } }, changed: Changed): boolean {
  const [, second] = query.queryKey;
  if (changed && typeof second === "string" && ID.test(second)) return changed.has(second);
  const pages = second === "list" ? (query.state.data as { pages?: { items: object[] }[] } | undefined)?.pages : undefined;
  if (!changed || !pages || pages.length < 2) return true;
  return pages.some((page) => page.items.some((row) => Object.values(row).some((value) => typeof value === "string" && changed.has(value))));
}

/** Makes stale what changed: the same at most once a pause, and all that came meanwhile at once. */
export class Gathered {
  private readonly waiting = new Map<string, { changed: Changed; due: number }>();
  private readonly done = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly stale: (name: string, changed: Changed) => void;

  constructor(stale: (name: string, changed: Changed) => void) {
    this.stale = stale;
  }

  add(of: string, id: string): void {
    for (const name of STALE[of] ?? []) {
      const known = this.waiting.get(name);
      // Only where the names are the same are the ids those of its rows.
      const changed = name === of && known?.changed !== null ? (known?.changed ?? new Set<string>()).add(id) : null;
      const due = known?.due ?? Math.max(Date.now() + (FIRST[name] ?? 50), (this.done.get(name) ?? 0) + (PAUSES[name] ?? PAUSE));
      this.waiting.set(name, { changed, due });
    }
    this.plan();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.waiting.clear();
  }

  private plan(): void {
    clearTimeout(this.timer);
    const next = Math.min(...[...this.waiting.values()].map((one) => one.due));
    if (Number.isFinite(next)) this.timer = setTimeout(() => this.flush(), Math.max(0, next - Date.now()));
  }

  private flush(): void {
    const now = Date.now();
    for (const [name, { changed, due }] of this.waiting) {
      if (due > now) continue;
      this.waiting.delete(name);
      this.done.set(name, now);
      this.stale(name, changed);
    }
    this.plan();
  }
}
