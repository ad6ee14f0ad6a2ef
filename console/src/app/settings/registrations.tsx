// Where the company is registered for tax, from when on. What it is not told of is not determined.
import { useQuery } from "@tanstack/react-query";
import { api, asked, type Schemas } from "../../api/client";
import { First, Open } from "./first";
import { useEntities } from "../known";
import { AskDrawer } from "../../framework/asking";
import { country, day, today } from "../../framework/format";
import { t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { useMay } from "../../framework/session";
import { Card, Id, SmallTable } from "../../framework/shown";
import { Failed, Loading } from "../../framework/states";
import { word } from "../../framework/words";

export function useTerritories() {
  const found = useQuery({ queryKey: ["tax", "territories"], queryFn: () => asked(api.GET("/v1/tax/territories", { params: { query: { on: today() } } })), staleTime: 300_000 });
  return (found.data ?? []).map((one) => ({ value: one.code, label: `${one.code} · ${country(one.code) === one.code ? one.name_en : country(one.code)}` }));
}

export function Registrations() {
  const may = useMay()("tax:write");
  const all = useQuery({ queryKey: ["tax", "registrations"], queryFn: () => asked(api.GET("/v1/tax/registrations")) });
  return (
    <Card title={t("Registrations")} more={may && <Open name={t("New registration")} form={New} />} bare>
      {all.error ? <Failed error={all.error} again={() => void all.refetch()} /> : all.isPending ? <Loading /> : all.data.length === 0 ? <First title={t("No registration yet")} may={may} name={t("New registration")} form={New}>{t("Without one the tax of most sales is not determined, and their orders wait for a person.")}</First> : (
        <SmallTable name={t("Registrations")} rows={all.data} columns={[
          { name: t("Entity"), show: (one) => one.entity }, { name: t("Territory"), show: (one) => country(one.territory) }, { name: t("Scheme"), show: (one) => word("scheme", one.scheme) }, { name: t("Number"), show: (one) => <Id>{one.number}</Id> }, { name: t("From|day"), show: (one) => day(one.from) }, { name: t("To|day"), show: (one) => (one.to ? day(one.to) : "—") },
        ]} />
      )}
    </Card>
  );
}

function New({ close }: { close: () => void }) {
  const entities = useEntities().data?.items ?? [];
  const territories = useTerritories();
  const only = entities.length === 1 ? entities[0] : undefined;
  return (
    <AskDrawer
      key={only?.code}
      title={t("New registration")}
      word={t("Create")}
      questions={[
        { id: "entity", name: t("Entity"), kind: "one", choices: entities.map((one) => ({ value: one.code, label: `${one.name} · ${one.code}` })) },
        { id: "territory", name: t("Territory"), kind: "one", choices: territories },
        { id: "scheme", name: t("Scheme"), kind: "one", choices: ["standard", "oss", "ioss"].map((value) => ({ value, label: word("scheme", value) })) },
        { id: "number", name: t("Number") },
        { id: "from", name: t("From|day"), kind: "day", half: true },
        { id: "to", name: t("To|day"), kind: "day", optional: true, half: true },
      ]}
      first={{ entity: only?.code ?? "", territory: only?.country ?? "", scheme: "standard", from: today() }}
      body={(text) => ({ entity: text.entity ?? "", territory: text.territory ?? "", scheme: text.scheme ?? "", number: text.number?.trim() ?? "", from: text.from ?? "", to: text.to || undefined })}
      send={(body: Schemas["RegistrationBody"], key) => asked(api.POST("/v1/tax/registrations", { params: { header: { "Idempotency-Key": key } }, body }))}
      stale={["tax"]}
      done={() => { tell(t("Kept")); close(); }}
      close={close}
    />
  );
}
