import { PlusOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { api, asked, questions, type Schemas } from "../../api/client";
import { useMarkets } from "../known";
import { Filters } from "../../framework/filters";
import { beginOf, country } from "../../framework/format";
import { t } from "../../framework/i18n";
import { List, NothingFits, type ListColumn } from "../../framework/list";
import { Page } from "../../framework/page";
import { useQuestions } from "../../framework/search";
import { useSettings } from "../../framework/settings";
import { Id, Money, Pill, Time } from "../../framework/shown";
import { choices, word } from "../../framework/words";

type Order = Schemas["OrderSummary"];

const FILTERS = ["status", "payment", "fulfilment", "tax_status", "held_because", "market", "channel", "shop", "entity", "country", "customer", "recorded_from", "recorded_until"] as const;

export function orderColumns(): ListColumn<Order>[] {
  return [
    { id: "number", name: t("Order"), show: (one) => <Link to="/orders/$order" params={{ order: one.id }}><Id>{one.external_number ?? one.id}</Id></Link> },
    { id: "placed_at", name: t("Placed"), show: (one) => <Time at={one.placed_at} /> },
    { id: "status", name: t("Order state"), show: (one) => <Pill kind="status" value={one.status} /> },
    { id: "payment", name: t("Payment"), show: (one) => <Pill kind="payment" value={one.payment} /> },
    { id: "fulfilment", name: t("Fulfilment"), show: (one) => <Pill kind="fulfilment" value={one.fulfilment} /> },
    { id: "country", name: t("Country"), show: (one) => country(one.country) },
    { id: "channel", name: t("Channel"), show: (one) => `${one.channel} · ${one.shop}` },
    { id: "units", name: t("Pieces"), end: true, show: (one) => one.units },
    { id: "gross", name: t("Total"), end: true, show: (one) => <Money of={one.gross} /> },
    { id: "tax", name: t("Tax"), end: true, extra: true, show: (one) => <Money of={one.tax} /> },
    { id: "tax_status", name: t("Tax state"), show: (one) => <Pill kind="tax_status" value={one.tax_status} /> },
    { id: "held_because", name: t("Held because"), extra: true, show: (one) => word("held", one.held_because) },
    { id: "entity", name: t("Entity"), extra: true, show: (one) => one.entity },
    { id: "recorded_at", name: t("Recorded"), extra: true, show: (one) => <Time at={one.recorded_at} /> },
    { id: "id", name: t("Hanse number"), extra: true, show: (one) => <Id>{one.id}</Id> },
  ];
}

export default function Orders() {
  const [search, ask] = useQuestions();
  const markets = useMarkets();
  const { zone } = useSettings();
  const told = questions("/v1/orders", search, FILTERS);
  // A day is chosen, an instant is asked for: the day's first in the reader's zone.
  const query = { ...told, recorded_from: told.recorded_from && beginOf(told.recorded_from, zone), recorded_until: told.recorded_until && beginOf(told.recorded_until, zone) };
  const words = search.q?.trim();
  const countries = [...new Set(markets.data?.items.flatMap((one) => one.countries))].map((value) => ({ value, label: country(value) }));
  return (
    <Page
      fills
      name={t("Orders")}
      title={t("Orders")}
      tools={<Link to="/orders/new"><Button type="primary" icon={<PlusOutlined aria-hidden />}>{t("Place an order")}</Button></Link>}
    >
      <List
        name="orders"
        title={t("Orders")}
        live
        question={words ? { q: words } : query}
        load={(cursor, signal) =>
          words
            ? asked(api.GET("/v1/orders/find", { params: { query: { q: words, cursor, limit: 100 } }, signal }))
            : asked(api.GET("/v1/orders", { params: { query: { ...query, cursor, limit: 100 } }, signal }))
        }
        columns={orderColumns()}
        id={(one) => one.id}
        to={(one) => `/orders/${one.id}`}
        filters={
          <Filters
            page="orders"
            of={[
              { id: "q", name: t("Number, tracking, SKU, word"), kind: "text" },
              ...(words ? [] : ([
                { id: "status", name: t("Order state"), kind: "one", choices: choices("status") },
                { id: "payment", name: t("Payment"), kind: "one", choices: choices("payment") },
                { id: "fulfilment", name: t("Fulfilment"), kind: "one", choices: choices("fulfilment") },
                { id: "tax_status", name: t("Tax state"), kind: "one", choices: choices("tax_status") },
                { id: "country", name: t("Country"), kind: "one", choices: countries },
                { id: "market", name: t("Market"), kind: "one", choices: (markets.data?.items ?? []).map((one) => ({ value: one.code, label: one.code })) },
                { id: "recorded", name: t("Recorded"), kind: "days", from: "recorded_from", until: "recorded_until" },
              ] as const)),
            ]}
          />
        }
        empty={
          <NothingFits
            filtered={Boolean(words) || Object.values(query).some(Boolean)}
            nothing={t("No orders yet")}
            clear={() => ask(Object.fromEntries(["q", ...FILTERS].map((name) => [name, undefined])))}
            actions={<Link to="/orders/new"><Button type="primary">{t("Place an order")}</Button></Link>}
          />
        }
      />
    </Page>
  );
}
