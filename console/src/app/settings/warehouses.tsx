// Where goods lie, and the ways by which parcels leave from there: without one no order is served from it.
import { DeleteOutlined, EditOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api, asked, askedWhole, type Schemas } from "../../api/client";
import { codeHint, codeOf } from "./code";
import { First, Open } from "./first";
import { useEntities, useWarehouses } from "../known";
import { AskDrawer } from "../../framework/asking";
import type { Answers } from "../../framework/questions";
import { countries, currencies, zones } from "../../framework/codes";
import { country, beginOf, number, today } from "../../framework/format";
import { t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { read, wholeOf, type Limits } from "../../framework/numbers";
import { useMay } from "../../framework/session";
import { useSettings } from "../../framework/settings";
import { Card, Id, Money, Pill, SmallTable } from "../../framework/shown";
import { Failed, Loading } from "../../framework/states";
import { useWrite } from "../../framework/write";
import { word } from "../../framework/words";

type Warehouse = Schemas["WarehouseWire"];
type Lane = Schemas["LaneWire"];

export function Warehouses() {
  const all = useWarehouses();
  const may = useMay()("stock:write");
  const [editing, setEditing] = useState<Warehouse | null>(null);
  const [leaving, setLeaving] = useState<Warehouse | null>(null);
  return (
    <Card title={t("Warehouses")} more={may && <Open name={t("New warehouse")} form={New} />} bare>
      {all.error ? <Failed error={all.error} again={() => void all.refetch()} /> : all.isPending ? <Loading /> : all.data.length === 0 ? <First title={t("No warehouse yet")} may={may} name={t("New warehouse")} form={New}>{t("Stock lies in one, and orders leave from it.")}</First> : (
        <SmallTable
          name={t("Warehouses")}
          rows={all.data}
          columns={[
            { name: t("Code"), show: (one) => <Id>{one.code}</Id> }, { name: t("Country"), show: (one) => country(one.country) }, { name: t("Postcode"), show: (one) => <Id>{one.postcode ?? "—"}</Id> },
            { name: t("Time zone"), show: (one) => <Id>{one.zone}</Id> }, { name: t("Owner"), show: (one) => one.entity }, { name: t("State"), show: (one) => <Pill kind="product_status" value={one.active ? "active" : "archived"} /> },
            { name: t("Ways out"), show: (one) => <Button size="small" aria-label={t("Ways out of {code}", { code: one.code })} onClick={() => setLeaving(one)}>{t("Ways out")}</Button> },
            ...(may ? [{ name: t("Edit"), show: (one: Warehouse) => <Button size="small" icon={<EditOutlined aria-hidden />} aria-label={t("Edit {name}", { name: one.code })} onClick={() => setEditing(one)} /> }] : []),
          ]}
        />
      )}
      {editing && <Edit warehouse={editing} close={() => setEditing(null)} />}
      {leaving && <Lanes warehouse={leaving} may={may} close={() => setLeaving(null)} />}
    </Card>
  );
}

function New({ close }: { close: () => void }) {
  const { zone } = useSettings();
  const entities = useEntities().data?.items ?? [];
  const only = entities.length === 1 ? entities[0] : undefined;
  return (
    <AskDrawer
      key={only?.code}
      title={t("New warehouse")}
      word={t("Create")}
      questions={[
        { id: "code", name: t("Code"), hint: codeHint() },
        { id: "entity", name: t("Owner"), kind: "one", choices: entities.map((one) => ({ value: one.code, label: `${one.name} · ${one.code}` })), hint: entities.length === 0 ? t("There is no entity yet: it comes first.") : undefined },
        { id: "country", name: t("Country"), kind: "one", choices: countries(), half: true },
        { id: "postcode", name: t("Postcode"), optional: true, half: true },
        { id: "zone", name: t("Time zone"), kind: "one", choices: zones() },
      ]}
      first={{ entity: only?.code ?? "", country: only?.country ?? "", zone: only?.time_zone ?? zone }}
      body={(text) => ({ code: codeOf(text.code), entity: text.entity ?? "", country: text.country ?? "", postcode: text.postcode?.trim() || undefined, zone: text.zone ?? "" })}
      send={(body: Schemas["NewWarehouse"], key) => asked(api.POST("/v1/warehouses", { params: { header: { "Idempotency-Key": key } }, body }))}
      stale={["warehouses"]}
      done={() => { tell(t("Kept")); close(); }}
      close={close}
    />
  );
}

const typed = (one: Warehouse): Answers => ({ postcode: one.postcode ?? "", zone: one.zone, active: one.active ? "yes" : "" });

function Edit({ warehouse, close }: { warehouse: Warehouse; close: () => void }) {
  const path = { warehouse: warehouse.id };
  return (
    <AskDrawer
      title={t("Edit {name}", { name: warehouse.code })}
      word={t("Keep")}
      questions={[
        { id: "postcode", name: t("Postcode"), optional: true },
        { id: "zone", name: t("Time zone"), kind: "one", choices: zones() },
        { id: "active", name: t("In use"), kind: "yes", hint: t("One that is not in use keeps its stock and is not offered to new orders.") },
      ]}
      first={typed(warehouse)}
      body={(text) => ({ postcode: text.postcode?.trim() || undefined, zone: text.zone ?? "", active: text.active === "yes" })}
      send={(body: Schemas["WarehouseEdit"], key, seen) => asked(api.PUT("/v1/warehouses/{warehouse}", { params: { path, header: { "Idempotency-Key": key, "If-Match": seen } }, body }))}
      edit={{ seen: `"v${warehouse.version}"`, over: t("Keep mine over theirs"), now: async () => { const now = await askedWhole(api.GET("/v1/warehouses/{warehouse}", { params: { path } })); return { answers: typed(now.answer), seen: now.version ?? "" }; } }}
      stale={["warehouses"]}
      done={() => { tell(t("Kept")); close(); }}
      close={close}
    />
  );
}

const ANYWHERE = "*";
const lanesOf = (warehouse: string) => asked(api.GET("/v1/lanes", { params: { query: { warehouse } } }));
const setLanes = (warehouse: string, lanes: Lane[], key: string) => asked(api.PUT("/v1/lanes", { params: { header: { "Idempotency-Key": key } }, body: { warehouse, lanes } }));
const same = (one: Lane, other: Lane) => JSON.stringify(one) === JSON.stringify(other);

/** The services by which parcels leave. One is added to those there are, or taken away from them. */
function Lanes({ warehouse, may, close }: { warehouse: Warehouse; may: boolean; close: () => void }) {
  const { currency } = useSettings();
  const entities = useEntities().data?.items ?? [];
  const lanes = useQuery({ queryKey: ["lanes", warehouse.id], queryFn: () => lanesOf(warehouse.id) });
  const remove = useWrite(async (lane: Lane, key: string) => setLanes(warehouse.id, (await lanesOf(warehouse.id)).filter((one) => !same(one, lane)), key), { stale: ["lanes"], done: () => tell(t("Taken away")) });
  const where = (code: string) => (code === ANYWHERE ? t("Everywhere else") : country(code));
  const price: Limits = { min: 0, decimals: 4 };
  const days: Limits = { min: 0, max: 365 };
  return (
    <AskDrawer
      wide
      title={t("Ways out of {code}", { code: warehouse.code })}
      word={t("Add this way")}
      ready={may}
      about={
        <>
          <p className="quiet">{t("An order is served from a warehouse that has the goods and a way to its country; of several the cheapest and fastest.")}</p>
          {lanes.isPending ? <Loading lines={2} /> : lanes.isError ? <Failed error={lanes.error} again={() => void lanes.refetch()} /> : (
            <SmallTable name={t("Ways out")} rows={lanes.data} columns={[
              { name: t("To|country"), show: (one) => where(one.destination) }, { name: t("Service"), show: (one) => word("service", one.service) },
              { name: t("A parcel"), end: true, show: (one) => <Money of={one.base} /> }, { name: t("A kilogram"), end: true, show: (one) => <Money of={one.per_kg} /> },
              { name: t("Days"), end: true, show: (one) => `${number(one.days_min)}–${number(one.days_max)}` },
              ...(may ? [{ name: "", show: (one: Lane) => <Button size="small" type="text" loading={remove.isPending && remove.variables !== undefined && same(remove.variables, one)} icon={<DeleteOutlined aria-hidden />} aria-label={t("Take {service} to {country} away", { service: word("service", one.service), country: where(one.destination) })} onClick={() => remove.mutate(one)} /> }] : []),
            ]} />
          )}
          <h3>{t("A new way")}</h3>
        </>
      }
      questions={[
        { id: "destination", name: t("To|country"), kind: "one", choices: [{ value: ANYWHERE, label: t("Everywhere else") }, ...countries()], half: true },
        { id: "service", name: t("Service"), half: true, hint: t("For example DHL Paket.") },
        { id: "base", name: t("A parcel"), kind: "number", limits: price, half: true },
        { id: "per_kg", name: t("A kilogram"), kind: "number", limits: price, half: true },
        { id: "currency", name: t("Currency"), kind: "one", choices: currencies() },
        { id: "days_min", name: t("Days, at best"), kind: "number", limits: days, half: true },
        { id: "days_max", name: t("Days, at worst"), kind: "number", limits: days, half: true },
        { id: "source", name: t("Where the figures are from"), hint: t("A contract, a price list, with its day.") },
      ]}
      first={{ destination: ANYWHERE, currency: entities.find((one) => one.code === warehouse.entity)?.base_currency ?? currency, days_min: "2", days_max: "4" }}
      body={(text): Lane => {
        const amount = (id: string) => ({ amount: read(text[id] ?? "", price).value ?? "", currency: text.currency ?? "" });
        return {
          destination: text.destination ?? "", service: text.service?.trim() ?? "", base: amount("base"), per_kg: amount("per_kg"), days_min: wholeOf(text.days_min ?? "", days) ?? 0, days_max: wholeOf(text.days_max ?? "", days) ?? 0,
          zone: warehouse.zone, valid_from: beginOf(today(warehouse.zone), warehouse.zone), status: "sure", source: text.source?.trim() ?? "",
        };
      }}
      send={async (lane: Lane, key) => setLanes(warehouse.id, [...(await lanesOf(warehouse.id)), lane], key)}
      stale={["lanes"]}
      done={() => { tell(t("Kept")); close(); }}
      close={close}
    />
  );
}
