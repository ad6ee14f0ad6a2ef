import { PlusOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Suspense, lazy } from "react";
import { api, asked, questions, type Schemas } from "../../api/client";
import { useEntities, useMarkets } from "../known";
import { after, asks, coded, day as aDay, lands, one, text } from "../../framework/asks";
import { Filters } from "../../framework/filters";
import { beginOf, country, sheetTime } from "../../framework/format";
import { t } from "../../framework/i18n";
import { List, NothingFits, type ListColumn } from "../../framework/list";
import { Page } from "../../framework/page";
import { useQuestions } from "../../framework/search";
import { NEEDS, mayAll, useMay } from "../../framework/session";
import { settings, useSettings } from "../../framework/settings";
import { Id, Money, Pill, Time } from "../../framework/shown";
import { choices, word } from "../../framework/words";

asks("/orders", {
  q: text, status: coded("status"), payment: coded("payment"), fulfilment: coded("fulfilment"), tax_status: coded("tax_status"), held_because: text,
  market: text, channel: text, shop: text, entity: text, country: lands, customer: text, sort: one("-number", "number", "-placed_at", "placed_at"),
  placed_from: aDay, placed_until: after("placed_from"), recorded_from: aDay, recorded_until: after("recorded_from"),
});

type Order = Schemas["OrderSummary"];

const Many = lazy(() => import("./many"));

const FILTERS = ["status", "payment", "fulfilment", "tax_status", "held_because", "market", "channel", "shop", "entity", "country", "customer", "placed_from", "placed_until", "recorded_from", "recorded_until"] as const;

export function orderColumns(): ListColumn<Order>[] {
  const { zone } = settings();
  return [
    { id: "number", name: t("Order"), sort: { down: "-number", up: "number" }, text: (one) => one.external_number, show: (one) => <Link to="/orders/$order" params={{ order: one.id }}><Id>{one.external_number ?? one.id}</Id></Link> },
    { id: "placed_at", name: t("Placed"), sort: { down: "-placed_at", up: "placed_at" }, text: (one) => sheetTime(one.placed_at, zone), show: (one) => <Time at={one.placed_at} /> },
    { id: "recorded_at", name: t("Recorded"), wide: true, sort: { down: "*" }, text: (one) => sheetTime(one.recorded_at, zone), show: (one) => <Time at={one.recorded_at} /> },
    { id: "status", name: t("Order state"), text: (one) => word("status", one.status), show: (one) => <Pill kind="status" value={one.status} /> },
    { id: "payment", name: t("Payment"), text: (one) => word("payment", one.payment), show: (one) => <Pill kind="payment" value={one.payment} /> },
    { id: "fulfilment", name: t("Fulfilment"), text: (one) => word("fulfilment", one.fulfilment), show: (one) => <Pill kind="fulfilment" value={one.fulfilment} /> },
    { id: "country", name: t("Country"), text: (one) => one.country, show: (one) => country(one.country) },
    { id: "channel", name: t("Channel"), text: (one) => one.channel, show: (one) => `${one.channel} · ${one.shop}` },
    { id: "shop", name: t("Shop"), extra: true, text: (one) => one.shop, show: (one) => one.shop },
    { id: "market", name: t("Market"), extra: true, text: (one) => one.market, show: (one) => one.market },
    { id: "units", name: t("Pieces"), end: true, text: (one) => one.units, show: (one) => one.units },
    { id: "currency", name: t("Currency"), extra: true, text: (one) => one.currency, show: (one) => one.currency },
    { id: "net", name: t("Net"), end: true, extra: true, text: (one) => one.net.amount, show: (one) => <Money of={one.net} /> },
    { id: "tax", name: t("Tax"), end: true, extra: true, text: (one) => one.tax.amount, show: (one) => <Money of={one.tax} /> },
    { id: "gross", name: t("Total"), end: true, text: (one) => one.gross.amount, show: (one) => <Money of={one.gross} /> },
    { id: "paid", name: t("Paid"), end: true, extra: true, text: (one) => one.paid.amount, show: (one) => <Money of={one.paid} /> },
    { id: "refunded", name: t("Given back"), end: true, extra: true, text: (one) => one.refunded.amount, show: (one) => <Money of={one.refunded} /> },
    { id: "tax_status", name: t("Tax state"), text: (one) => word("tax_status", one.tax_status), show: (one) => <Pill kind="tax_status" value={one.tax_status} /> },
    { id: "held_because", name: t("Held because"), extra: true, text: (one) => one.held_because && word("held", one.held_because), show: (one) => word("held", one.held_because) },
    { id: "entity", name: t("Entity"), extra: true, text: (one) => one.entity, show: (one) => one.entity },
    { id: "customer", name: t("Customer"), extra: true, text: (one) => one.customer, show: (one) => <Id>{one.customer ?? "—"}</Id> },
    { id: "id", name: t("Hanse number"), extra: true, text: (one) => one.id, show: (one) => <Id>{one.id}</Id> },
  ];
}

export default function Orders() {
  const [search, ask] = useQuestions();
  const may = useMay();
  const markets = useMarkets();
  const entities = useEntities();
  const { zone } = useSettings();
  const told = questions("/v1/orders", search, [...FILTERS, "sort"]);
  // A day is chosen, an instant is asked for: the day's first in the reader's zone.
  const instant = (day: string | null | undefined) => (day ? beginOf(day, zone) : undefined);
  const query = { ...told, placed_from: instant(told.placed_from), placed_until: instant(told.placed_until), recorded_from: instant(told.recorded_from), recorded_until: instant(told.recorded_until) };
  const words = search.q?.trim();
  const countries = [...new Set(markets.data?.items.flatMap((one) => one.countries))].map((value) => ({ value, label: country(value) }));
  return (
    <Page
      fills
      name={t("Orders")}
      title={t("Orders")}
      tools={mayAll(may, NEEDS["/orders/new"]) && <Link to="/orders/new"><Button type="primary" icon={<PlusOutlined aria-hidden />}>{t("Place an order")}</Button></Link>}
    >
      <List
        name="orders"
        title={t("Orders")}
        live
        question={words ? { q: words } : query}
        load={(cursor, signal, limit) =>
          words
            ? asked(api.GET("/v1/orders/find", { params: { query: { q: words, cursor, limit } }, signal }))
            : asked(api.GET("/v1/orders", { params: { query: { ...query, cursor, limit } }, signal }))
        }
        columns={words ? orderColumns().map((one) => ({ ...one, sort: {} })) : orderColumns()}
        id={(one) => one.id}
        to={(one) => `/orders/${one.id}`}
        {...(may("orders:write") ? { many: (rows: Order[], clear: () => void) => <Suspense fallback={null}><Many rows={rows} clear={clear} /></Suspense> } : {})}
        filters={
          <Filters
            page="orders"
            of={[
              { id: "q", name: t("Number, tracking, SKU, word"), kind: "text" },
              ...(words ? [] : ([
                { id: "status", name: t("Order state"), kind: "several", choices: choices("status") },
                { id: "payment", name: t("Payment"), kind: "several", choices: choices("payment") },
                { id: "fulfilment", name: t("Fulfilment"), kind: "several", choices: choices("fulfilment") },
                { id: "tax_status", name: t("Tax state"), kind: "several", choices: choices("tax_status") },
                { id: "country", name: t("Country"), kind: "several", choices: countries },
                { id: "market", name: t("Market"), kind: "several", choices: (markets.data?.items ?? []).map((one) => ({ value: one.code, label: one.code })) },
                { id: "entity", name: t("Entity"), kind: "several", choices: (entities.data?.items ?? []).map((one) => ({ value: one.code, label: one.name })) },
                { id: "placed", name: t("Placed"), kind: "days", from: "placed_from", until: "placed_until" },
                { id: "recorded", name: t("Recorded"), kind: "days", from: "recorded_from", until: "recorded_until" },
              ] as const)),
            ]}
          />
        }
        empty={
          <NothingFits
            filtered={Boolean(words) || FILTERS.some((name) => search[name])}
            nothing={t("No orders yet")}
            clear={() => ask(Object.fromEntries(["q", ...FILTERS].map((name) => [name, undefined])))}
            actions={mayAll(may, NEEDS["/orders/new"]) && <Link to="/orders/new"><Button type="primary">{t("Place an order")}</Button></Link>}
          />
        }
      />
    </Page>
  );
}
