import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Button, Input, Progress } from "antd";
import { useEffect, useRef, useState } from "react";
import { api, asked, type Schemas } from "../../api/client";
import { importNow, triedAs } from "./again";
import { useRefusals } from "../known";
import { asks, coded, one } from "../../framework/asks";
import { Field, FormDrawer } from "../../framework/form";
import { Filters } from "../../framework/filters";
import { number } from "../../framework/format";
import { t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { List } from "../../framework/list";
import { Page } from "../../framework/page";
import { useQuestions } from "../../framework/search";
import { Card, Id, Pill, Time } from "../../framework/shown";
import { Empty, Failed, Loading, ProblemNote } from "../../framework/states";
import { Tabs } from "../../framework/tabs";
import { ReportCards, type Report } from "./report";
import { useWrite } from "../../framework/write";
import { choices, codes, word } from "../../framework/words";

asks("/imports/$import", { tab: one("report", "quarantine"), state: coded("row_state") });

type Row = Schemas["RowWire"];
type Import = Schemas["ImportWire"];
const BUSY = ["queued", "running", "waiting"];

export default function ImportPage() {
  const { import: id } = useParams({ strict: false }) as { import: string };
  const [search, ask] = useQuestions();
  const says = useRefusals();
  const [row, setRow] = useState<Row | null>(null);
  const found = useQuery({ queryKey: ["imports", id], queryFn: () => asked(api.GET("/v1/imports/{import}", { params: { path: { import: id } } })), refetchInterval: (query) => (BUSY.includes(query.state.data?.state ?? "") ? 1000 : false) });
  const cancel = useWrite((_: null, key: string) => asked(api.POST("/v1/imports/{import}/cancel", { params: { path: { import: id }, header: { "Idempotency-Key": key } } })), { stale: ["imports"] });
  const leave = useWrite((line: number, key: string) => asked(api.POST("/v1/imports/{import}/quarantine/{line}/leave-out", { params: { path: { import: id, line }, header: { "Idempotency-Key": key } } })), { stale: ["imports", "quarantine"], done: () => tell(t("Left out")) });
  const go = useNavigate();
  const tried = triedAs(id);
  const now = useWrite((dry: string, key: string) => importNow(dry, key), { stale: ["imports"], done: (started) => void go({ to: `/imports/${started.id}` }) });
  const up = { to: "/imports", name: t("Imports") };
  if (found.isError) return <Page name={t("Import|noun")} title={id} up={up}><Failed error={found.error} again={() => void found.refetch()} /></Page>;
  if (found.isPending) return <Page name={t("Import|noun")} title={id} up={up}><Loading /></Page>;
  const one = found.data;
  const busy = BUSY.includes(one.state);
  const report = one.report as Report | null | undefined;
  // While a correction is tried one stays with the rows.
  const tab = search.tab ?? (report && ["done", "failed", "cancelled"].includes(one.state) ? "report" : "quarantine");
  return (
    <Page
      fills={tab === "quarantine"}
      name={t("Import|noun")}
      title={one.file_name ?? <>{one.shop} · {one.profile}</>}
      up={up}
      about={<span className="row"><Pill kind="import_state" value={one.state} />{one.dry_run && <span className="pill plain note">{t("Dry run")}</span>}{one.file_name && <span>{one.shop} · {one.profile}</span>}<Time at={one.created_at} /></span>}
      tools={<>{tried && one.dry_run && one.state === "done" && <Button type="primary" loading={now.isPending} onClick={() => now.mutate(id)}>{t("Import “{file}” now", { file: tried.file.name })}</Button>}{busy && <Button danger disabled={one.cancel_asked} onClick={() => cancel.mutate(null)}>{one.cancel_asked ? t("Being cancelled") : t("Cancel the import")}</Button>}</>}
    >
      <ProblemNote error={now.error} />
      {one.dry_run && one.state === "done" && !tried && <p className="quiet">{t("A dry run keeps no file. To import it for real, choose it again:")} <Link to="/imports">{t("Import a file")}</Link></p>}
      {one.problem && <div className="problem" role="alert"><div><div className="what">{says(one.problem.code).title}</div>{says(one.problem.code, one.problem.facts).detail}</div></div>}
      <Card>
        <Progress percent={one.lines_total > 0 ? Math.floor((one.lines_done / one.lines_total) * 100) : one.state === "done" ? 100 : 0} status={one.state === "failed" ? "exception" : busy && one.state !== "waiting" ? "active" : one.state === "done" ? "success" : "normal"} aria-label={t("Progress")} />
        <p className="figures">{t("{done} of {total} lines", { done: number(one.lines_done), total: number(one.lines_total) })}</p>
        {busy && one.state !== "waiting" && <p className="quiet">{t("You can leave this page; the work goes on and is found here again.")}</p>}
      </Card>
      <Tabs name={t("Import|noun")} at={tab} go={(next) => ask({ tab: next })} items={[{ key: "report", label: t("Report") }, { key: "quarantine", label: t("Rows in quarantine") }]} />
      {tab === "report" ? (report ? <ReportCards of={report} /> : <Empty title={t("The report comes with the end of the work")} />) : (
      <List<Row>
        name="quarantine"
        title={t("Rows in quarantine")}
        live={busy}
        question={{ id, state: search.state }}
        load={(cursor, signal) => asked(api.GET("/v1/imports/{import}/quarantine", { params: { path: { import: id }, query: { state: search.state, cursor, limit: 100 } }, signal }))}
        id={(each) => String(each.line)}
        act={(each) => each.state === "open" && setRow(each)}
        columns={[
          { id: "line", name: t("Line of the file"), end: true, show: (each) => number(each.line) },
          { id: "problem", name: t("Problem"), show: (each) => says(standing(each).problem).title },
          { id: "field", name: t("Column"), show: (each) => word("column", standing(each).field) },
          { id: "value", name: t("Value"), show: (each) => <Id>{standing(each).value || "—"}</Id> },
          { id: "state", name: t("State"), show: (each) => <Pill kind="row_state" value={each.state} /> },
          { id: "do", name: "", show: (each) => each.state === "open" && <span className="row" style={{ flexWrap: "nowrap" }}><Button size="small" onClick={() => setRow(each)}>{t("Correct")}</Button><Button size="small" type="text" onClick={() => leave.mutate(each.line)}>{t("Leave out")}</Button></span> },
        ]}
        filters={<Filters page="quarantine" of={[{ id: "state", name: t("State"), kind: "one", choices: choices("row_state") }]} />}
        empty={<Empty title={t("No row is in quarantine")}>{busy ? t("So far every row could be used.") : t("Every row could be used.")}</Empty>}
      />
      )}
      {row && <Correct key={row.line} of={one} row={row} close={() => setRow(null)} />}
    </Page>
  );
}

/** What a row stands there for now: the file's own problem, or the one its newest correction met. */
function standing(row: Row): Pick<Row, "problem" | "field" | "value" | "facts"> {
  return row.decisions.at(-1)?.met ?? row;
}

/** Waits until the import rests, telling meanwhile how far it is; then what the row has become. */
async function outcome(client: QueryClient, id: string, line: number): Promise<{ row: Row | undefined; import: Import }> {
  for (;;) {
    const now = await asked(api.GET("/v1/imports/{import}", { params: { path: { import: id } } }));
    client.setQueryData(["imports", id], now);
    if (!["queued", "running"].includes(now.state)) {
      for (let cursor: string | undefined; ; ) {
        const page = await asked(api.GET("/v1/imports/{import}/quarantine", { params: { path: { import: id }, query: { cursor, limit: 200 } } }));
        const row = page.items.find((one) => one.line === line);
        cursor = page.next ?? undefined;
        if (row || !cursor) return { row, import: now };
      }
    }
    await new Promise((done) => setTimeout(done, 500));
  }
}

function Correct({ of, row: first, close }: { of: Import; row: Row; close: () => void }) {
  const says = useRefusals();
  const client = useQueryClient();
  const [row, setRow] = useState(first);
  const newest = row.decisions.at(-1);
  // The cell it is about is not told where it may say who somebody is: it is typed anew.
  const untold = row.field && !(row.field in row.cells) && codes("column").includes(row.field) ? { [row.field]: "" } : {};
  const [cells, setCells] = useState<Record<string, string>>({ ...untold, ...row.cells, ...newest?.correction?.cells });
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => { here.current = false; };
  }, []);
  const problem = (one: Row) => {
    const { problem, field, value, facts } = standing(one);
    return { ...says(problem, { ...facts, value, field: word("column", field) }), field };
  };
  const write = useWrite(
    async (wish: Schemas["RetryRow"], key: string) => {
      await asked(api.POST("/v1/imports/{import}/quarantine/{line}/retry", { params: { path: { import: of.id, line: row.line }, header: { "Idempotency-Key": key } }, body: wish }));
      return outcome(client, of.id, row.line);
    },
    {
      stale: ["imports", "quarantine", "orders", "figures"],
      done: ({ row: now }) => {
        if (now?.state === "resolved") {
          tell(t("Line {line} can be used now", { line: row.line }));
          close();
        } else if (now) {
          setRow(now);
          if (!here.current) tell(t("Line {line} still cannot be used: {why}", { line: row.line, why: problem(now).title }));
        }
      },
    },
  );
  const no = problem(row);
  const changed = Object.fromEntries(Object.entries(cells).filter(([name, value]) => value !== (row.cells[name] ?? "")));
  const kind = newest?.correction?.kind;
  const stuck = write.data && row.state !== "open" ? write.data.import : null;
  return (
    <FormDrawer open title={t("Correct line {line}", { line: row.line })} word={t("Try again")} close={close} send={() => write.mutate({ cells: changed, ...(kind ? { kind } : {}) })} sending={write.isPending} error={write.error} ready={!write.isPending && row.state === "open"}>
      {write.isPending ? (
        <div role="status">
          <p>{t("The file is read again with what you wrote.")}</p>
          <Progress percent={of.lines_total > 0 ? Math.floor((of.lines_done / of.lines_total) * 100) : 0} status="active" aria-label={t("Progress")} />
          <p className="quiet">{t("You can close this; what came of it is told.")}</p>
        </div>
      ) : stuck ? (
        <div className="problem" role="alert"><div><div className="what">{t("It was not tried: the import has ended")}</div>{stuck.problem ? says(stuck.problem.code, stuck.problem.facts).detail : word("import_state", stuck.state)}</div></div>
      ) : (
        <div className={newest?.met ? "problem" : "problem mild"} role={newest?.met ? "alert" : undefined}><div>{newest?.met && <div>{t("That did not help: the row still cannot be used.")}</div>}<div className="what">{no.title}</div>{no.detail}</div></div>
      )}
      {Object.entries(cells).map(([name, value]) => (
        <Field key={name} name={word("column", name)} wrong={name === no.field && !write.isPending ? no.title : undefined} hint={name in untold ? t("In the file: {text}", { text: row.value }) : value !== row.cells[name] && row.cells[name] !== undefined ? t("In the file: {text}", { text: row.cells[name] || "—" }) : undefined}>
          <Input value={value} readOnly={write.isPending} onChange={(event) => setCells({ ...cells, [name]: event.target.value })} />
        </Field>
      ))}
    </FormDrawer>
  );
}
