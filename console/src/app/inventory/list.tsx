import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { questions } from "../../api/client";
import { useWarehouseName, useWarehouses } from "../known";
import { StockForm, type StockAct } from "./forms";
import { Cover } from "./cover";
import { shelves } from "./shelves";
import { useVariants } from "./variants";
import { asks, text } from "../../framework/asks";
import { Filters } from "../../framework/filters";
import { number } from "../../framework/format";
import { named, t } from "../../framework/i18n";
import { List, NothingFits } from "../../framework/list";
import { Page } from "../../framework/page";
import { useQuestions } from "../../framework/search";
import { useMay } from "../../framework/session";
import { Id } from "../../framework/shown";

asks("/inventory", { q: text, warehouse: text, variant: text });

export default function Inventory() {
  const [search, ask] = useQuestions();
  const may = useMay();
  const warehouses = useWarehouses();
  const warehouse = useWarehouseName();
  const [act, setAct] = useState<StockAct | null>(null);
  const [seen, setSeen] = useState<string[]>([]);
  const variants = useVariants(seen);
  const query = questions("/v1/stock", search, ["warehouse", "variant"]);
  const words = search.q?.trim() ?? "";
  const acts: [StockAct, string][] = [["receive", t("Receive")], ["count", t("Count")], ["adjust", t("Adjust")], ["transfer", t("Transfer")]];
  return (
    <Page
      fills
      name={t("Inventory")}
      title={t("Inventory")}
      tools={may("stock:write") && acts.map(([key, name], place) => <Button key={key} type={place === 0 ? "primary" : "default"} onClick={() => setAct(key)}>{name}</Button>)}
    >
      <List
        name="stock"
        title={t("Inventory")}
        live
        question={{ ...query, q: words }}
        load={async (cursor, signal) => {
          const page = await shelves(words, query, cursor, signal);
          setSeen((before) => [...new Set([...before, ...page.items.map((one) => one.variant)])]);
          return page;
        }}
        id={(one) => `${one.variant}/${one.warehouse}`}
        to={(one) => `/inventory/${one.variant}`}
        columns={[
          { id: "sku", name: "SKU", show: (one) => <Link to="/inventory/$variant" params={{ variant: one.variant }}><Id>{variants[one.variant]?.sku ?? one.variant}</Id></Link> },
          { id: "name", name: t("Product"), show: (one) => named(variants[one.variant]?.names) },
          { id: "warehouse", name: t("Warehouse"), show: (one) => warehouse(one.warehouse) },
          { id: "on_hand", name: t("On hand"), end: true, show: (one) => number(one.on_hand) },
          { id: "held", name: t("Held"), end: true, show: (one) => number(one.held) },
          { id: "buffer", name: t("Buffer"), end: true, extra: true, show: (one) => number(one.buffer) },
          { id: "available", name: t("Available"), end: true, show: (one) => <b className={one.available <= 0 ? "down" : undefined}>{number(one.available)}</b> },
          { id: "days_of_cover", name: t("Days of cover"), end: true, show: (one) => <Cover of={one} /> },
          { id: "in_transit", name: t("In transit"), end: true, show: (one) => number(one.in_transit) },
          { id: "shortfall", name: t("Shortfall"), end: true, show: (one) => <span className={one.shortfall > 0 ? "down" : "quiet"}>{number(one.shortfall)}</span> },
        ]}
        filters={<Filters page="stock" of={[...(may("catalogue:read") ? [{ id: "q", name: t("SKU or product"), kind: "text" as const }] : []), { id: "warehouse", name: t("Warehouse"), kind: "one", choices: (warehouses.data ?? []).map((one) => ({ value: one.id, label: one.code })) }]} />}
        empty={<NothingFits filtered={Boolean(words || search.warehouse || search.variant)} nothing={t("No stock was ever received")} clear={() => ask({ q: undefined, warehouse: undefined, variant: undefined })} />}
      />
      {act && <StockForm act={act} close={() => setAct(null)} />}
    </Page>
  );
}
