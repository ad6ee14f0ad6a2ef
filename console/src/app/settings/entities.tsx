import { EditOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { api, asked, askedWhole, type Schemas } from "../../api/client";
import { codeHint, codeOf } from "./code";
import { First, Open } from "./first";
import { useEntities } from "../known";
import { AskDrawer } from "../../framework/asking";
import type { Answers, Question } from "../../framework/questions";
import { countries, currencies, zones } from "../../framework/codes";
import { country, day } from "../../framework/format";
import { t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { useMay } from "../../framework/session";
import { useSettings } from "../../framework/settings";
import { Card, Id, SmallTable } from "../../framework/shown";
import { Failed, Loading } from "../../framework/states";

type Entity = Schemas["EntityWire"];

/** The companies that sell: what invoices say of them can be changed, what their books rest on cannot. */
export function Entities() {
  const all = useEntities();
  const may = useMay();
  const [editing, setEditing] = useState<Entity | null>(null);
  const seat = ({ address }: Entity) => address && [...address.lines, [address.postcode, address.city].filter(Boolean).join(" "), address.region].filter(Boolean).join(", ");
  return (
    <Card title={t("Entities")} more={may("admin") && <Open name={t("New entity")} form={New} />} bare>
      {all.error ? <Failed error={all.error} again={() => void all.refetch()} /> : all.isPending ? <Loading /> : all.data.items.length === 0 ? <First title={t("No entity yet")} may={may("admin")} name={t("New entity")} form={New}>{t("Everything else belongs to one: warehouses, markets, books and taxes.")}</First> : (
        <SmallTable
          name={t("Entities")}
          rows={all.data.items}
          columns={[
            { name: t("Code"), show: (one) => <Id>{one.code}</Id> }, { name: t("Name"), show: (one) => one.name }, { name: t("Country"), show: (one) => country(one.country) },
            { name: t("Address"), wraps: true, show: (one) => seat(one) ?? "—" }, { name: t("Base currency"), show: (one) => one.base_currency }, { name: t("Time zone"), show: (one) => <Id>{one.time_zone}</Id> },
            { name: t("Books closed until"), show: (one) => (one.closed_until ? day(one.closed_until) : t("open")) },
            ...(may("admin") ? [{ name: t("Edit"), show: (one: Entity) => <Button size="small" icon={<EditOutlined aria-hidden />} aria-label={t("Edit {name}", { name: one.name })} onClick={() => setEditing(one)} /> }] : []),
          ]}
        />
      )}
      {editing && <Edit entity={editing} close={() => setEditing(null)} />}
    </Card>
  );
}

const typed = ({ name, address }: Entity): Answers => ({ name, lines: (address?.lines ?? []).join("\n"), postcode: address?.postcode ?? "", city: address?.city ?? "", region: address?.region ?? "" });

/** What its invoices say of it. */
const seatQuestions = (): Question[] => [
  { id: "lines", name: t("Street and number"), kind: "lines", optional: true, at: "address/lines", hint: t("One to six lines.") },
  { id: "postcode", name: t("Postcode"), optional: true, at: "address/postcode", half: true },
  { id: "city", name: t("City"), optional: true, at: "address/city", half: true },
  { id: "region", name: t("State or province"), optional: true, at: "address/region", hint: t("Where the country writes one.") },
];

function seatOf(text: Answers): Schemas["PostalAddress"] | undefined {
  const some = (id: string) => text[id]?.trim() || undefined;
  const lines = (text.lines ?? "").split("\n").map((line) => line.trim()).filter(Boolean);
  const bare = lines.length === 0 && !some("city") && !some("postcode") && !some("region");
  return bare ? undefined : { lines, city: some("city") ?? "", postcode: some("postcode"), region: some("region") };
}

function New({ close }: { close: () => void }) {
  const { zone, currency } = useSettings();
  return (
    <AskDrawer
      title={t("New entity")}
      word={t("Create")}
      about={<p className="quiet">{t("A company that sells, with books of its own. Its code, country, currency and zone stay for good: its books rest on them.")}</p>}
      questions={[
        { id: "code", name: t("Code"), hint: codeHint() },
        { id: "name", name: t("Legal name") },
        { id: "country", name: t("Country"), kind: "one", choices: countries() },
        { id: "base_currency", name: t("Base currency"), kind: "one", choices: currencies() },
        { id: "time_zone", name: t("Time zone"), kind: "one", choices: zones() },
        ...seatQuestions(),
      ]}
      first={{ base_currency: currency, time_zone: zone }}
      body={(text) => ({ code: codeOf(text.code), name: text.name?.trim() ?? "", country: text.country ?? "", base_currency: text.base_currency ?? "", time_zone: text.time_zone ?? "", address: seatOf(text) })}
      send={(body: Schemas["NewEntity"], key) => asked(api.POST("/v1/entities", { params: { header: { "Idempotency-Key": key } }, body }))}
      stale={["entities", "ledger"]}
      done={() => { tell(t("Kept")); close(); }}
      close={close}
    />
  );
}

/** An edit is of the version that was seen. When somebody else was faster, both are shown and nothing is lost. */
function Edit({ entity, close }: { entity: Entity; close: () => void }) {
  const path = { entity: entity.code };
  return (
    <AskDrawer
      title={t("Edit {name}", { name: entity.name })}
      word={t("Keep")}
      about={<p className="quiet">{t("Invoices issued from now on say this; those issued before say what they said.")}</p>}
      questions={[{ id: "name", name: t("Legal name") }, ...seatQuestions()]}
      first={typed(entity)}
      body={(text) => ({ name: text.name?.trim() ?? "", address: seatOf(text) })}
      send={(body: Schemas["EntityEdit"], key, seen) => asked(api.PUT("/v1/entities/{entity}", { params: { path, header: { "Idempotency-Key": key, "If-Match": seen } }, body }))}
      edit={{ seen: `"v${entity.version}"`, over: t("Keep mine over theirs"), now: async () => { const now = await askedWhole(api.GET("/v1/entities/{entity}", { params: { path } })); return { answers: typed(now.answer), seen: now.version ?? "" }; } }}
      stale={["entities", "ledger"]}
      done={() => { tell(t("Kept")); close(); }}
      close={close}
    />
  );
}
