import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { api, asked } from "../../api/client";
import { useWarehouseName, useWarehouses } from "../known";
import { StockForm, type StockAct } from "./forms";
import { Cover } from "./cover";
import { useVariants } from "./variants";
import { Called } from "../orders/called";
import { asks, text } from "../../framework/asks";
import { Filters } from "../../framework/filters";
import { number } from "../../framework/format";
import { named, t } from "../../framework/i18n";
import { List, NothingFits } from "../../framework/list";
import { Page } from "../../framework/page";
import { useQuestions } from "../../framework/search";
import { useMay } from "../../framework/session";
import { Card, Id, Pill, SmallTable, Time } from "../../framework/shown";

asks("/inventory/$variant", { warehouse: text });

/** Where one SKU lies, and every movement that brought it there. */
export default function Story() {
  const { variant } = useParams({ strict: false }) as { variant: string };
  const [search, ask] = useQuestions();
  const may = useMay();
  const what = useVariants([variant])[variant];
  const warehouse = useWarehouseName();
  const warehouses = useWarehouses();
  const [act, setAct] = useState<StockAct | null>(null);
  const shelves = useQuery({ queryKey: ["stock", "of", variant], queryFn: () => asked(api.GET("/v1/stock", { params: { query: { variant } } })), refetchInterval: 20_000 });
  const acts: [StockAct, string][] = [["receive", t("Receive")], ["count", t("Count")], ["adjust", t("Adjust")], ["transfer", t("Transfer")]];
  return (
    <Page
      fills
      name={what?.sku ?? variant}
      title={<Id>{what?.sku ?? variant}</Id>}
      up={{ to: "/inventory", name: t("Inventory") }}
      about={what && <Link to="/products/$product" params={{ product: what.product }}>{named(what.names)}</Link>}
      tools={may("stock:write") && acts.map(([key, name]) => <Button key={key} onClick={() => setAct(key)}>{name}</Button>)}
    >
      <Card bare>
        <SmallTable
          name={t("Where it lies")}
          rows={shelves.data?.items ?? []}
          columns={[
            { name: t("Warehouse"), show: (one) => warehouse(one.warehouse) },
            { name: t("On hand"), end: true, show: (one) => number(one.on_hand) },
            { name: t("Held"), end: true, show: (one) => number(one.held) },
            { name: t("Buffer"), end: true, show: (one) => number(one.buffer) },
            { name: t("Available"), end: true, show: (one) => <b>{number(one.available)}</b> },
            { name: t("Days of cover"), end: true, show: (one) => <Cover of={one} /> },
            { name: t("In transit"), end: true, show: (one) => number(one.in_transit) },
            { name: t("Shortfall"), end: true, show: (one) => number(one.shortfall) },
          ]}
        />
      </Card>
      <List
        name="movements"
        title={t("Movements")}
        question={{ variant, warehouse: search.warehouse }}
        load={(cursor, signal) => asked(api.GET("/v1/stock/{variant}/movements", { params: { path: { variant }, query: { warehouse: search.warehouse, cursor, limit: 100 } }, signal }))}
        id={(one) => one.id}
        columns={[
          { id: "at", name: t("When"), show: (one) => <Time at={one.at} /> },
          { id: "kind", name: t("What happened"), show: (one) => <Pill kind="movement" value={one.kind} /> },
          { id: "warehouse", name: t("Warehouse"), show: (one) => warehouse(one.warehouse) },
          { id: "quantity", name: t("Pieces"), end: true, show: (one) => <b className={one.quantity < 0 ? "id" : "id up"}>{one.quantity > 0 ? "+" : ""}{number(one.quantity)}</b> },
          { id: "document", name: t("Document"), show: (one) => <Called of={one.document} /> },
          { id: "reason", name: t("Reason"), show: (one) => one.reason ?? "—" },
          { id: "actor", name: t("By"), show: (one) => <Id>{one.actor}</Id> },
          { id: "recorded_at", name: t("Recorded"), extra: true, show: (one) => <Time at={one.recorded_at} /> },
        ]}
        filters={<Filters page="movements" of={[{ id: "warehouse", name: t("Warehouse"), kind: "one", choices: (warehouses.data ?? []).map((one) => ({ value: one.id, label: one.code })) }]} />}
        empty={<NothingFits filtered={Boolean(search.warehouse)} nothing={t("Nothing ever moved")} clear={() => ask({ warehouse: undefined })} />}
      />
      {act && what && <StockForm act={act} start={{ sku: what.sku }} close={() => setAct(null)} />}
    </Page>
  );
}
