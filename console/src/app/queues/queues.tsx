// What waits for a person. Each queue is emptied with J, K and a key for what is done; what was done can be undone where the state allows.
import { Button } from "antd";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { api, asked, type Query, type Refused, type Schemas } from "../../api/client";
import { useWarehouseName } from "../known";
import { useVariants } from "../inventory/variants";
import { Called } from "../orders/called";
import { orderColumns } from "../orders/list";
import { asks, one } from "../../framework/asks";
import { number } from "../../framework/format";
import { named, t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { useKeys } from "../../framework/keys";
import Lacking from "../../framework/lacking";
import { List } from "../../framework/list";
import { useLooks } from "../../framework/live";
import { Page } from "../../framework/page";
import { AskReason } from "../../framework/reason";
import { useQuestions } from "../../framework/search";
import { useMay } from "../../framework/session";
import { Id, Time } from "../../framework/shown";
import { Empty, ProblemNote } from "../../framework/states";
import { Tabs } from "../../framework/tabs";
import { useWrite } from "../../framework/write";
import { word } from "../../framework/words";

asks("/queues", { queue: one("held", "not_determined", "waiting", "overpaid", "shortfall", "quarantine") });

type Order = Schemas["OrderSummary"];
type Shortfall = Schemas["ShortfallWire"];

export default function Queues() {
  const [search, ask] = useQuestions();
  const may = useMay();
  const tab = search.queue ?? "held";
  const looks = { refetchInterval: useLooks(20_000) };
  const orders = useQuery({ queryKey: ["orders", "queues"], queryFn: () => asked(api.GET("/v1/orders/queues")), enabled: may("orders:read"), ...looks });
  const short = useQuery({ queryKey: ["stock", "shortfalls", "count"], queryFn: () => asked(api.GET("/v1/stock/shortfalls/count")), enabled: may("stock:read"), ...looks });
  const rows = useQuarantine(may("import"));
  // A queue reached by its address, of what the key may not see.
  const lacking = [["shortfall", "stock:read"], ["quarantine", "import"]].find(([queue, scope]) => queue === tab && scope && !may(scope))?.[1];
  const items = [
    { key: "held", label: t("Held orders"), count: orders.data?.held },
    { key: "not_determined", label: t("Tax not determined"), count: orders.data?.tax_not_determined },
    { key: "waiting", label: t("Waiting to be shipped"), count: orders.data?.to_ship },
    { key: "overpaid", label: t("Paid too much"), count: orders.data?.overpaid },
    ...(may("stock:read") ? [{ key: "shortfall", label: t("Shortfalls"), count: short.data }] : []),
    ...(may("import") ? [{ key: "quarantine", label: t("Rows in quarantine"), count: rows.data?.rows }] : []),
  ];
  return (
    <Page fills name={t("Queues")} title={t("Queues")}>
      <Tabs name={t("Queues")} at={tab} go={(queue) => ask({ queue })} items={items} />
      {lacking ? <section className="card list"><Lacking scopes={[lacking]} /></section> : tab === "shortfall" ? <Shortfalls /> : tab === "quarantine" ? <Quarantine /> : <Orders key={tab} queue={tab} />}
    </Page>
  );
}

const QUESTION: Record<string, Query<"/v1/orders">> = {
  held: { status: "held" },
  not_determined: { held_because: "tax_not_determined" },
  waiting: { status: "open", fulfilment: "unfulfilled" },
  overpaid: { payment: "overpaid" },
};

function Orders({ queue }: { queue: string }) {
  const may = useMay();
  const client = useQueryClient();
  const chosen = useRef<Order | undefined>(undefined);
  const [asking, setAsking] = useState<Order | null>(null);
  const about = (order: Order, key: string) => ({ path: { id: order.id }, header: { "Idempotency-Key": key } });
  const again = () => void client.invalidateQueries({ queryKey: ["orders"] });
  const hold = useWrite((order: Order, key) => asked(api.POST("/v1/orders/{id}/hold", { params: about(order, key), body: { because: order.held_because ?? "review", reason: t("Undone") } })), { stale: ["orders", "figures"] });
  const release = useWrite((wish: { order: Order; reason: string }, key) => asked(api.POST("/v1/orders/{id}/release", { params: about(wish.order, key), body: { reason: wish.reason || undefined } })), {
    stale: ["orders", "figures"],
    done: (_, wish) => {
      setAsking(null);
      tell(t("Released: {order}", { order: wish.order.external_number ?? wish.order.id }), () => hold.mutate(wish.order, { onSuccess: again }));
    },
  });
  const start = (order: Order | undefined) => {
    if (order?.status !== "held" || !may("orders:write")) return;
    release.reset();
    setAsking(order);
  };
  const releases = queue === "held" || queue === "not_determined";
  useKeys(!releases ? [] : [{ keys: "r", does: t("Release the order"), run: () => start(chosen.current) }]);
  // What is the same for all in a queue stands aside, and why they are in it stands in front.
  const aside = releases ? ["fulfilment", "channel", "tax_status"] : ["tax_status"];
  const front = queue === "overpaid" ? ["paid"] : [];
  const all = orderColumns().filter((one) => one.id !== "status").map((one) => ({ ...one, sort: {}, extra: (one.extra || aside.includes(one.id)) && !front.includes(one.id) }));
  const because = all.filter((one) => releases && one.id === "held_because").map((one) => ({ ...one, extra: false, show: (row: Order) => <span className="pill warn">{word("held", row.held_because)}</span> }));
  const others = all.filter((one) => because.length === 0 || one.id !== "held_because");
  const columns = [...others.slice(0, 2), ...because, ...others.slice(2)];
  return (
    <>
      <List
        name={`queue-${queue}`}
        of="orders"
        title={t("Queues")}
        live
        question={QUESTION[queue] ?? {}}
        load={(cursor, signal, limit) => asked(api.GET("/v1/orders", { params: { query: { ...QUESTION[queue], cursor, limit } }, signal }))}
        id={(one) => one.id}
        to={(one) => `/orders/${one.id}`}
        onChosen={(one) => { chosen.current = one; }}
        columns={[...columns, ...(!releases ? [] : [{ id: "do", name: "", show: (row: Order) => <Button size="small" disabled={!may("orders:write")} onClick={() => start(row)}>{t("Release")}</Button> }])]}
        empty={<Empty title={t("This queue is empty")}>{t("Nothing waits for you here.")}</Empty>}
        foot={releases && <span className="wide-only"><kbd>R</kbd> {t("Release")}</span>}
      />
      <AskReason
        open={asking !== null}
        title={t("Release {order}", { order: asking?.external_number ?? asking?.id ?? "" })}
        word={t("Release")}
        optional={asking?.held_because !== "tax_not_determined"}
        sending={release.isPending}
        error={release.error}
        close={() => setAsking(null)}
        send={(reason) => asking && release.mutate({ order: asking, reason })}
      >
        <p>{asking?.held_because === "tax_not_determined" ? t("The tax of this order is not determined. Whoever releases it says why.") : t("It goes on as if it had never been held.")}</p>
      </AskReason>
    </>
  );
}

function Shortfalls() {
  const may = useMay();
  const warehouse = useWarehouseName();
  const chosen = useRef<Shortfall | undefined>(undefined);
  const [seen, setSeen] = useState<string[]>([]);
  const variants = useVariants(seen);
  const take = useWrite(
    (one: Shortfall, key) => asked(api.POST("/v1/stock/shortfalls/{variant}/{warehouse}/take", { params: { path: { variant: one.variant, warehouse: one.warehouse }, header: { "Idempotency-Key": key } } })),
    { stale: ["stock"] },
  );
  useKeys([{ keys: "t", does: t("Take it: you see to it"), run: () => chosen.current && may("stock:write") && take.mutate(chosen.current) }]);
  return (
    <>
      <ProblemNote error={take.error as Refused | null} />
      <List<Shortfall>
        name="shortfalls"
        of="stock"
        title={t("Shortfalls")}
        live
        question={{}}
        load={async (cursor, signal) => {
          const page = await asked(api.GET("/v1/stock/shortfalls", { params: { query: { cursor, limit: 100 } }, signal }));
          setSeen((before) => [...new Set([...before, ...page.items.map((one) => one.variant)])]);
          return page;
        }}
        id={(one) => `${one.variant}/${one.warehouse}`}
        to={(one) => `/inventory/${one.variant}`}
        onChosen={(one) => { chosen.current = one; }}
        columns={[
          { id: "sku", name: "SKU", show: (one) => <Link to="/inventory/$variant" params={{ variant: one.variant }}><Id>{variants[one.variant]?.sku ?? one.variant}</Id></Link> },
          { id: "name", name: t("Product"), show: (one) => named(variants[one.variant]?.names) },
          { id: "warehouse", name: t("Warehouse"), show: (one) => warehouse(one.warehouse) },
          { id: "quantity", name: t("Missing"), end: true, show: (one) => <b className="down">{number(one.quantity)}</b> },
          { id: "cause", name: t("Because|cause"), show: (one) => word("movement", one.cause) },
          { id: "document", name: t("Document"), show: (one) => <Called of={one.document} /> },
          { id: "since", name: t("Since"), show: (one) => <Time at={one.since} relative /> },
          { id: "owner", name: t("Seen to by"), show: (one) => (one.owner ? <Id>{one.owner}</Id> : <Button size="small" disabled={!may("stock:write")} onClick={() => take.mutate(one)}>{t("Take it")}</Button>) },
        ]}
        empty={<Empty title={t("Nothing is short")}>{t("Every piece that was promised is there.")}</Empty>}
        foot={<span className="wide-only"><kbd>T</kbd> {t("Take it")}</span>}
      />
    </>
  );
}

/** What waits in quarantine, of which imports. */
function useQuarantine(enabled: boolean) {
  return useQuery({ queryKey: ["imports", "waiting"], queryFn: () => asked(api.GET("/v1/imports/waiting")), enabled, refetchInterval: useLooks(20_000) });
}

function Quarantine() {
  return (
    <List<Schemas["WaitingImportWire"]>
      name="queue-quarantine"
      of="imports"
      title={t("Rows in quarantine")}
      live
      question={{}}
      load={async (_, signal) => ({ items: (await asked(api.GET("/v1/imports/waiting", { signal }))).imports })}
      id={(one) => one.import.id}
      to={(one) => `/imports/${one.import.id}`}
      columns={[
        { id: "shop", name: t("Import"), show: ({ import: one }) => <Link to="/imports/$import" params={{ import: one.id }}>{one.file_name ?? `${one.shop} · ${one.profile}`}</Link> },
        { id: "rows", name: t("To be corrected"), end: true, show: ({ rows }) => <b className="down">{`${number(rows.count)}${rows.more ? "+" : ""}`}</b> },
        { id: "lines", name: t("Rows"), end: true, wide: true, show: ({ import: one }) => number(one.lines_total) },
        { id: "at", name: t("Since"), show: ({ import: one }) => <Time at={one.created_at} /> },
      ]}
      empty={<Empty title={t("No row is in quarantine")}>{t("Every row of every import could be used.")}</Empty>}
    />
  );
}
