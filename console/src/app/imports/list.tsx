import { InboxOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Input, Select, Switch, Upload } from "antd";
import { useState } from "react";
import { api, asked, asForm, type Schemas } from "../../api/client";
import { useEntities, useMarkets, useWarehouses } from "../known";
import { Columns } from "./columns";
import { firstRows, guess, lacking, profile as made, type Mapping, type Preview } from "./mapping";
import { choose, useSettings } from "../../framework/settings";
import { Field, FormDrawer, wrongAt } from "../../framework/form";
import { number } from "../../framework/format";
import { t } from "../../framework/i18n";
import { List } from "../../framework/list";
import { Page } from "../../framework/page";
import { Id, Pill, Time } from "../../framework/shown";
import { Empty } from "../../framework/states";
import { useWrite } from "../../framework/write";

export default function Imports() {
  const [open, setOpen] = useState(false);
  const start = <Button type="primary" onClick={() => setOpen(true)}>{t("Import a file")}</Button>;
  return (
    <Page fills name={t("Imports")} title={t("Imports")} tools={start}>
      <List
        name="imports"
        title={t("Imports")}
        live
        question={{}}
        load={(cursor, signal) => asked(api.GET("/v1/imports", { params: { query: { cursor, limit: 50 } }, signal }))}
        id={(one) => one.id}
        to={(one) => `/imports/${one.id}`}
        columns={[
          { id: "id", name: t("Import|noun"), show: (one) => <Link to="/imports/$import" params={{ import: one.id }}><Id>{one.id}</Id></Link> },
          { id: "state", name: t("State"), show: (one) => <Pill kind="import_state" value={one.state} /> },
          { id: "dry", name: t("Kind"), show: (one) => (one.dry_run ? t("Dry run") : t("For real")) },
          { id: "profile", name: t("Profile"), show: (one) => one.profile },
          { id: "shop", name: t("Shop"), show: (one) => one.shop },
          { id: "done", name: t("Lines"), end: true, show: (one) => `${number(one.lines_done)} / ${number(one.lines_total)}` },
          { id: "created_at", name: t("Started"), show: (one) => <Time at={one.created_at} /> },
          { id: "ended_at", name: t("Ended"), show: (one) => <Time at={one.ended_at} /> },
        ]}
        empty={<Empty title={t("Nothing was imported yet")} actions={start}>{t("A year of orders from a spreadsheet or a file is here in minutes. A dry run first shows what would happen.")}</Empty>}
      />
      {open && <Start close={() => setOpen(false)} />}
    </Page>
  );
}

const BY_EYE = "by eye";

function Start({ close }: { close: () => void }) {
  const go = useNavigate();
  const profiles = useQuery({ queryKey: ["profiles"], queryFn: () => asked(api.GET("/v1/imports/profiles")) });
  const [entities, warehouses, markets] = [useEntities(), useWarehouses(), useMarkets()];
  const [file, setFile] = useState<File | null>(null);
  const [dry, setDry] = useState(true);
  const [text, setText] = useState<Record<string, string | undefined>>({ shop: "" });
  const [seen, setSeen] = useState<Preview | null>(null);
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const { mappings, zone } = useSettings();
  const wanted = text.profile ?? (seen ? BY_EYE : profiles.data?.[0]?.name);
  const byEye = wanted === BY_EYE && seen !== null && mapping !== null;
  const profile = byEye ? made(mapping) : wanted === BY_EYE ? undefined : wanted;
  const take = async (chosen: File | null) => {
    setFile(chosen);
    const first = chosen && (await firstRows(chosen).catch(() => null));
    setSeen(first || null);
    setMapping(first ? (mappings[first.header.join("\t")] ?? guess(first, zone)) : null);
  };
  const write = useWrite(
    (wish: { name: string; size: number; form: Omit<Schemas["UploadForm"], "file"> }, key: string) =>
      asked(api.POST("/v1/imports", { params: { header: { "Idempotency-Key": key } }, body: { ...wish.form, file: file ?? new Blob() }, bodySerializer: asForm })),
    {
      stale: ["imports"],
      done: (started) => {
        if (byEye) choose({ mappings: { ...mappings, [seen.header.join("\t")]: mapping } });
        void go({ to: `/imports/${started.id}` });
      },
    },
  );
  const send = () => file && profile && write.mutate({ name: file.name, size: file.size, form: { profile, shop: text.shop?.trim() ?? "", entity: text.entity, warehouse: text.warehouse, market: text.market, dry_run: dry } });
  return (
    <FormDrawer open title={t("Import a file")} word={dry ? t("Try it") : t("Import it")} close={close} send={send} sending={write.isPending} error={write.error} wide={byEye} ready={Boolean(file && profile && text.shop?.trim() && !(byEye && (lacking(mapping).length > 0 || (!text.entity && (entities.data?.items.length ?? 0) > 1))))}>
      <Upload.Dragger maxCount={1} beforeUpload={(chosen) => { void take(chosen); return false; }} onRemove={() => void take(null)} accept=".csv,.gz,.xlsx,.xls,.ods,.json,.jsonl">
        <p style={{ fontSize: 28, color: "var(--ink-3)" }}><InboxOutlined aria-hidden /></p>
        <p>{t("Drop a CSV, Excel or JSON file here, or click")}</p>
      </Upload.Dragger>
      <Field name={t("Profile")} hint={profiles.data?.find((one) => one.name === wanted)?.about ?? (file && !seen ? t("Columns can be chosen by eye for CSV files; a workbook or JSON needs a profile.") : undefined)}><Select value={wanted} onChange={(value: string) => setText({ ...text, profile: value })} options={[...(seen ? [{ value: BY_EYE, label: t("Columns by eye") }] : []), ...(profiles.data ?? []).map((one) => ({ value: one.name, label: one.name }))]} /></Field>
      {byEye && <Columns of={seen} mapping={mapping} change={setMapping} />}
      <Field name={t("Shop")} wrong={wrongAt(write.error, "/shop")} hint={t("An order is the same order if shop and number are the same: importing again changes nothing.")}><Input value={text.shop ?? ""} onChange={(event) => setText({ ...text, shop: event.target.value })} /></Field>
      <div className="two">
        <Field name={t("Entity")}><Select allowClear value={text.entity} onChange={(value) => setText({ ...text, entity: value })} options={(entities.data?.items ?? []).map((one) => ({ value: one.code, label: one.code }))} /></Field>
        <Field name={t("Warehouse")}><Select allowClear value={text.warehouse} onChange={(value) => setText({ ...text, warehouse: value })} options={(warehouses.data ?? []).map((one) => ({ value: one.code, label: one.code }))} /></Field>
        <Field name={t("Market")}><Select allowClear value={text.market} onChange={(value) => setText({ ...text, market: value })} options={(markets.data?.items ?? []).map((one) => ({ value: one.code, label: one.code }))} /></Field>
      </div>
      <div className="row"><Switch checked={dry} onChange={setDry} aria-label={t("Dry run")} /> <span>{t("Dry run: show what would happen, change nothing")}</span></div>
    </FormDrawer>
  );
}
