import { EditOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { api, asked, askedWhole, type Schemas } from "../../api/client";
import { useEntities } from "../known";
import { country, day } from "../../framework/format";
import { BothSides, Field, FormDrawer, wrongAt } from "../../framework/form";
import { t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { useMay } from "../../framework/session";
import { Card, Id, SmallTable } from "../../framework/shown";
import { Failed, Loading } from "../../framework/states";
import { useWrite } from "../../framework/write";

type Entity = Schemas["EntityWire"];

/** The companies that sell: what invoices say of them can be changed, what their books rest on cannot. */
export function Entities() {
  const all = useEntities();
  const may = useMay();
  const [editing, setEditing] = useState<Entity | null>(null);
  const seat = ({ address }: Entity) => address && [...address.lines, [address.postcode, address.city].filter(Boolean).join(" "), address.region].filter(Boolean).join(", ");
  return (
    <Card title={t("Entities")} bare>
      {all.error ? <Failed error={all.error} again={() => void all.refetch()} /> : all.isPending ? <Loading /> : (
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

const typed = ({ name, address }: Entity) => ({ name, lines: (address?.lines ?? []).join("\n"), postcode: address?.postcode ?? "", city: address?.city ?? "", region: address?.region ?? "" });

/** An edit is of the version that was seen. When somebody else was faster, both are shown and nothing is lost. */
function Edit({ entity, close }: { entity: Entity; close: () => void }) {
  const [text, setText] = useState(typed(entity));
  const [seen, setSeen] = useState(`"v${entity.version}"`);
  const [theirs, setTheirs] = useState<Entity | null>(null);
  const write = useWrite(
    (body: Schemas["EntityEdit"], key: string) => asked(api.PUT("/v1/entities/{entity}", { params: { path: { entity: entity.code }, header: { "Idempotency-Key": key, "If-Match": seen } }, body })),
    { stale: ["entities", "ledger"], done: () => { tell(t("Kept")); close(); } },
  );
  const lines = text.lines.split("\n").map((line) => line.trim()).filter(Boolean);
  const some = (one: string) => one.trim() || undefined;
  const bare = lines.length === 0 && !some(text.city) && !some(text.postcode) && !some(text.region);
  const send = () =>
    write.mutate({ name: text.name.trim(), address: bare ? undefined : { lines, city: text.city.trim(), postcode: some(text.postcode), region: some(text.region) } }, {
      onError: async (no) => {
        if (no.status !== 412) return;
        const now = await askedWhole(api.GET("/v1/entities/{entity}", { params: { path: { entity: entity.code } } }));
        setTheirs(now.answer);
        setSeen(now.version ?? "");
      },
    });
  const names = { name: t("Legal name"), lines: t("Street and number"), postcode: t("Postcode"), city: t("City"), region: t("State or province") };
  const fields = Object.keys(names) as (keyof typeof names)[];
  const set = (name: keyof typeof names) => ({ value: text[name], onChange: (event: { target: { value: string } }) => setText({ ...text, [name]: event.target.value }) });
  return (
    <FormDrawer open title={t("Edit {name}", { name: entity.name })} word={theirs ? t("Keep mine over theirs") : t("Keep")} close={close} send={send} sending={write.isPending} error={theirs ? null : write.error}>
      {theirs && <BothSides of={fields.map((name) => [names[name], text[name], typed(theirs)[name]])} />}
      <p className="quiet">{t("Invoices issued from now on say this; those issued before say what they said.")}</p>
      <Field name={names.name} wrong={wrongAt(write.error, "/name")}><Input {...set("name")} /></Field>
      <Field name={names.lines} hint={t("One to six lines.")} wrong={wrongAt(write.error, "/address/lines")}><Input.TextArea rows={3} {...set("lines")} /></Field>
      <div className="two">
        <Field name={names.postcode} wrong={wrongAt(write.error, "/address/postcode")}><Input {...set("postcode")} /></Field>
        <Field name={names.city} wrong={wrongAt(write.error, "/address/city")}><Input {...set("city")} /></Field>
      </div>
      <Field name={names.region} hint={t("Where the country writes one.")} wrong={wrongAt(write.error, "/address/region")}><Input {...set("region")} /></Field>
    </FormDrawer>
  );
}
