import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Tooltip } from "antd";
import { useState, type ReactNode } from "react";
import { api, asked, askedWhole, type Schemas } from "../../api/client";
import { useAccountName, useWarehouseName } from "../known";
import { useVariants } from "../inventory/variants";
import { CustomerName } from "../customers/name";
import { Actions, type Order } from "./actions";
import { CorrectAddress } from "./address";
import { History } from "./history";
import { Person } from "./person";
import { Sourcing, TaxCard } from "./reasons";
import { Source } from "./source";
import { asks } from "../../framework/asks";
import { country, day, figure, number } from "../../framework/format";
import { t } from "../../framework/i18n";
import { useLooks } from "../../framework/live";
import { tell } from "../../framework/notes";
import { Page } from "../../framework/page";
import { useMay } from "../../framework/session";
import { Card, Facts, Id, Money, Pill, SmallTable, Tax, Time } from "../../framework/shown";
import { Failed, Loading, ProblemNote } from "../../framework/states";
import { useWrite } from "../../framework/write";
import { word, type Kind } from "../../framework/words";

asks("/orders/$order", {});

type Event = Schemas["EventBody"];
type Line = Order["lines"][number];

const up = () => ({ to: "/orders", name: t("Orders") });

export default function OrderPage() {
  const { order: id } = useParams({ strict: false }) as { order: string };
  const may = useMay();
  const [corrected, setCorrected] = useState<string>();
  const looks = useLooks(20_000);
  const path = { params: { path: { id } } };
  const order = useQuery({ queryKey: ["orders", id], queryFn: () => askedWhole(api.GET("/v1/orders/{id}", path)), refetchInterval: looks });
  const actions = useQuery({ queryKey: ["orders", id, "actions"], queryFn: () => asked(api.GET("/v1/orders/{id}/actions", path)), refetchInterval: looks });
  const events = useQuery({ queryKey: ["orders", id, "events"], queryFn: () => asked(api.GET("/v1/orders/{id}/events", path)), refetchInterval: looks });
  const entries = useQuery({
    queryKey: ["ledger", "order", id],
    queryFn: () => asked(api.GET("/v1/ledger/entries", { params: { query: { order: id } } })),
    enabled: may("ledger:read"),
  });
  if (order.isError) return <Page name={t("Order")} title={id} up={up()}><Failed error={order.error} again={() => void order.refetch()} /></Page>;
  if (order.isPending) return <Page name={t("Order")} title={<span className="quiet">{id}</span>} up={up()}><Loading lines={12} /></Page>;
  const one = order.data.answer;
  return (
    <Page
      name={one.external_number ?? one.id}
      title={<span className="id">{one.external_number ?? one.id}</span>}
      up={up()}
      about={<span className="row"><Pill kind="status" value={one.status} /><Pill kind="payment" value={one.payment} /><Pill kind="fulfilment" value={one.fulfilment} /><span>{one.channel} · {one.shop}</span><Time at={one.placed_at} /></span>}
      tools={<Actions order={one} actions={actions.data ?? []} version={order.data.version} />}
    >
      {one.status === "held" && (
        <div className="problem mild" role="status"><div><div className="what">{t("On hold: {because}", { because: word("held", one.held_because) })}</div>{t("Nothing leaves until somebody releases it.")}{corrected === one.id && <> {t("The address was corrected.")} <Release order={one} version={order.data.version} /></>}</div></div>
      )}
      <div className="columns">
        <div className="stack">
          <Axes order={one} events={events.data ?? []} />
          <Lines order={one} />
          <TaxCard order={one} />
          <Sourcing order={one} />
          <Card title={t("In the books")} bare>
            {entries.isError ? <Failed error={entries.error} /> : <Booked entity={one.entity} entries={entries.data?.items ?? []} />}
          </Card>
          <Source order={one.id} />
          <History order={one} events={events.data ?? []} />
        </div>
        <div className="stack">
          <Card title={t("Amounts")}>
            <Facts sums of={[
              [t("Net"), <Money of={one.net} />],
              [t("Tax"), <span className="row"><Pill kind="tax_status" value={one.tax_status} /><Tax of={one.tax} status={one.tax_status} /></span>],
              ...(Number(one.rounding.amount) === 0 ? [] : [[t("Rounding"), <Money of={one.rounding} />] as [string, ReactNode]]),
              [t("Total"), <Money of={one.gross} strong />],
              [t("Paid"), <Money of={one.paid} />],
              [t("Given back"), <Money of={one.refunded} />],
            ]} />
          </Card>
          <Card title={t("Who and where")}>
            <Facts of={[
              [t("Country"), country(one.country)],
              [t("Buyer"), word("buyer", one.buyer)],
              [t("Customer"), one.customer ? <CustomerName id={one.customer} /> : t("Not recognised")],
              [t("Market"), one.market],
              [t("Seller"), one.entity],
            ]} />
            <Person key={corrected} id={one.person} />
            {one.status !== "cancelled" && one.shipments.length === 0 && one.person && <div style={{ marginBlockStart: 12 }}><CorrectAddress order={one} done={() => setCorrected(one.id)} /></div>}
          </Card>
          <Card title={t("Parcels")}>
            {one.shipments.length === 0 ? <span className="quiet">{t("Nothing has left yet")}</span> : one.shipments.map((each) => (
              <div key={each.id} style={{ marginBlockEnd: 12 }}>
                <div className="row"><b>{each.carrier ?? t("Carrier not named")}</b><Id>{each.tracking ?? each.id}</Id></div>
                <div className="quiet">{t("Left")} <Time at={each.shipped_at} /></div>
                <div className="quiet">{each.delivered_at ? <>{t("Arrived")} <Time at={each.delivered_at} /></> : each.failed_at ? <>{word("shipment_failure", each.failure)} <Time at={each.failed_at} /></> : t("Under way")}</div>
              </div>
            ))}
          </Card>
          <Card title={t("Papers and payments")}>
            <ul className="story">
              {one.payments.map((each) => <li key={each.id}>{each.kind === "refund" ? t("Refund|paper") : t("Payment")} <Money of={each.amount} /> · {word("method", each.method)} <Id>{each.reference}</Id><div className="when"><Time at={each.at} /></div></li>)}
              {one.documents.map((each) => <li key={each.id}>{word("document", each.kind)} <Id>{each.number}</Id> · <Money of={each.gross} /><div className="when"><Time at={each.issued_at} /></div></li>)}
              {one.returns.map((each) => <li key={each.id}><Link to="/returns/$return" params={{ return: each.id }}>{t("Return")}</Link> <Pill kind="return_state" value={each.state} /> {word("return_reason", each.reason)}<div className="when"><Time at={each.requested_at} /></div></li>)}
            </ul>
            {one.payments.length + one.documents.length + one.returns.length === 0 && <span className="quiet">{t("Nothing yet")}</span>}
          </Card>
          <Card title={t("Numbers")}>
            <Facts of={[[t("Hanse number"), <Id>{one.id}</Id>], [t("Recorded"), <Time at={one.recorded_at} />], [t("Version"), one.version]]} />
          </Card>
        </div>
      </div>
    </Page>
  );
}

/** Lets an order go on whose address was put right. */
function Release({ order, version }: { order: Order; version: string | null }) {
  const may = useMay()("orders:write");
  const write = useWrite((reason: string, key: string) => asked(api.POST("/v1/orders/{id}/release", { params: { path: { id: order.id }, header: { "Idempotency-Key": key } }, headers: version ? { "If-Match": version } : {}, body: { reason } })), {
    stale: ["orders", "figures", "stock"],
    done: () => tell(t("Released: {order}", { order: order.external_number ?? order.id })),
  });
  return <><Button size="small" type="primary" disabled={!may} loading={write.isPending} onClick={() => write.mutate(t("Address corrected"))}>{t("Release it now")}</Button><ProblemNote error={write.error} /></>;
}

/** The three courses of an order, told from its own events: each step where the state changed. */
function Axes({ order, events }: { order: Order; events: Event[] }) {
  const axes = [["status", t("Order state")], ["payment", t("Payment")], ["fulfilment", t("Fulfilment")]] as const;
  return (
    <Card title={t("Timeline")}>
      <div className="axis">
        {axes.map(([axis, name]) => {
          let before: unknown;
          const steps = events.filter((event) => {
            const now = (event.data as Record<string, unknown>)[axis];
            const changed = typeof now === "string" && now !== before;
            if (changed) before = now;
            return changed;
          });
          return (
            <div key={axis}>
              <div className="quiet" style={{ marginBlockEnd: 8 }}>{name}</div>
              <ul className="story">
                {steps.map((event) => {
                  const data = event.data as Record<string, string>;
                  return <li key={event.position}><Pill kind={axis as Kind} value={data[axis]} /><div className="when"><Time at={data.at ?? data.placed_at ?? event.at} /></div></li>;
                })}
                {steps.length === 0 && <li><Pill kind={axis as Kind} value={order[axis]} /></li>}
              </ul>
            </div>
          );
        })}
      </div>
    </Card>
  );
}

function Lines({ order }: { order: Order }) {
  const warehouse = useWarehouseName();
  const gone = (line: Line) =>
    [[t("shipped"), line.shipped], [t("delivered"), line.delivered], [t("cancelled"), line.cancelled], [t("returned"), line.returned]].filter(([, count]) => count).map(([name, count]) => `${name} ${count}`).join(" · ");
  return (
    <Card title={t("Lines")} bare>
      <SmallTable
        name={t("Lines")}
        rows={order.lines}
        columns={[
          { name: "#", wide: true, show: (line) => line.line },
          { name: t("Goods|what"), wraps: true, show: (line) => <div><Id>{line.sku}</Id><div className="quiet" style={{ fontSize: 12 }}>{[line.kind === "goods" ? (line.product_name ?? line.name) : word("line_kind", line.kind), line.warehouse && warehouse(line.warehouse)].filter(Boolean).join(" · ")}</div></div> },
          { name: t("Pieces"), end: true, wraps: true, show: (line) => <span>{number(line.quantity)}<span className="quiet" style={{ display: "block", fontSize: 11 }}>{gone(line) || t("waiting")}</span></span> },
          { name: t("Unit price"), end: true, wide: true, show: (line) => <span><span className="id">{line.unit_price}</span><span className="quiet" style={{ display: "block", fontSize: 11 }}>{line.price_includes_tax ? t("incl. tax") : t("excl. tax")}</span></span> },
          { name: `${t("Tax")} ${order.gross.currency}`, end: true, wide: true, show: (line) => <span className="id">{line.tax_status === "not_determined" && Number(line.tax.amount) === 0 ? "—" : figure(line.tax.amount)}</span> },
          { name: `${t("Total")} ${order.gross.currency}`, end: true, show: (line) => <b className="id">{figure(line.gross.amount)}</b> },
        ]}
      />
    </Card>
  );
}

type Entry = Schemas["Page_EntryWire"]["items"][number];

export function Booked({ entity, entries }: { entity: string; entries: Entry[] }) {
  const account = useAccountName(entity);
  // The books keep a piece by its variant; people know its SKU.
  const may = useMay();
  const variants = useVariants(may("catalogue:read") ? [...new Set(entries.flatMap((one) => one.transfers.flatMap(({ tag }) => (tag?.startsWith("var_") ? [tag] : []))))] : []);
  const rows = entries.flatMap((entry) => entry.transfers.map((transfer, place) => ({ entry, transfer, first: place === 0 })));
  return (
    <SmallTable
      name={t("In the books")}
      rows={rows}
      columns={[
        { name: t("Booked on"), show: ({ entry, first }) => (first ? <Tooltip title={entry.id}><span>{day(entry.booked_on)}<div className="quiet" style={{ fontSize: 12 }}>{word("cause", entry.cause)}</div></span></Tooltip> : "") },
        { name: t("Debit"), wraps: true, show: ({ transfer }) => <Tooltip title={transfer.debit}><span>{account(transfer.debit)}</span></Tooltip> },
        { name: t("Credit"), wraps: true, show: ({ transfer }) => <Tooltip title={transfer.credit}><span>{account(transfer.credit)}</span></Tooltip> },
        { name: t("Amount"), end: true, show: ({ transfer }) => <><Money of={transfer.amount} />{transfer.tag && <div className="quiet" style={{ fontSize: 11 }}><Id>{variants[transfer.tag]?.sku ?? transfer.tag}</Id></div>}</> },
        { name: t("State"), wide: true, show: ({ transfer }) => <Pill kind="entry_state" value={transfer.state} /> },
      ]}
    />
  );
}
