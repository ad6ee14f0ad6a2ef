// The warehouse in a hand: what to pick, who waits longest first. A scanned order or product opens the order to be packed.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { api, asked } from "../../api/client";
import { Pack } from "./pack";
import { neededOf, orderOf, packedOf, piecesIn, piecesLeft, stillToPick, type Pick } from "./packing";
import { Scanner } from "./scanner";
import { asks, one, text } from "../../framework/asks";
import { ago, country, number } from "../../framework/format";
import { t } from "../../framework/i18n";
import { keep, orKept } from "../../framework/kept";
import { useParcels, useReached } from "../../framework/outbox";
// What sends parcels is here before the first of them is packed, however the network is then.
import "../../framework/unsent";
import { Page } from "../../framework/page";
import { useQuestions } from "../../framework/search";
import { useSession } from "../../framework/session";
import { Id, Pill } from "../../framework/shown";
import { Empty, Failed, Loading } from "../../framework/states";
import { Tabs } from "../../framework/tabs";

asks("/warehouse", { warehouse: text, order: text, by: one("order", "product") });

const MOST = 100;

export default function Warehouse() {
  const [search, ask] = useQuestions();
  useWithoutNetwork();
  const warehouses = useQuery({ queryKey: ["warehouses", "bench"], queryFn: () => orKept("warehouses", () => asked(api.GET("/v1/warehouses"))), staleTime: 300_000 });
  const active = (warehouses.data?.answer ?? []).filter((one) => one.active);
  const here = active.find((one) => one.id === search.warehouse) ?? (active.length === 1 ? active[0] : undefined);
  const picks = useQuery({
    queryKey: ["picks", here?.id],
    queryFn: ({ signal }) => orKept(`picks ${here?.id}`, () => asked(api.GET("/v1/picks", { params: { query: { warehouse: here?.id ?? "", limit: MOST } }, signal }))),
    enabled: Boolean(here),
    refetchInterval: 20_000,
  });
  const parcels = useParcels();
  const toPick = stillToPick(picks.data?.answer.items ?? [], parcels);
  const pick = toPick.find((one) => one.order === search.order);
  if (warehouses.isError) return <Failed error={warehouses.error} again={() => void warehouses.refetch()} />;
  if (warehouses.isPending) return <Loading />;
  if (!here) {
    return (
      <Page name={t("Pick and pack")} title={t("Pick and pack")}>
        <div className="hand stack">
          <p>{t("In which warehouse are you?")}</p>
          {active.map((one) => <Button key={one.id} block onClick={() => ask({ warehouse: one.id }, false)}><Id>{one.code}</Id> · {country(one.country)}</Button>)}
        </div>
      </Page>
    );
  }
  if (search.order) {
    return (
      <Page name={pick?.number ?? search.order} title={<Id>{pick?.number ?? search.order}</Id>} about={pick && <About pick={pick} />} tools={<Button onClick={() => ask({ order: undefined }, false)}>{t("Back to the list")}</Button>}>
        <Connection stale={picks.isError || picks.data?.kept === true} />
        {picks.isPending ? <Loading /> : pick ? <Pack key={pick.order} pick={pick} done={() => ask({ order: undefined }, false)} /> : (
          <Empty title={t("This order is not to be packed here now")} actions={<Link className="ant-btn" to="/orders/$order" params={{ order: search.order }}>{t("Open the order")}</Link>}>{t("It has left, is held or cancelled, or others wait longer.")}</Empty>
        )}
      </Page>
    );
  }
  return (
    <Page
      name={t("Pick and pack")}
      title={t("Pick and pack")}
      about={<span><Id>{here.code}</Id> · {t("{count, plural, one {# order} other {# orders}}", { count: toPick.length })}</span>}
      tools={active.length > 1 && <Button onClick={() => ask({ warehouse: undefined, order: undefined }, false)}>{t("Another warehouse")}</Button>}
    >
      <Connection stale={picks.data !== undefined && (picks.isError || picks.data.kept)} />
      {picks.isPending ? <Loading /> : picks.isError && !picks.data ? <Failed error={picks.error} again={() => void picks.refetch()} /> : toPick.length === 0 ? (
        <Empty title={t("Nothing is to be picked here")}>{t("Everything that was ordered from this warehouse has left.")}</Empty>
      ) : (
        <PickList picks={toPick} more={Boolean(picks.data?.answer.next)} by={search.by ?? "order"} show={(by) => ask({ by })} open={(order) => ask({ order }, false)} />
      )}
    </Page>
  );
}

/** Keeps on this device what opens this screen again while nobody answers: the page itself, and who works here. */
function useWithoutNetwork(): void {
  const session = useSession();
  useEffect(() => keep("session", session), [session]);
  useEffect(() => {
    if (import.meta.env.PROD) void navigator.serviceWorker?.register("/worker.js", { scope: "/warehouse" }).catch(() => undefined);
  }, []);
}

/** What one has to know of the network: nothing while it is there. */
function Connection({ stale }: { stale: boolean }) {
  const parcels = useParcels();
  const reached = useReached();
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener("online", look);
    addEventListener("offline", look);
    return () => {
      removeEventListener("online", look);
      removeEventListener("offline", look);
    };
  }, []);
  const waiting = parcels.filter((one) => !one.refused).length;
  const refused = parcels.length - waiting;
  const away = !online || stale || (waiting > 0 && !reached);
  return (
    <div role="status" aria-live="polite">
      {(away || waiting > 0) && (
        <div className="problem mild">
          <div>
            {away && <div className="what">{t("No network")}</div>}
            {away && <div>{t("Go on: what you scan and send is kept on this device.")}</div>}
            {waiting > 0 && <div>{t("{count, plural, one {# parcel is waiting to be sent} other {# parcels are waiting to be sent}}", { count: waiting })}</div>}
          </div>
        </div>
      )}
      {refused > 0 && <div className="problem"><div className="what">{t("{count, plural, one {# parcel was refused} other {# parcels were refused}}", { count: refused })} — {t("see them above")}</div></div>}
    </div>
  );
}

function About({ pick }: { pick: Pick }) {
  return (
    <span className="row">
      <span>{country(pick.country)} · {ago(pick.placed_at)}</span>
      {pick.payment !== "paid" && <Pill kind="payment" value={pick.payment} />}
    </span>
  );
}

function PickList({ picks, more, by, show, open }: { picks: Pick[]; more: boolean; by: string; show: (by: string) => void; open: (order: string) => void }) {
  const [unknown, setUnknown] = useState<string | null>(null);
  const take = (code: string) => {
    const found = orderOf(picks, code);
    setUnknown(found ? null : code);
    if (found) open(found.order);
  };
  return (
    <div className="hand stack">
      <Tabs name={t("Pick and pack")} at={by} go={show} items={[{ key: "order", label: t("By order") }, { key: "product", label: t("By product") }]} />
      {by === "product" ? (
        <ul className="picks">
          {neededOf(picks).map((one) => (
            <li key={one.sku} className="card">
              <div className="pick-head"><b className="count">{number(one.pieces)}</b><span><Id>{one.sku}</Id><br />{one.name}</span></div>
              <div className="row">{one.of.map(({ pick, pieces }) => <Button key={pick.order} onClick={() => open(pick.order)}><Id>{pick.number ?? pick.order}</Id> × {number(pieces)}</Button>)}</div>
            </li>
          ))}
        </ul>
      ) : (
        <ul className="picks">
          {picks.map((pick) => {
            const packed = piecesIn(packedOf(pick.order));
            return (
              <li key={pick.order} className="card">
                <button type="button" className="pick" onClick={() => open(pick.order)}>
                  <span className="row"><b className="id">{pick.number ?? pick.order}</b><span className="quiet">{country(pick.country)}</span></span>
                  <span className="row" style={{ marginInlineStart: "auto" }}><span>{t("{count, plural, one {# piece} other {# pieces}}", { count: piecesLeft(pick) })}</span><span className="quiet">{ago(pick.placed_at)}</span></span>
                  <span className="row wide">
                    {packed > 0 && <span className="pill note">{t("{packed} in the box", { packed })}</span>}
                    {pick.payment !== "paid" && <Pill kind="payment" value={pick.payment} />}
                    {pick.short && <span className="pill bad">{t("Not all of it is there")}</span>}
                    {pick.elsewhere > 0 && <span className="pill">{t("{count, plural, one {# piece leaves elsewhere} other {# pieces leave elsewhere}}", { count: pick.elsewhere })}</span>}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {more && <p className="quiet">{t("These {count} wait longest; more come after them.", { count: MOST })}</p>}
      <div className="reach">
        {unknown !== null && <p className="said bad" role="alert">{t("Nothing to be picked here has the code {code}", { code: unknown })}</p>}
        <Scanner name={t("Scan an order or a product")} take={take} />
      </div>
    </div>
  );
}
