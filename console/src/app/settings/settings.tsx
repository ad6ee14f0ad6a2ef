import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { api, asked } from "../../api/client";
import { Entities } from "./entities";
import { Keys } from "./keys";
import { Markets, PriceLists } from "./markets";
import { Registrations, useTerritories } from "./registrations";
import { Warehouses } from "./warehouses";
import { asks, one } from "../../framework/asks";
import { country, today } from "../../framework/format";
import { t } from "../../framework/i18n";
import Lacking from "../../framework/lacking";
import { Page } from "../../framework/page";
import { useQuestions } from "../../framework/search";
import { useMay, useSession } from "../../framework/session";
import { Card, Facts, Id, Money, Pill, SmallTable, type Column } from "../../framework/shown";
import { Failed, Loading } from "../../framework/states";
import { Tabs } from "../../framework/tabs";
import { word } from "../../framework/words";

asks("/settings", { tab: one("entities", "warehouses", "markets", "prices", "rules", "rates", "registrations", "thresholds", "keys", "me") });

export default function SettingsPage() {
  const [search, ask] = useQuestions();
  const may = useMay();
  const tabs = [
    { key: "entities", label: t("Entities"), scope: "ledger:read" },
    { key: "warehouses", label: t("Warehouses"), scope: "stock:read" },
    { key: "markets", label: t("Markets"), scope: "prices:read" },
    { key: "prices", label: t("Price lists"), scope: "prices:read" },
    { key: "rules", label: t("Tax rules"), scope: "tax:read" },
    { key: "rates", label: t("Tax rates"), scope: "tax:read" },
    { key: "registrations", label: t("Registrations"), scope: "tax:read" },
    { key: "thresholds", label: t("Thresholds"), scope: "tax:read" },
    { key: "keys", label: t("API keys"), scope: "keys" },
    { key: "me", label: t("This key"), scope: "" },
  ];
  const offered = tabs.filter((one) => !one.scope || may(one.scope));
  const tab = search.tab ?? offered[0]?.key ?? "me";
  const screens: Record<string, () => React.ReactNode> = { entities: Entities, warehouses: Warehouses, markets: Markets, prices: PriceLists, rules: Rules, rates: Rates, registrations: Registrations, thresholds: Thresholds, keys: Keys, me: Me };
  const Screen = screens[tab] ?? Me;
  const lacking = tabs.flatMap((one) => (one.key === tab && one.scope && !may(one.scope) ? [one.scope] : []));
  return (
    <Page fills={tab === "keys"} name={t("Settings")} title={t("Settings")}>
      <Tabs name={t("Settings")} at={tab} go={(next) => ask({ tab: next })} items={offered} />
      {lacking.length > 0 ? <Lacking scopes={lacking} /> : <Screen />}
    </Page>
  );
}

function Table<Row>({ name, found, columns, more }: { name: string; found: { data?: Row[] | undefined; isPending: boolean; error: unknown; refetch: () => unknown }; columns: Column<Row>[]; more?: React.ReactNode }) {
  return <Card title={name} more={more} bare>{found.error ? <Failed error={found.error} again={() => void found.refetch()} /> : found.isPending ? <Loading /> : <SmallTable name={name} rows={found.data ?? []} columns={columns} />}</Card>;
}

function Rules() {
  const [area, setArea] = useState<string>();
  const on = today();
  const all = useQuery({ queryKey: ["tax", "rules", on], queryFn: () => asked(api.GET("/v1/tax/rules", { params: { query: { on } } })) });
  const areas = [...new Set((all.data ?? []).flatMap((one) => one.areas))].toSorted();
  return <Table name={t("Tax rules in force today")} more={<Select allowClear placeholder={t("Area")} aria-label={t("Area")} value={area} onChange={setArea} options={areas.map((value) => ({ value, label: country(value.toUpperCase()) }))} style={{ inlineSize: 170 }} />} found={{ ...all, data: all.data?.filter((one) => !area || one.areas.includes(area)) }} columns={[
    { name: `${t("Treatment")}, ${t("Rule")}`, wraps: true, show: (one) => <>{word("treatment", one.treatment)}<div style={{ fontSize: 12, overflowWrap: "anywhere" }}><span className="mono">{one.id}</span></div><div className="narrow-only"><div>{word("liable", one.liable)} · {word("scheme", one.scheme)}</div><div className="row"><Pill kind="rule_status" value={one.status} /> <span className="id figures">{one.from} – {one.to ?? ""}</span></div><div className="quiet" style={{ fontSize: 12 }}>{one.source} ({one.source_date})</div></div></> }, { name: `${t("Owed by")}, ${t("Scheme")}`, wide: true, show: (one) => <>{word("liable", one.liable)}<div className="quiet" style={{ fontSize: 12 }}>{word("scheme", one.scheme)}</div></> },
    { name: t("In force"), wide: true, show: (one) => `${one.from} – ${one.to ?? ""}` }, { name: t("State"), wide: true, show: (one) => <Pill kind="rule_status" value={one.status} /> }, { name: t("Source"), wraps: true, wide: true, show: (one) => <span style={{ fontSize: 12 }}>{one.source} ({one.source_date})</span> },
  ]} />;
}

function Rates() {
  const [territory, setTerritory] = useState("DE");
  const all = useQuery({ queryKey: ["tax", "rates", territory], queryFn: () => asked(api.GET("/v1/tax/rates", { params: { query: { territory } } })) });
  const territories = useTerritories();
  return <Table name={t("Tax rates")} more={<Select showSearch={{ optionFilterProp: "label" }} aria-label={t("Territory")} value={territory} onChange={setTerritory} options={territories} style={{ inlineSize: 220 }} />} found={{ ...all, data: all.data?.toReversed() }} columns={[
    { name: t("Goods class"), show: (one) => word("tax_class", one.class) }, { name: t("Rate"), end: true, show: (one) => <span className="id">{one.percent} %</span> }, { name: t("In force"), show: (one) => `${one.from} – ${one.to ?? ""}` },
    { name: t("State"), show: (one) => <Pill kind="rule_status" value={one.status} /> }, { name: t("Source"), wraps: true, show: (one) => <span style={{ fontSize: 12 }}>{one.source} ({one.source_date}) {one.note}</span> },
  ]} />;
}

function Thresholds() {
  const all = useQuery({ queryKey: ["tax", "thresholds"], queryFn: () => asked(api.GET("/v1/tax/thresholds")) });
  return <Table name={t("Thresholds")} found={all} columns={[
    { name: t("Threshold"), show: (one) => <Id>{one.id}</Id> }, { name: t("Amount"), end: true, show: (one) => <Money of={one.amount} /> }, { name: t("Of what"), wraps: true, show: (one) => one.basis }, { name: t("In force"), wide: true, show: (one) => `${one.from} – ${one.to ?? ""}` }, { name: t("State"), wide: true, show: (one) => <Pill kind="rule_status" value={one.status} /> }, { name: t("Source"), wraps: true, wide: true, show: (one) => <span style={{ fontSize: 12 }}>{one.source}</span> },
  ]} />;
}

function Me() {
  const session = useSession();
  return <Card title={t("This key")}><Facts of={[[t("Company"), session.tenant], [t("Region of the data"), session.region], [t("Recorded as"), <Id>{session.actor}</Id>], [t("May"), <span className="row">{session.scopes.map((one) => <span key={one} className="pill plain">{word("scope", one)} <Id>{one}</Id></span>)}</span>]]} /></Card>;
}

