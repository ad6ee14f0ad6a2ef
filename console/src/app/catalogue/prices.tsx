// A product's prices: variants down, price lists across. A block of a spreadsheet can be pasted onto any cell.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState, type ClipboardEvent, type KeyboardEvent } from "react";
import { api, asked, type Schemas } from "../../api/client";
import { changes, keyOf, laid, priceOf, type Cell, type Change, type Edits } from "./grid";
import { pasted } from "../../framework/csv";
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
  const paste = (event: ClipboardEvent, row: number, column: number) => {
    const rows = pasted(event.clipboardData.getData("text"));
    if (rows.length < 2 && (rows[0]?.length ?? 0) < 2) return;
    event.preventDefault();
    setEdits({ ...edits, ...laid(grid, row, column, rows) });
  };
  const move = (event: KeyboardEvent<HTMLInputElement>, row: number, column: number) => {
    const down = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
    if (!down) return;
    event.preventDefault();
    event.currentTarget.closest("table")?.querySelector<HTMLInputElement>(`[data-cell="${row + down} ${column}"]`)?.focus();
  };
  const sku = (id: string) => product.variants.find((one) => one.id === id)?.sku ?? id;

  if (lists.isError || prices.isError) return <Card title={t("Prices")} bare><Failed error={lists.error ?? prices.error} again={() => { void lists.refetch(); void prices.refetch(); }} /></Card>;
  if (lists.isPending || prices.isPending) return <Card title={t("Prices")} bare><Loading lines={4} /></Card>;
  if (all.length === 0) return <Card title={t("Prices")} bare><Empty title={t("There is no price list yet")} /></Card>;
  return (
    <Card title={t("Prices")} more={may && <span className="quiet">{t("A block of a spreadsheet can be pasted onto any cell.")}</span>} bare>
      <div className="small-table" tabIndex={0} role="region" aria-label={t("Prices")}>
        <table className="rows cells" aria-label={t("Prices")}>
          <thead>
            <tr>
              <th scope="col">SKU</th>
              {steps.length > 1 && <th scope="col" className="end">{t("From pieces")}</th>}
              {all.map((list) => <th key={list.id} scope="col" className="end" title={named(list.names, list.id)}>{list.market}{list.channel ? ` · ${list.channel}` : ""} {list.currency}<div className="quiet" style={{ fontWeight: 400 }}>{list.tax_inclusive ? t("incl. tax") : t("excl. tax")}</div></th>)}
            </tr>
          </thead>
          <tbody>
            {grid.map((cells, row) => (
              <tr key={row}>
                <td><Id>{sku(cells[0]?.variant ?? "")}</Id></td>
                {steps.length > 1 && <td className="end">{cells[0]?.min_quantity}</td>}
                {cells.map((cell, column) => {
                  const key = keyOf(cell);
                  const state = wrong.includes(key) ? "bad" : changed.some((one) => keyOf(one) === key) ? "new" : "";
                  return (
                    <td key={key} className="end">
                      <input
                        className={`cell ${state}`}
                        data-cell={`${row} ${column}`}
                        inputMode="decimal"
                        readOnly={!may}
                        aria-label={`${sku(cell.variant)} ${all[column]?.market} ${all[column]?.currency}${cell.min_quantity > 1 ? ` ${t("From pieces")} ${cell.min_quantity}` : ""}`}
                        aria-invalid={state === "bad"}
                        title={state ? t("holds now: {price}", { price: holds(cell) ?? "—" }) : undefined}
                        value={edits[key] ?? holds(cell) ?? ""}
                        placeholder="—"
                        onFocus={(event) => event.currentTarget.select()}
                        onChange={(event) => setEdits({ ...edits, [key]: event.target.value })}
                        onPaste={(event) => paste(event, row, column)}
                        onKeyDown={(event) => move(event, row, column)}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {Object.keys(edits).length > 0 && (
        <div style={{ display: "grid", gap: 12, padding: 16 }}>
          <ProblemNote error={write.error} />
          <div className="row" role="status">
            <Button type="primary" disabled={changed.length === 0 || wrong.length > 0} loading={write.isPending} onClick={() => send(changed, true)}>{t("Keep {count, plural, one {# price} other {# prices}}", { count: changed.length })}</Button>
            <Button onClick={() => { write.reset(); setEdits({}); }}>{t("Leave them as they were")}</Button>
            {wrong.length > 0 && <span className="down">{t("{count, plural, one {# cell is no price} other {# cells are no prices}}", { count: wrong.length })}</span>}
          </div>
        </div>
      )}
    </Card>
  );
}
