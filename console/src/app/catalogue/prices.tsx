// A product's prices: variants down, price lists across. A block of a spreadsheet can be pasted onto any cell.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, asked, type Schemas } from "../../api/client";
import { changes, keyOf, laid, priceOf, type Cell, type Change, type Edits } from "./grid";
import { CellTable, KeepCells } from "../../framework/cells";
import { named, t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { useMay } from "../../framework/session";
import { Card, Id } from "../../framework/shown";
import { Empty, Failed, Loading, ProblemNote } from "../../framework/states";
import { useWrite } from "../../framework/write";

type Product = Schemas["ProductWire"];
type Price = Schemas["PriceWire"] & { list: string };

export function Prices({ product }: { product: Product }) {
  const may = useMay()("prices:write");
  const [edits, setEdits] = useState<Edits>({});
  const lists = useQuery({ queryKey: ["price-lists"], queryFn: () => asked(api.GET("/v1/price-lists", { params: { query: { limit: 200 } } })) });
  const all = lists.data?.items ?? [];
  const prices = useQuery({
    queryKey: ["prices", product.id, all.map((one) => one.id)],
    queryFn: async () => {
      const at = new Date().toISOString();
      const pairs = all.flatMap((list) => product.variants.map((variant) => ({ list: list.id, variant: variant.id })));
      const pages = await Promise.all(pairs.map(({ list, variant }) => asked(api.GET("/v1/price-lists/{list}/prices", { params: { path: { list }, query: { variant, at } } })).then((page) => page.items.map((one): Price => ({ ...one, list })))));
      return pages.flat();
    },
    enabled: Boolean(lists.data),
  });
  const holding = new Map((prices.data ?? []).map((one) => [keyOf(one), one.unit_price.amount]));
  const holds = (cell: Cell) => holding.get(keyOf(cell)) ?? null;
  const steps = [...new Set([1, ...(prices.data ?? []).map((one) => one.min_quantity)])].toSorted((a, b) => a - b);
  const grid = product.variants.flatMap((variant) => steps.map((min_quantity) => all.map((list): Cell => ({ list: list.id, variant: variant.id, min_quantity }))));
  const { changed, wrong } = changes(grid, holds, edits);

  const write = useWrite(
    async (wish: Change[], key: string) => {
      for (const [place, list] of all.entries()) {
        const of = wish.filter((one) => one.list === list.id);
        const set = of.flatMap(({ variant, min_quantity, after }) => (after === null ? [] : [{ variant, min_quantity, unit_price: { amount: after, currency: list.currency } }]));
        // One wish is several requests; sent again, each is done once.
        if (set.length > 0) await asked(api.PUT("/v1/price-lists/{list}/prices", { params: { path: { list: list.id }, header: { "Idempotency-Key": `${key}-${place}` } }, body: { prices: set } }));
        for (const one of of.filter((each) => each.after === null)) {
          await asked(api.POST("/v1/price-lists/{list}/prices/end", { params: { path: { list: list.id }, header: { "Idempotency-Key": `${key}-${place}-${one.variant}-${one.min_quantity}` } }, body: { variant: one.variant, min_quantity: one.min_quantity } }));
        }
      }
    },
    { stale: ["prices"] },
  );
  const send = (wish: Change[], undo: boolean) =>
    write.mutate(wish, {
      onSuccess: () => {
        // What was typed over it meanwhile stays.
        setEdits((now) => Object.fromEntries(Object.entries(now).filter(([key, text]) => !wish.some((one) => keyOf(one) === key && (text.trim() === "" ? null : priceOf(text)) === one.after))));
        const back = wish.map((one) => ({ ...one, before: one.after, after: one.before }));
        tell(t("{count, plural, one {# price holds from now} other {# prices hold from now}}", { count: wish.length }), undo ? () => send(back, false) : undefined);
      },
    });
  const sku = (id: string) => product.variants.find((one) => one.id === id)?.sku ?? id;

  if (lists.isError || prices.isError) return <Card title={t("Prices")} bare><Failed error={lists.error ?? prices.error} again={() => { void lists.refetch(); void prices.refetch(); }} /></Card>;
  if (lists.isPending || prices.isPending) return <Card title={t("Prices")} bare><Loading lines={4} /></Card>;
  if (all.length === 0) return <Card title={t("Prices")} bare><Empty title={t("There is no price list yet")} /></Card>;
  return (
    <Card title={t("Prices")} more={may && <span className="quiet">{t("A block of a spreadsheet can be pasted onto any cell.")}</span>} bare>
      <CellTable
        name={t("Prices")}
        kind="figure"
        readOnly={!may}
        heads={[
          { key: "sku", show: "SKU" },
          ...(steps.length > 1 ? [{ key: "from", show: t("From pieces") }] : []),
          ...all.map((list) => ({ key: list.id, title: named(list.names, list.id), cells: true, show: <>{list.market}{list.channel ? ` · ${list.channel}` : ""} {list.currency}<div className="quiet" style={{ fontWeight: 400 }}>{list.tax_inclusive ? t("incl. tax") : t("excl. tax")}</div></> })),
        ]}
        rows={grid.map((cells, row) => ({ key: String(row), before: [<Id>{sku(cells[0]?.variant ?? "")}</Id>, ...(steps.length > 1 ? [cells[0]?.min_quantity] : [])] }))}
        cell={(row, column) => {
          const cell = grid[row]?.[column] as Cell;
          const key = keyOf(cell);
          const state = wrong.includes(key) ? "bad" : changed.some((one) => keyOf(one) === key) ? "new" : "";
          return { label: `${sku(cell.variant)} ${all[column]?.market} ${all[column]?.currency}${cell.min_quantity > 1 ? ` ${t("From pieces")} ${cell.min_quantity}` : ""}`, value: edits[key] ?? holds(cell) ?? "", state, title: state ? t("holds now: {price}", { price: holds(cell) ?? "—" }) : undefined };
        }}
        change={(row, column, text) => setEdits({ ...edits, [keyOf(grid[row]?.[column] as Cell)]: text })}
        paste={(row, column, block) => setEdits({ ...edits, ...laid(grid, row, column, block) })}
      />
      {Object.keys(edits).length > 0 && (
        <div style={{ display: "grid", gap: 12, padding: 16 }}>
          <ProblemNote error={write.error} />
          <KeepCells word={t("Keep {count, plural, one {# price} other {# prices}}", { count: changed.length })} ready={changed.length > 0 && wrong.length === 0} sending={write.isPending} keep={() => send(changed, true)} leave={() => { write.reset(); setEdits({}); }}>
            {wrong.length > 0 && <span className="down">{t("{count, plural, one {# cell is no price} other {# cells are no prices}}", { count: wrong.length })}</span>}
          </KeepCells>
        </div>
      )}
    </Card>
  );
}
