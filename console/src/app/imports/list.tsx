import { InboxOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Input, Select, Switch, Upload } from "antd";
import { useState } from "react";
import { api, asked, asForm, type Refused, type Schemas } from "../../api/client";
import { useEntities, useMarkets, useWarehouses } from "../known";
import { remember } from "./again";
import { Columns } from "./columns";
import { unusable, type Unusable } from "./kinds";
import { asLines, guess, lacking, profile, reopened, suiting, type Mapping, type Preview, type Profile } from "./mapping";
import { firstRows } from "./preview";
import { asks } from "../../framework/asks";
import { useSettings } from "../../framework/settings";
import { Field, FormDrawer, wrongAt } from "../../framework/form";
import { number } from "../../framework/format";
import { t } from "../../framework/i18n";
import { List } from "../../framework/list";
import { tell } from "../../framework/notes";
import { Page } from "../../framework/page";
import { Id, Pill, Time } from "../../framework/shown";
import { Empty, ProblemNote } from "../../framework/states";
import { useWrite } from "../../framework/write";

asks("/imports", {});

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
          { id: "id", name: t("Import|noun"), show: (one) => <Link to="/imports/$import" params={{ import: one.id }} title={one.id}>{one.file_name ?? <Id>{one.id}</Id>}</Link> },
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
const PROFILES = { queryKey: ["imports", "profiles"], queryFn: () => asked(api.GET("/v1/imports/profiles")) };

/** Why a file is none that can be read, and what to do. */
function whyNot(why: Unusable): string {
  switch (why) {
    case "picture": return t("It is a picture, whatever its name says. Choose the table itself.");
    case "pdf": return t("It is a PDF. Save the table it was made of as CSV or Excel (.xlsx).");
    case "old_excel": return t("It is a workbook of the old kind (.xls). Open it in Excel and save it as .xlsx or CSV.");
    case "no_workbook": return t("It is called a workbook and is none. Save it from Excel as .xlsx, or give it the ending .csv.");
    case "empty": return t("It is empty.");
    case "no_table": return t("It holds neither text nor a workbook. CSV, Excel (.xlsx) and JSON can be read.");
  }
}

function Start({ close }: { close: () => void }) {
  const go = useNavigate();
  const profiles = useQuery(PROFILES);
  const [entities, warehouses, markets] = [useEntities(), useWarehouses(), useMarkets()];
  const [file, setFile] = useState<File | null>(null);
  const [wrong, setWrong] = useState<Unusable | null>(null);
  const [dry, setDry] = useState(true);
  const [text, setText] = useState<Record<string, string | undefined>>({ shop: "" });
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const { zone } = useSettings();
  const client = useQueryClient();
  const look = useMutation<{ seen: Preview; all: Profile[] }, Refused, File>({
    // What colleagues saved meanwhile counts, too.
    mutationFn: async (chosen) => ({ seen: await firstRows(chosen), all: await client.fetchQuery(PROFILES) }),
    onSuccess: ({ seen, all }) => {
      const known = suiting(all, seen);
      setMapping((known && reopened(known)) ?? guess(seen, zone));
      setText((now) => ({ ...now, profile: known?.name }));
    },
  });
  const seen = look.data?.seen;
  const wanted = text.profile ?? (seen ? BY_EYE : profiles.data?.[0]?.name);
  const saved = profiles.data?.find((one) => one.name === wanted);
  // One's own can be changed by eye; what somebody wrote by hand is used as it is.
  const byEye = seen !== undefined && mapping !== null && (wanted === BY_EYE || (saved?.saved_at !== undefined && reopened(saved) !== null));
  const made = byEye ? profile(mapping) : undefined;
  const name = saved ? saved.name : (text.name ?? text.shop ?? "").trim();
  const take = async (chosen: File | null) => {
    const no = chosen && unusable(chosen.name, new Uint8Array(await chosen.slice(0, 4096).arrayBuffer()));
    setWrong(no);
    const lines = chosen && !no ? await asLines(chosen) : null;
    setFile(lines);
    setMapping(null);
    setText((now) => ({ ...now, profile: undefined }));
    if (lines) look.mutate(lines);
    else look.reset();
  };
  const choose = (value: string) => {
    const one = profiles.data?.find((each) => each.name === value);
    setText({ ...text, profile: value });
    setMapping((one && reopened(one)) ?? (seen ? guess(seen, zone) : null));
  };
  const keep = (wish: { name: string; text: string }, key: string) => asked(api.PUT("/v1/imports/profiles/{name}", { params: { path: { name: wish.name }, header: { "Idempotency-Key": `${key}-kept` } }, body: { text: wish.text } }));
  const again = useWrite(keep, { stale: ["imports"] });
  const forget = useWrite((one: { name: string; text: string }, key: string) => asked(api.DELETE("/v1/imports/profiles/{name}", { params: { path: { name: one.name }, header: { "Idempotency-Key": key } } })), {
    stale: ["imports"],
    done: (_, one) => {
      setText((now) => ({ ...now, profile: undefined }));
      tell(t("Columns forgotten: {name}", { name: one.name }), () => again.mutate(one));
    },
  });
  const write = useWrite(
    async (wish: { name: string; size: number; keep: { name: string; text: string } | null; form: Omit<Schemas["UploadForm"], "file"> }, key: string) => {
      if (wish.keep) await keep(wish.keep, key);
      return asked(api.POST("/v1/imports", { params: { header: { "Idempotency-Key": key } }, body: { ...wish.form, file: file ?? new Blob() }, bodySerializer: asForm }));
    },
    {
      stale: ["imports"],
      done: (started, wish) => {
        if (wish.form.dry_run && file) remember(started.id, { file, form: wish.form });
        void go({ to: `/imports/${started.id}` });
      },
    },
  );
  const send = () => {
    if (!file || !(made ?? saved)) return;
    const kept = made && name ? { name, text: made } : null;
    write.mutate({ name: file.name, size: file.size, keep: kept && saved?.text !== made ? kept : null, form: { profile: kept?.name ?? made ?? saved?.name ?? "", shop: text.shop?.trim() ?? "", entity: text.entity, warehouse: text.warehouse, market: text.market, dry_run: dry } });
  };
  const lacks = byEye && lacking(mapping).length > 0;
  const severalSell = (entities.data?.items.length ?? 0) > 1;
  return (
    <FormDrawer open title={t("Import a file")} word={dry ? t("Try it") : t("Import it")} close={close} send={send} sending={write.isPending} error={write.error} wide={byEye} ready={Boolean(file && (made ?? saved) && text.shop?.trim() && !lacks && !(byEye && !text.entity && severalSell))}>
      <div style={{ paddingBlockEnd: file ? 8 : 0 }}><Upload.Dragger maxCount={1} beforeUpload={(chosen) => { void take(chosen); return false; }} onRemove={() => void take(null)} accept=".csv,.tsv,.txt,.gz,.xlsx,.json,.jsonl">
        <p style={{ fontSize: 28, color: "var(--ink-3)" }}><InboxOutlined aria-hidden /></p>
        <p>{t("Drop a CSV, Excel or JSON file here, or click")}</p>
      </Upload.Dragger></div>
      {wrong && <div className="problem" role="alert"><div><div className="what">{t("This file cannot be imported")}</div><div>{whyNot(wrong)}</div></div></div>}
      <ProblemNote error={look.error} />
      <Field name={t("Profile")} hint={saved && !saved.saved_at ? saved.about : undefined}><Select value={wanted} loading={look.isPending} onChange={choose} options={[...(seen ? [{ value: BY_EYE, label: t("Columns by eye") }] : []), ...(profiles.data ?? []).map((one) => ({ value: one.name, label: one.name }))]} /></Field>
      {saved?.saved_at && <div className="row quiet"><span>{t("Saved")} <Time at={saved.saved_at} /></span><Button size="small" danger onClick={() => forget.mutate({ name: saved.name, text: saved.text })}>{t("Forget these columns")}</Button></div>}
      <ProblemNote error={forget.error ?? again.error} />
      {byEye && <Columns of={seen} mapping={mapping} change={setMapping} />}
      <Field name={t("Shop")} wrong={wrongAt(write.error, "/shop")} hint={t("An order is the same order if shop and number are the same: importing again changes nothing.")}><Input value={text.shop ?? ""} onChange={(event) => setText({ ...text, shop: event.target.value })} /></Field>
      {byEye && !saved && <Field name={t("Remember these columns as")} wrong={wrongAt(write.error, "/name")} hint={t("Everybody of the company has them then. Left empty, nothing is remembered.")}><Input value={text.name ?? text.shop ?? ""} onChange={(event) => setText({ ...text, name: event.target.value })} /></Field>}
      <div className="two">
        <Field name={t("Entity")}><Select allowClear value={text.entity} onChange={(value) => setText({ ...text, entity: value })} options={(entities.data?.items ?? []).map((one) => ({ value: one.code, label: one.code }))} /></Field>
        <Field name={t("Warehouse")}><Select allowClear value={text.warehouse} onChange={(value) => setText({ ...text, warehouse: value })} options={(warehouses.data ?? []).map((one) => ({ value: one.code, label: one.code }))} /></Field>
        <Field name={t("Market")}><Select allowClear value={text.market} onChange={(value) => setText({ ...text, market: value })} options={(markets.data?.items ?? []).map((one) => ({ value: one.code, label: one.code }))} /></Field>
      </div>
      <label className="row" style={{ display: "flex", flexWrap: "nowrap" }}><Switch checked={dry} onChange={setDry} aria-label={t("Dry run")} /> <span>{t("Dry run: show what would happen, change nothing")}</span></label>
    </FormDrawer>
  );
}
