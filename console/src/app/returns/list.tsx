import { Link } from "@tanstack/react-router";
import { api, asked, questions } from "../../api/client";
import { Filters } from "../../framework/filters";
import { t } from "../../framework/i18n";
import { List, NothingFits } from "../../framework/list";
import { Page } from "../../framework/page";
import { useQuestions } from "../../framework/search";
import { Id, Pill, Time } from "../../framework/shown";
import { choices } from "../../framework/words";

export default function Returns() {
  const [search, ask] = useQuestions();
  const query = questions("/v1/returns", search, ["state"]);
  return (
    <Page fills name={t("Returns")} title={t("Returns")} about={t("A return is opened on the page of its order.")}>
      <List
        name="returns"
        title={t("Returns")}
        live
        question={query}
        load={(cursor, signal) => asked(api.GET("/v1/returns", { params: { query: { ...query, cursor, limit: 100 } }, signal }))}
        id={(one) => one.id}
        to={(one) => `/returns/${one.id}`}
        columns={[
          { id: "id", name: t("Return"), show: (one) => <Link to="/returns/$return" params={{ return: one.id }}><Id>{one.id}</Id></Link> },
          { id: "order", name: t("Order"), show: (one) => <Link to="/orders/$order" params={{ order: one.order }}><Id>{one.order}</Id></Link> },
          { id: "state", name: t("State"), show: (one) => <Pill kind="return_state" value={one.state} /> },
          { id: "reason", name: t("Reason"), show: (one) => one.reason },
          { id: "asked", name: t("Pieces asked for"), end: true, show: (one) => one.lines.reduce((all, line) => all + line.quantity, 0) },
          { id: "received", name: t("Received"), end: true, show: (one) => one.lines.reduce((all, line) => all + line.received, 0) },
          { id: "restocked", name: t("Restocked"), end: true, show: (one) => one.lines.reduce((all, line) => all + line.restocked, 0) },
          { id: "requested_at", name: t("Requested"), show: (one) => <Time at={one.requested_at} /> },
          { id: "received_at", name: t("Arrived"), show: (one) => <Time at={one.received_at} /> },
        ]}
        filters={<Filters page="returns" of={[{ id: "state", name: t("State"), kind: "one", choices: choices("return_state") }]} />}
        empty={<NothingFits filtered={Boolean(search.state)} nothing={t("No returns yet")} clear={() => ask({ state: undefined })} />}
      />
    </Page>
  );
}
